import type { ImportChoices } from '@danqing/contracts';
import { Alert, Button, Flex, Radio, Skeleton, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useWorkspaceKey } from '../../api/use-api.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { ErrorState } from '../../parts/error-state.tsx';
import { useFormats } from '../../parts/format.ts';
import { ColumnRow } from './column-row.tsx';
import { LooksLike } from './looks-like.tsx';
import { TableSettings } from './table-settings.tsx';
import { TryButton } from './try-button.tsx';
import { useMapping } from './use-mapping.ts';

export interface ColumnsStepProps {
  readonly upload: string;
  readonly onTry: (id: string) => void;
  readonly onUpload: (id: string | null) => void;
  /** The button that goes back, where it is not to another file. */
  readonly back?: string;
  /** What was decided about the same data earlier. */
  readonly before?: ImportChoices;
}

/** What each column of the file becomes: recognised, to be looked at and changed. */
export function ColumnsStep({ upload, onTry, onUpload, back, before }: ColumnsStepProps) {
  const { t } = useTranslation('import');
  const language = useLanguage();
  const formats = useFormats();
  const workspace = useWorkspaceKey();
  const work = useMapping(upload, before);
  const { data: found, error, refetch } = work.recognition;
  if (found === undefined) return error === null ? <Skeleton active paragraph={{ rows: 8 }} /> : <ErrorState error={error} onRetry={() => void refetch()} />;
  const { data: composed } = work.composed;
  const kind = composed?.kindOfTable ?? found.kindOfTable;
  const problems = composed?.problems ?? found.problems;
  // Only the column that says when it happened is asked about.
  const questions = found.questions.filter(({ column }) => composed?.targets[column] === 'time');
  return (
    <Flex vertical gap={16}>
      <Flex wrap justify="space-between" align="center" gap={8}>
        <Typography.Title level={2} style={{ fontSize: 17, margin: 0, wordBreak: 'break-all' }}>
          {found.fileName}
        </Typography.Title>
        <Button onClick={() => onUpload(null)}>{back ?? t('anotherFile')}</Button>
      </Flex>
      {found.importedBefore !== null && (
        <Alert
          type="warning"
          showIcon
          title={t('importedBefore', { time: formats.time(found.importedBefore.at), events: formats.number(found.importedBefore.events) })}
          action={<Link to={`/w/${workspace}/data/imports/${found.importedBefore.id}`}>{t('seeImport')}</Link>}
        />
      )}
      <LooksLike found={found} />
      <Alert
        type="info"
        title={
          <ul style={{ margin: 0, paddingInlineStart: 18 }}>
            {found.summary.map((one) => (
              <li key={one.zh}>{one[language]}</li>
            ))}
            {found.remembered !== null && <li>{t('remembered', { name: found.remembered.fileName })}</li>}
            {!found.isComplete && <li>{t('counting')}</li>}
          </ul>
        }
      />
      <TableSettings upload={upload} found={found} kind={kind} work={work} onUpload={onUpload} />
      {questions.map(({ column, example, options }) => (
        <Alert
          key={column}
          type="warning"
          showIcon
          title={t('dateQuestion', { example })}
          description={
            <Radio.Group
              value={work.choices.dateFormat ?? null}
              onChange={({ target }) => work.setDateFormat(String(target.value))}
              options={options.map(({ value, words }) => ({ value, label: words[language] }))}
            />
          }
        />
      ))}
      <div role="list" aria-label={t('column')}>
        {found.columns.map((column) => (
          <ColumnRow
            key={column.index}
            column={column}
            kind={kind}
            target={composed?.targets[column.name] ?? column.guess.target}
            isChanged={work.isChosen(column.name)}
            onChange={(target) => work.setTarget(column.name, target)}
          />
        ))}
      </div>
      {problems.length > 0 && <Alert type="error" showIcon title={t('blocked')} description={problems.map((one) => <div key={one.zh}>{one[language]}</div>)} />}
      <Flex wrap gap={8} justify="end" align="center">
        <Button onClick={work.undo} disabled={!work.canUndo}>
          {t('undo')}
        </Button>
        <Button onClick={work.startOver} disabled={!work.isChanged}>
          {t('startOver')}
        </Button>
        <TryButton upload={upload} mapping={work.composed.isFetching ? null : (composed?.mapping ?? null)} onTry={onTry} />
      </Flex>
    </Flex>
  );
}
