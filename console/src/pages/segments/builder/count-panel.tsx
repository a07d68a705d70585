import { ReloadOutlined } from '@ant-design/icons';
import type { PreviewRunView } from '@danqing/contracts';
import { Alert, Button, Card, Flex, Progress, Skeleton, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../../parts/format.ts';
import type { Preview } from '../../../rule/use-preview.ts';
import { MomentInput } from '../../../parts/day-input.tsx';

interface CountPanelProps {
  readonly preview: Preview;
  /** What is left of it under a limit; null: there is none. */
  readonly limited: number | null;
  readonly at: string;
  readonly onAt: (at: string) => void;
  readonly onAgain: () => void;
}

/** How many there are, while the rule is drawn. */
export function CountPanel({ preview, limited, at, onAt, onAgain }: CountPanelProps) {
  const { t } = useTranslation('builder');
  return (
    <Card
      size="small"
      className="builder-count"
      title={t('count')}
      extra={
        <Button size="small" type="text" icon={<ReloadOutlined />} aria-label={t('again')} title={t('again')} disabled={preview.isCounting} onClick={onAgain} />
      }
    >
      <Figures preview={preview} limited={limited} />
      <Flex vertical gap={4} style={{ marginTop: 12 }}>
        <Flex gap={8} align="center" wrap>
          <label htmlFor="builder-at">{t('at')}</label>
          <MomentInput id="builder-at" size="small" value={at} onChange={({ target }) => onAt(target.value)} style={{ width: 190 }} />
          {at !== '' && (
            <Button size="small" type="link" onClick={() => onAt('')}>
              {t('clearAt')}
            </Button>
          )}
        </Flex>
        {at !== '' && <Typography.Text type="secondary">{t('atHint')}</Typography.Text>}
      </Flex>
    </Card>
  );
}

function Figures({ preview: { run, isCounting, error, insight }, limited }: Pick<CountPanelProps, 'preview' | 'limited'>) {
  const { t } = useTranslation('builder');
  return (
    <div aria-live="polite" data-counting={isCounting}>
      {run === null ? <Skeleton active title={{ width: 120 }} paragraph={{ rows: 1 }} /> : <Counted run={run} limited={limited} isCounting={isCounting} />}
      {insight.unfinished.length > 0 && (
        <Alert type="info" showIcon title={t('unfinished', { n: String(insight.unfinished.length) })} style={{ marginTop: 8 }} />
      )}
      {insight.faults.length > 0 && <Alert type="error" showIcon title={t('faulty')} style={{ marginTop: 8 }} />}
      {error !== null && (
        <Alert
          type="warning"
          showIcon
          title={error.code === 'DQ_TOO_EXPENSIVE' ? t('tooMuch', { why: error.message }) : error.message}
          style={{ marginTop: 8 }}
        />
      )}
    </div>
  );
}

interface CountedProps {
  readonly run: PreviewRunView;
  readonly limited: number | null;
  readonly isCounting: boolean;
}

function Counted({ run: { preview, estimate }, limited, isCounting }: CountedProps) {
  const { t } = useTranslation('builder');
  const formats = useFormats();
  const count = preview?.count ?? estimate?.count ?? 0;
  const shown = limited ?? count;
  const total = preview?.total ?? 0;
  return (
    <>
      <div data-testid="count" style={{ fontSize: 28, fontWeight: 600, fontVariantNumeric: 'tabular-nums', opacity: isCounting && preview !== null ? 0.5 : 1 }}>
        {t(preview === null ? 'about' : 'people', { n: formats.number(shown) })}
      </div>
      {total > 0 && (
        <>
          <Progress percent={(shown / total) * 100} showInfo={false} size="small" aria-label={formats.percent(shown / total)} />
          <Typography.Text type="secondary">{t('share', { total: formats.number(total), share: formats.percent(shown / total) })}</Typography.Text>
        </>
      )}
      {limited !== null && limited !== count && <div>{t('capped', { core: formats.number(count), n: formats.number(limited) })}</div>}
      <div style={{ minHeight: 22 }}>
        <Typography.Text type="secondary">
          {preview === null && estimate !== null
            ? t('between', { low: formats.number(estimate.low), high: formats.number(estimate.high) })
            : isCounting
              ? t('counting')
              : t('took', { ms: formats.number(preview?.elapsedMs ?? 0, 0) })}
        </Typography.Text>
      </div>
    </>
  );
}
