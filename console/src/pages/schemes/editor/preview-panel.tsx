import type { SchemePreview } from '@danqing/contracts';
import type { UseQueryResult } from '@tanstack/react-query';
import { Alert, Card, Flex, Spin, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ApiError } from '../../../api/error.ts';
import { useThemeMode } from '../../../design/theme-mode.ts';
import { useFormats } from '../../../parts/format.ts';
import { colourOf } from '../colours.ts';
import { Dot, type Share, ShareBar } from '../share-bar.tsx';
import { GridPreview } from './grid-preview.tsx';
import { Histogram } from './histogram.tsx';
import { keyOf, missingIn, type Model, partsOf } from './model.ts';
import { useMissingWords } from './missing-words.ts';
import { usePunctuation } from '../../../parts/punctuation.ts';

interface PreviewPanelProps {
  readonly model: Model;
  readonly preview: UseQueryResult<SchemePreview, ApiError>;
}

/** What the scheme would make of everybody: sizes that are everyone, who fits several rules, where the borders lie. */
export function PreviewPanel({ model, preview }: PreviewPanelProps) {
  const { t } = useTranslation('schemes');
  const formats = useFormats();
  const marks = usePunctuation();
  const mode = useThemeMode();
  const missingWords = useMissingWords();
  const problems = missingIn(model)
    .filter(({ problem }) => problem !== 'name')
    .map(missingWords);
  const parts = partsOf(model);
  // While another division is asked for, the sizes of the last one are of other parts: they would not sum up.
  const isOfThese = parts.length === preview.data?.parts.length && parts.every(({ key }) => preview.data?.parts.some((part) => part.key === key));
  const data = isOfThese ? preview.data : undefined;
  const shares =
    data === undefined
      ? []
      : [
          ...parts.map(({ key, name }) => ({ key, name, size: data.parts.find((part) => part.key === key)?.size ?? 0, colour: colourOf(parts, key, mode) })),
          { key: '', name: t('unassigned'), size: data.unassigned, colour: colourOf(parts, '', mode) },
        ];
  return (
    <Card title={t('edits.preview')} extra={preview.isFetching && <Spin size="small" />}>
      <Flex vertical gap={16}>
        {problems.length > 0 && (
          <div>
            {data === undefined && <Typography.Paragraph type="secondary">{t('edits.previewWaiting')}</Typography.Paragraph>}
            {problems.map((problem) => (
              <Typography.Text key={problem} type="warning" style={{ display: 'block' }}>
                {problem}
              </Typography.Text>
            ))}
          </div>
        )}
        {problems.length === 0 && preview.isError && (
          <Alert
            type="error"
            showIcon
            title={preview.error.message}
            description={preview.error.faults.slice(0, 5).map(({ path, message }) => <div key={path + message}>{`${path}${marks.colon}${message}`}</div>)}
          />
        )}
        {data !== undefined && (
          <>
            {model.isGrid ? <GridPreview model={model} preview={data} /> : <Sizes shares={shares} total={data.total} />}
            {data.overlap !== null && (
              <Typography.Text type="secondary">
                {data.overlap.several === 0 ? t('edits.noneSeveral') : t('edits.several', { n: formats.number(data.overlap.several) })}
              </Typography.Text>
            )}
            {data.axes.map(({ side, histogram }) => {
              const axis = model[side];
              const colours = axis.levels.map((level) =>
                colourOf(model.isGrid ? axis.levels.map((each) => ({ key: keyOf(each), color: '' })) : parts, keyOf(level), mode),
              );
              return (
                <Histogram
                  key={side}
                  histogram={histogram}
                  cuts={data.cutPoints?.[side] ?? []}
                  colours={colours}
                  name={model.isGrid ? t(`edits.${side}`) : t('edits.thisNumber')}
                />
              );
            })}
            {data.warnings.length > 0 && (
              <Alert type="warning" showIcon title={t('edits.warnings', { names: data.warnings.map(({ message }) => message).join(marks.semicolon) })} />
            )}
            <Typography.Text type="secondary" style={{ fontSize: 13 }}>
              {t('edits.previewHint')}
            </Typography.Text>
          </>
        )}
      </Flex>
    </Card>
  );
}

/** The parts with their sizes, and all of them together. */
function Sizes({ shares, total }: { readonly shares: readonly Share[]; readonly total: number }) {
  const { t } = useTranslation('schemes');
  const formats = useFormats();
  return (
    <>
      <ShareBar shares={shares} total={total} label={t('edits.preview')} height={28} />
      <ul style={{ listStyle: 'none', margin: 0, padding: 0 }}>
        {shares.map(({ key, name, size, colour }) => (
          <li key={key} style={{ display: 'flex', gap: 8, alignItems: 'center', padding: '3px 0' }}>
            <Dot colour={colour} />
            <span style={{ flex: 1, minWidth: 0, overflowWrap: 'anywhere' }}>{name}</span>
            <span style={{ fontVariantNumeric: 'tabular-nums' }}>{formats.number(size)}</span>
            <Typography.Text type="secondary" style={{ width: 60, textAlign: 'right' }}>
              {formats.percent(total === 0 ? 0 : size / total)}
            </Typography.Text>
          </li>
        ))}
        <li style={{ display: 'flex', gap: 8, padding: '6px 0 0', borderTop: '1px solid var(--line)', marginTop: 4 }}>
          <span style={{ flex: 1 }}>{t('total')}</span>
          <span>{formats.number(total)}</span>
          <Typography.Text type="secondary" style={{ width: 60, textAlign: 'right' }}>
            {formats.percent(total === 0 ? 0 : 1)}
          </Typography.Text>
        </li>
      </ul>
    </>
  );
}
