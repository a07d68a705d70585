import type { Capability } from '@danqing/contracts';
import { CommentOutlined, HistoryOutlined } from '@ant-design/icons';
import { Button, Drawer, Tabs } from 'antd';
import { useTranslation } from 'react-i18next';
import { useUrlState } from '../url-state.ts';
import { Discussion } from './discussion.tsx';
import { History } from './history.tsx';
import { ShareButton } from './share-button.tsx';

interface CollaborateActionsProps {
  /** A definition by its path in the API: segments/vip */
  readonly object: string;
  readonly needs?: Capability;
}

/** For the head of a definition's page: discussion, history, share. What is open stands in the address (`discuss`). */
export function CollaborateActions({ object, needs = 'definitions.read' }: CollaborateActionsProps) {
  const { t } = useTranslation('collaborate');
  const [open, setOpen] = useUrlState('discuss');
  const tab = open === 'history' ? 'history' : 'discussion';
  return (
    <>
      <Button icon={<CommentOutlined />} onClick={() => setOpen('discussion', true)}>
        {t('discuss')}
      </Button>
      <Button icon={<HistoryOutlined />} onClick={() => setOpen('history', true)}>
        {t('history')}
      </Button>
      <ShareButton needs={needs} />
      <Drawer open={open !== ''} onClose={() => setOpen(null)} title={t('drawer')} size={480} destroyOnHidden>
        <Tabs
          activeKey={tab}
          onChange={(key) => setOpen(key)}
          items={[
            { key: 'discussion', label: t('discuss'), children: <Discussion object={object} /> },
            { key: 'history', label: t('history'), children: <History object={object} /> },
          ]}
        />
      </Drawer>
    </>
  );
}
