import type { SchemeView } from '@danqing/contracts';
import { Drawer, Grid, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useWorkspaceKey } from '../../../api/use-api.ts';
import { usePages } from '../../../api/use-pages.ts';
import { DataTable } from '../../../parts/data-table.tsx';
import { EmptyState } from '../../../parts/empty-state.tsx';
import { useFormats } from '../../../parts/format.ts';
import { schemePath } from '../types.ts';

/** People who went one way. */
export interface Move {
  /** null: who was not known yet. */
  readonly from: string | null;
  readonly to: string;
  readonly count: number;
  readonly fromName: string;
  readonly toName: string;
}

interface MoversDrawerProps {
  readonly scheme: SchemeView;
  readonly move: Move | null;
  readonly query: Readonly<Record<string, string>>;
  readonly onClose: () => void;
}

/** Who went from one group to another. */
export function MoversDrawer({ scheme, move, query, onClose }: MoversDrawerProps) {
  const { t } = useTranslation('schemes');
  const isWide = Grid.useBreakpoint().sm ?? true;
  return (
    <Drawer
      open={move !== null}
      onClose={onClose}
      size={isWide ? 420 : '100%'}
      title={move === null ? '' : t('movers', { from: move.fromName, to: move.toName })}
      destroyOnHidden
    >
      {move !== null && <Movers scheme={scheme} move={move} query={query} />}
    </Drawer>
  );
}

function Movers({ scheme, move, query }: Omit<MoversDrawerProps, 'move' | 'onClose'> & { readonly move: Move }) {
  const { t } = useTranslation('schemes');
  const formats = useFormats();
  const workspace = useWorkspaceKey();
  const movers = usePages<{ readonly profile: number }>(`${schemePath(scheme.key)}/movers`, {
    ...query,
    ...(move.from !== null && { fromPart: move.from }),
    toPart: move.to,
    limit: 50,
  });
  return (
    <>
      <Typography.Paragraph type="secondary">{formats.number(move.count)}</Typography.Paragraph>
      <DataTable
        label={t('movers', { from: move.fromName, to: move.toName })}
        rows={movers.rows}
        error={movers.error}
        onRetry={movers.onRetry}
        rowKey={({ profile }) => String(profile)}
        empty={<EmptyState title={t('moversNone')} />}
        loadMore={movers.loadMore}
        columns={[
          {
            title: t('tabs.why'),
            key: 'profile',
            render: (_, { profile }) => <Link to={`/w/${workspace}/customers/${profile}`}>{t('customer', { id: profile })}</Link>,
          },
          {
            title: '',
            key: 'why',
            align: 'right',
            render: (_, { profile }) => <Link to={`/w/${workspace}/schemes/${scheme.key}?tab=why&customer=${profile}`}>{t('whyProofs')}</Link>,
          },
        ]}
      />
    </>
  );
}
