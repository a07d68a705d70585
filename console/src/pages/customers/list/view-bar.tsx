import { quickKeys, type QuickView, type SavedView } from '@danqing/contracts';
import { SettingOutlined, TeamOutlined } from '@ant-design/icons';
import { Button, Flex, Grid, Select, Tabs, Tooltip } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../../parts/format.ts';
import type { ListState } from './list-state.ts';

export interface ViewBarProps {
  readonly state: ListState;
  readonly quick: readonly QuickView[];
  readonly views: readonly SavedView[];
  readonly onManage: () => void;
}

/** The views to choose from: those that the data suggest with their counts, then those that people saved. On a phone, one field. */
export function ViewBar({ state, quick: counted, views, onManage }: ViewBarProps) {
  const { t } = useTranslation('views');
  const formats = useFormats();
  const isWide = Grid.useBreakpoint().md ?? true;
  // The view that is open has its place also where it finds nobody, or is not counted yet.
  const quick = quickKeys.flatMap((key): readonly { readonly key: QuickView['key']; readonly count: number | undefined }[] => {
    const found = counted.find((view) => view.key === key);
    const isOpen = state.base.kind === 'quick' && state.base.key === key;
    return found !== undefined || isOpen || key === 'everyone' ? [{ key, count: found?.count }] : [];
  });
  const active = state.base.kind === 'saved' ? String(state.base.view.id) : state.base.key;
  const manage = (
    <Tooltip title={t('manage')}>
      <Button type="text" icon={<SettingOutlined />} aria-label={t('manage')} onClick={onManage} />
    </Tooltip>
  );
  if (!isWide) {
    const options: { value: string; label: string }[] = [
      ...quick.map(({ key, count }) => ({ value: key, label: count === undefined ? t(`quick.${key}`) : `${t(`quick.${key}`)} · ${formats.number(count)}` })),
      ...views.map(({ id, name }) => ({ value: String(id), label: name })),
    ];
    return (
      <Flex gap={4} style={{ marginBottom: 12 }}>
        <Select aria-label={t('chooseView')} value={active} options={options} onChange={state.open} style={{ flex: 1, minWidth: 0 }} />
        {manage}
      </Flex>
    );
  }
  const items: { key: string; label: ReactNode }[] = [
    ...quick.map(({ key, count }) => ({
      key,
      label: (
        <span>
          {t(`quick.${key}`)}{' '}
          <span style={{ color: 'var(--text-secondary)', fontVariantNumeric: 'tabular-nums' }}>{count === undefined ? '' : formats.number(count)}</span>
        </span>
      ),
    })),
    ...views.map(({ id, name, visibility }) => ({
      key: String(id),
      label: (
        <Flex gap={4} align="center">
          {name}
          {visibility === 'everybody' && (
            <Tooltip title={t('shared')}>
              <TeamOutlined role="img" aria-label={t('shared')} style={{ color: 'var(--text-secondary)', margin: 0 }} />
            </Tooltip>
          )}
        </Flex>
      ),
    })),
  ];
  return (
    <Flex gap={4} align="flex-start" style={{ marginBottom: 4 }}>
      <Tabs aria-label={t('views')} size="small" activeKey={active} items={items} onChange={state.open} style={{ flex: 1, minWidth: 0 }} />
      {manage}
    </Flex>
  );
}
