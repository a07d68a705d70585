import type { ConnectionTried } from '@danqing/contracts';
import { Alert, Flex, Table } from 'antd';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../../i18n/use-language.ts';
import { useFormats } from '../../../parts/format.ts';
import { TimeText } from '../../../parts/time-text.tsx';
import { reachable } from '../../../parts/reachable.ts';

/** What the place gave when it was tested: the first rows, or the files. */
export function TriedView({ tried }: { readonly tried: ConnectionTried }) {
  const { t } = useTranslation('connections');
  const language = useLanguage();
  const formats = useFormats();
  const what = tried.columns.length > 0 ? t('sampled', { rows: formats.number(tried.sampled) }) : t('matched', { files: formats.number(tried.matched) });
  return (
    <Flex vertical gap={12}>
      <Alert type="success" showIcon title={`${t('tested', { server: tried.server })} · ${what}`} />
      {tried.warnings.map((one) => (
        <Alert key={one.zh} type="warning" showIcon title={one[language]} />
      ))}
      {tried.columns.length > 0 ? (
        <div role="region" aria-label={t('preview')} ref={reachable}>
          <Table<ShownRow>
            size="small"
            pagination={false}
            scroll={{ x: 'max-content', y: 260 }}
            rowKey="row"
            dataSource={tried.rows.slice(0, 10).map((cells, row) => ({ row, cells }))}
            columns={tried.columns.map(({ name, type }, index) => ({
              key: name,
              title: (
                <span style={{ display: 'grid' }}>
                  {name}
                  <span style={{ color: 'var(--text-secondary)', fontWeight: 400, fontSize: 12 }}>{type}</span>
                </span>
              ),
              render: (_, { cells }) => shown(cells[index] ?? null),
            }))}
          />
        </div>
      ) : (
        <div role="region" aria-label={t('preview')} ref={reachable}>
          <Table
            size="small"
            pagination={false}
            scroll={{ x: 'max-content' }}
            rowKey="path"
            dataSource={tried.files.slice(0, 10)}
            columns={[
              { key: 'path', title: t('file'), render: (_, { path }) => path },
              { key: 'bytes', title: t('size'), align: 'right', render: (_, { bytes }) => formats.bytes(bytes) },
              { key: 'at', title: t('changed'), render: (_, { changedAt }) => <TimeText value={changedAt} /> },
            ]}
          />
        </div>
      )}
    </Flex>
  );
}

interface ShownRow {
  readonly row: number;
  readonly cells: readonly (string | null)[];
}

const longest = 60;
const shown = (text: string | null): string => (text === null ? '—' : text.length > longest ? `${text.slice(0, longest)}…` : text);
