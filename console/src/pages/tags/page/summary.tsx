import type { StatusView, TagView } from '@danqing/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { Alert, App, Card, Descriptions, Flex, Statistic, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api/client.ts';
import { ApiError } from '../../../api/error.ts';
import { useApi, useChange, useWorkspaceKey } from '../../../api/use-api.ts';
import { useMay } from '../../../api/use-may.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { useFormats } from '../../../parts/format.ts';
import { StopRun } from '../../../parts/stop-run.tsx';
import { StoppedRun } from '../../../parts/stopped-run.tsx';
import { TimeText } from '../../../parts/time-text.tsx';
import { useCompute } from '../tag-actions.tsx';
import { TagState } from '../list/tag-state.tsx';
import { InPlace } from './in-place.tsx';

/** Saves texts against the version that was seen; somebody else's change is told and shown. */
function useTexts(tag: TagView): (change: Partial<Pick<TagView, 'owner' | 'description'>>) => Promise<unknown> {
  const { t } = useTranslation('tags');
  const { message } = App.useApp();
  const client = useQueryClient();
  const workspace = useWorkspaceKey();
  const path = `/api/v1/tags/${encodeURIComponent(tag.key)}`;
  const save = useChange((change: object) => api.put<TagView>(path, change, { headers: { 'if-match': `"${tag.version}"` } }), ['/api/v1/tags']);
  return (change) =>
    save.mutateAsync(change).then(
      () => message.success(t('page.saved')),
      (error: unknown) => {
        if (error instanceof ApiError) void message.error(error.status === 412 ? t('page.conflict') : error.message);
        void client.invalidateQueries({ queryKey: [workspace, path] });
        throw error;
      },
    );
}

/** What the tag is, how far it has come, and who looks after it. */
export function Summary({ tag }: { readonly tag: TagView }) {
  const { t } = useTranslation('tags');
  const language = useLanguage();
  const formats = useFormats();
  const mayEdit = useMay('definitions.write') && tag.keptBy === '';
  const save = useTexts(tag);
  const compute = useCompute(tag.key);
  const total = useApi<StatusView>('/api/v1/status').data?.counts.profiles ?? 0;
  const { count, computedAt, expiresAfter } = tag;
  return (
    <Flex vertical gap={12}>
      {tag.state === 'failed' && (
        <Alert
          type="error"
          showIcon
          title={t('page.failed')}
          description={
            <>
              {tag.error} {t('page.failedKept')}
            </>
          }
        />
      )}
      {(tag.state === 'pending' || tag.state === 'computing') && (
        <Alert type="info" showIcon title={t('page.pending')} action={<StopRun kind="tag" of={tag.key} />} />
      )}
      <StoppedRun of={tag} isAsking={compute.isPending} compute={compute.run} />
      <Card>
        <Flex wrap gap={40} align="center" style={{ marginBottom: 16 }}>
          <Statistic title={t('page.known')} value={count === null ? '–' : formats.number(count)} />
          <Statistic title={t('page.coverage')} value={count === null || total === 0 ? '–' : formats.percent(count / total)} />
          <Flex vertical gap={4}>
            <TagState tag={tag} />
            <span>
              {t(`refreshes.${tag.refresh}`)} · {t('page.computed')} <TimeText value={computedAt} />
            </span>
          </Flex>
        </Flex>
        <Typography.Paragraph style={{ fontSize: 16 }}>{tag.sentence?.[language]}</Typography.Paragraph>
        <Descriptions
          size="small"
          column={{ xs: 1, sm: 1, md: 2, lg: 3 }}
          items={[
            { key: 'kind', label: t('columns.kind'), children: `${t(`kinds.${tag.kind}`)} · ${t(`types.${tag.type}`)}` },
            { key: 'category', label: t('page.category'), children: tag.category || t('tree.none') },
            { key: 'key', label: t('page.key'), children: <Typography.Text copyable>{tag.key}</Typography.Text> },
            {
              key: 'owner',
              label: t('page.owner'),
              children: <InPlace what={t('page.owner')} value={tag.owner} empty={t('page.noOwner')} mayEdit={mayEdit} onSave={(owner) => save({ owner })} />,
            },
            { key: 'version', label: t('tabs.versions'), children: t('page.version', { version: tag.version }) },
            ...(expiresAfter === null
              ? []
              : [{ key: 'expires', label: t('values.until'), children: t('page.expires', { n: expiresAfter.n, unit: t(`page.units.${expiresAfter.unit}`) }) }]),
            {
              key: 'description',
              label: t('page.description'),
              span: 'filled',
              children: (
                <InPlace
                  isLong
                  what={t('page.description')}
                  value={tag.description}
                  empty={t('page.noDescription')}
                  mayEdit={mayEdit}
                  onSave={(description) => save({ description })}
                />
              ),
            },
          ]}
        />
      </Card>
    </Flex>
  );
}
