import type { TagDryRunView, TagPreviewView } from '@danqing/contracts';
import { Alert, Button, Card, Flex, Progress, Spin, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useWorkspaceKey } from '../../../api/use-api.ts';
import { useMay } from '../../../api/use-may.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { CopyButton } from '../../../parts/copy-button.tsx';
import { useFormats } from '../../../parts/format.ts';
import { FeatureFindings } from '../page/feature-findings.tsx';
import { NumberFigures, SpreadChart } from '../page/spread.tsx';
import { useValueWords } from '../page/value-words.ts';
import { Fault } from './faults.tsx';
import type { Looked } from './use-preview.ts';

/** How the values would be spread, beside the form. */
export function PreviewPane({ looked, name, onExact }: { readonly looked: Looked; readonly name: string; readonly onExact: () => void }) {
  const { t } = useTranslation('tag-editor');
  const { preview, error, isFetching, isComplete, moves } = looked;
  return (
    <Card title={t('sections.preview')} extra={isFetching ? <Spin size="small" /> : null} aria-live="polite">
      {!isComplete && <Typography.Text type="secondary">{t('preview.waiting')}</Typography.Text>}
      {isComplete && error !== null && (
        <Alert
          type="warning"
          showIcon
          title={error.status === 400 ? t('preview.fix') : t('preview.failed')}
          description={
            <ul style={{ margin: 0, paddingLeft: 18 }}>
              {(error.faults.length > 0 ? error.faults : [{ path: '', code: error.code, message: error.message }]).slice(0, 5).map((fault) => (
                <li key={`${fault.path} ${fault.code}`}>
                  <Fault fault={fault} />
                </li>
              ))}
            </ul>
          }
        />
      )}
      {isComplete && error === null && preview !== undefined && <Found preview={preview} name={name} onExact={onExact} />}
      {isComplete && error === null && moves !== undefined && <Moves moves={moves} />}
    </Card>
  );
}

function Found({ preview, name, onExact }: { readonly preview: TagPreviewView; readonly name: string; readonly onExact: () => void }) {
  const { t } = useTranslation('tag-editor');
  const { t: customers } = useTranslation('customers');
  const language = useLanguage();
  const formats = useFormats();
  const workspace = useWorkspaceKey();
  const mayLook = useMay('profiles.read');
  const say = useValueWords();
  const { distribution, oneIn, examples, sentence, cost, elapsedMs, at, sql, type } = preview;
  const words = t('preview.people', { n: formats.number(distribution.known), share: formats.percent(distribution.coverage) });
  return (
    <Flex vertical gap={12}>
      <Typography.Paragraph style={{ margin: 0 }}>{sentence[language]}</Typography.Paragraph>
      <div>
        <strong>{words}</strong>
        <Progress percent={distribution.coverage * 100} showInfo={false} size="small" aria-label={words} />
      </div>
      {oneIn !== null && (
        <Flex wrap gap={8} align="center">
          <Typography.Text type="secondary">{t('preview.estimated', { n: oneIn })}</Typography.Text>
          <Button size="small" onClick={onExact}>
            {t('preview.exact')}
          </Button>
        </Flex>
      )}
      {distribution.known === 0 ? (
        <Typography.Text type="secondary">{t('preview.nobody')}</Typography.Text>
      ) : (
        <>
          <FeatureFindings found={distribution} facts={preview.cutPoints} />
          <SpreadChart name={name} type={type} found={distribution} />
          {distribution.numbers !== null && <NumberFigures numbers={distribution.numbers} />}
        </>
      )}
      {preview.warnings.length > 0 && (
        <Alert
          type="info"
          showIcon
          title={t('save.warnings')}
          description={preview.warnings.slice(0, 5).map((warning) => (
            <div key={`${warning.path} ${warning.code}`}>
              <Fault fault={warning} />
            </div>
          ))}
        />
      )}
      {examples.length > 0 && (
        <div>
          <Typography.Text type="secondary">{t('preview.examples')}</Typography.Text>
          <ul style={{ margin: 0, paddingLeft: 18 }}>
            {examples.slice(0, 5).map(({ profile, value }) => (
              <li key={profile}>
                {mayLook ? (
                  <Link to={`/w/${workspace}/customers/${profile}`} target="_blank" style={{ textDecoration: 'underline' }}>
                    {customers('number', { id: profile })}
                  </Link>
                ) : (
                  customers('number', { id: profile })
                )}
                {' · '}
                {say(value)}
              </li>
            ))}
          </ul>
        </div>
      )}
      <Typography.Text type="secondary" style={{ fontSize: 12 }}>
        {t('preview.took', { seconds: formats.number(elapsedMs / 1000, 2), rows: formats.compact(cost.rowsRead), at: formats.time(at) })}
      </Typography.Text>
      <details>
        <summary>{t('preview.sql')}</summary>
        <pre tabIndex={0} style={{ overflow: 'auto', maxHeight: 240, fontSize: 12 }}>
          {sql}
        </pre>
        <CopyButton text={sql} />
      </details>
    </Flex>
  );
}

/** Whose value is another one once this is saved. */
function Moves({ moves }: { readonly moves: TagDryRunView }) {
  const { t } = useTranslation('tag-editor');
  const formats = useFormats();
  const { gaining, losing, changing } = moves;
  const isNone = gaining.count + losing.count + changing.count === 0;
  return (
    <div style={{ marginTop: 16, borderTop: '1px solid var(--line)', paddingTop: 12 }}>
      <strong>{t('sections.who')}</strong>
      {isNone && <div>{t('who.none')}</div>}
      {gaining.count > 0 && <div>{t('who.gaining', { n: formats.number(gaining.count) })}</div>}
      {losing.count > 0 && <div>{t('who.losing', { n: formats.number(losing.count) })}</div>}
      {changing.count > 0 && <div>{t('who.changing', { n: formats.number(changing.count) })}</div>}
      {moves.moves.length > 0 && (
        <table style={{ width: '100%', marginTop: 8, fontSize: 13 }}>
          <thead>
            <tr style={{ textAlign: 'left' }}>
              <th>{t('who.from')}</th>
              <th>{t('who.to')}</th>
              <th style={{ textAlign: 'right' }}>{t('who.count')}</th>
            </tr>
          </thead>
          <tbody>
            {moves.moves.slice(0, 8).map(({ from, to, count }) => (
              <tr key={`${from ?? '\u0000'} ${to ?? '\u0000'}`}>
                <td style={{ overflowWrap: 'anywhere' }}>{from ?? t('who.nothing')}</td>
                <td style={{ overflowWrap: 'anywhere' }}>{to ?? t('who.nothing')}</td>
                <td style={{ textAlign: 'right', fontVariantNumeric: 'tabular-nums' }}>{formats.number(count)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}
