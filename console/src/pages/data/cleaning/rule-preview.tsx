import type { CleaningPreview, CleaningRule } from '@danqing/contracts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Alert, Card, Flex, Skeleton, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api/client.ts';
import type { ApiError } from '../../../api/error.ts';
import { useWorkspaceKey } from '../../../api/use-api.ts';
import { ErrorState } from '../../../parts/error-state.tsx';
import { useFormats } from '../../../parts/format.ts';
import { BeforeAfter } from './before-after.tsx';
import { cleaningPath, isWhole, trimmed } from './rules.ts';

const colours = { changed: 'success', imputed: 'processing', refused: 'warning', parked: 'warning', dropped: 'error', same: 'default' } as const;

/** What the rule would make of the last events, and whether its examples hold. */
export function RulePreview({ rule }: { readonly rule: CleaningRule }) {
  const { t } = useTranslation('cleaning');
  const formats = useFormats();
  const workspace = useWorkspaceKey();
  const asked = trimmed(rule.name.trim() === '' ? { ...rule, name: rule.id } : rule);
  const { data, error, refetch } = useQuery<CleaningPreview, ApiError>({
    queryKey: [workspace, `${cleaningPath}/preview`, asked],
    queryFn: ({ signal }) => api.post<CleaningPreview>(`${cleaningPath}/preview`, { rule: asked }, { signal }),
    enabled: isWhole(asked),
    placeholderData: keepPreviousData,
  });
  if (!isWhole(asked)) return <Alert type="info" title={t('previewWaits')} />;
  if (error !== null) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Skeleton active />;
  const failing = data.examples.flatMap(({ ok, said }, index) => (ok ? [] : [t('exampleFails', { n: index + 1, said: said === '' ? t('nothing') : said })]));
  return (
    <section aria-label={t('preview')}>
      <Typography.Title level={2} style={{ fontSize: 16 }}>
        {t('preview')}
      </Typography.Title>
      {failing.length > 0 && <Alert type="error" showIcon title={failing.join(' · ')} style={{ marginBottom: 8 }} />}
      {failing.length === 0 && rule.examples.length > 0 && (
        <Alert type="success" showIcon title={t('examplesHold', { n: rule.examples.length })} style={{ marginBottom: 8 }} />
      )}
      <Flex gap={8} wrap aria-live="polite" style={{ marginBottom: 8 }}>
        <strong>{t('looked', { n: formats.number(data.looked), since: data.since === null ? '' : formats.exactTime(data.since) })}</strong>
        {(['changed', 'imputed', 'refused', 'parked', 'dropped'] as const).map(
          (kind) =>
            data[kind] > 0 && (
              <Tag key={kind} color={colours[kind]}>
                {t(`outcomes.${kind}`)} {formats.number(data[kind])}
              </Tag>
            ),
        )}
      </Flex>
      {data.items.length === 0 && <Typography.Text type="secondary">{t('previewEmpty')}</Typography.Text>}
      <Flex vertical gap={12}>
        {data.items.map(({ id, source, event, at, outcome, reason, before, after }) => (
          <Card
            key={id}
            size="small"
            title={
              <Flex gap={8} wrap align="center">
                <Tag color={colours[outcome]}>{t(`outcomes.${outcome}`)}</Tag>
                <span style={{ whiteSpace: 'normal' }}>{[event, source, formats.exactTime(at)].join(' · ')}</span>
              </Flex>
            }
          >
            {reason !== '' && <Typography.Paragraph type="secondary">{t(`reasons.${reason}`, { defaultValue: reason })}</Typography.Paragraph>}
            <BeforeAfter before={before.raw} after={after.raw} />
          </Card>
        ))}
      </Flex>
    </section>
  );
}
