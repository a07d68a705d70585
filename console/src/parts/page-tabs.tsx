import { Tabs, type TabsProps } from 'antd';
import { useUrlState } from './url-state.ts';

export interface PageTabsProps {
  readonly items: NonNullable<TabsProps['items']>;
  readonly style?: TabsProps['style'];
}

/** The parts of a page; which is open stands in the address, and "back" goes to the one before. An address of one that is not there, or not for this role, opens the first. */
export function PageTabs({ items, style }: PageTabsProps) {
  const first = items[0]?.key ?? '';
  const [tab, setTab] = useUrlState('tab', first);
  const open = items.some(({ key }) => key === tab) ? tab : first;
  return <Tabs activeKey={open} onChange={(next) => setTab(next, true)} items={items} destroyOnHidden {...(style !== undefined && { style })} />;
}
