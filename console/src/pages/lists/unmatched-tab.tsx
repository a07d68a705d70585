import type { ListChangeView, ListView, UnmatchedValue } from '@danqing/contracts';
import { App, Button, Flex, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Static } from 'typebox';
import { api, send } from '../../api/client.ts';
import { useChange } from '../../api/use-api.ts';
import { useMay } from '../../api/use-may.ts';
import { usePages } from '../../api/use-pages.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { useFieldNames } from '../../parts/field-names.ts';
import { useFormats } from '../../parts/format.ts';
import { saveBlob } from '../../parts/save-blob.ts';

type Unmatched = Static<typeof UnmatchedValue>;

/** A file under a name, from an answer that only this session may fetch. */
async function saveCsv(path: string, name: string): Promise<void> {
  const answer = await send('GET', path, { headers: { accept: 'text/csv' } });
  saveBlob(await answer.blob(), name);
}

/** Values that lead to nobody: why, what to do, as a file, and once more. */
export function UnmatchedTab({ list }: { readonly list: ListView }) {
  const { t } = useTranslation('lists');
  const formats = useFormats();
  const names = useFieldNames();
  const { message } = App.useApp();
  const mayWrite = useMay('lists.write');
  const path = `/api/v1/lists/${encodeURIComponent(list.key)}`;
  const pages = usePages<Unmatched>(`${path}/unmatched`, { limit: 100 });
  const rematch = useChange(() => api.post<Static<typeof ListChangeView>>(`${path}/rematch`), ['/api/v1/list', '/api/v1/profiles']);
  const failed = (error: Error): void => void message.error(error.message);
  const kindOf = (kind: string): string => (kind === 'profile' ? t('upload.profile') : names.kind(kind));
  return (
    <>
      {list.unmatched > 0 && (
        <Flex wrap gap={8} align="center" style={{ marginBottom: 12 }}>
          {mayWrite && (
            <Button
              type="primary"
              loading={rematch.isPending}
              onClick={() =>
                rematch.mutate(undefined, {
                  onSuccess: ({ changed, unmatched }) =>
                    void message.info(
                      changed === 0 ? t('page.rematchNone') : t('page.rematched', { n: formats.number(changed), left: formats.number(unmatched) }),
                    ),
                  onError: failed,
                })
              }
            >
              {t('page.rematch')}
            </Button>
          )}
          <Button onClick={() => void saveCsv(`${path}/unmatched`, `${list.name}.csv`).catch(failed)}>{t('page.download')}</Button>
          <Typography.Text type="secondary">{t('page.rematchHint')}</Typography.Text>
        </Flex>
      )}
      <DataTable<Unmatched>
        label={t('page.tabs.unmatched')}
        {...pages}
        rowKey={({ kind, value }) => `${kind} ${value}`}
        empty={<EmptyState title={t('page.allMatched')} />}
        columns={[
          { title: t('page.value'), key: 'value', render: (_, { value }) => <span style={{ overflowWrap: 'anywhere' }}>{value}</span> },
          {
            title: t('page.reason'),
            key: 'reason',
            render: (_, { reason, kind }) => (
              <div style={{ whiteSpace: 'normal' }}>
                {t(`page.reasons.${reason}`, { kind: kindOf(kind) })}
                <Typography.Text type="secondary" style={{ display: 'block', fontSize: 13 }}>
                  {t(`page.reasonDo.${reason}`)}
                </Typography.Text>
              </div>
            ),
          },
        ]}
      />
    </>
  );
}
