import type { NotificationPage, NotificationView } from '@danqing/contracts';
import { BellOutlined } from '@ant-design/icons';
import { Badge, Button, Divider, Flex, Popover } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { api } from '../api/client.ts';
import { useApi, useChange } from '../api/use-api.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { EmptyState } from '../parts/empty-state.tsx';
import { TimeText } from '../parts/time-text.tsx';

const Preferences = lazy(async () => ({ default: (await import('./bell-preferences.tsx')).BellPreferences }));
const path = '/api/v1/notifications';
const askAgainMs = 15_000;
const shown = 20;
/** Wider than what is left of the bell on a phone, it moves until all of it is seen. */
const withinScreen = { overflow: { adjustY: true, shiftX: true } };
const colours: Readonly<Record<NotificationView['level'], string>> = {
  info: 'var(--primary)',
  success: 'var(--success)',
  warning: 'var(--warning)',
  error: 'var(--danger)',
};

interface NoticeProps {
  readonly notice: NotificationView;
  readonly open: (notice: NotificationView) => void;
}

function Notice({ notice, open }: NoticeProps) {
  const language = useLanguage();
  const { title, body, at, readAt, level } = notice;
  return (
    <li style={{ listStyle: 'none', borderTop: '1px solid var(--line)' }}>
      <button
        type="button"
        onClick={() => open(notice)}
        style={{
          all: 'unset',
          boxSizing: 'border-box',
          width: '100%',
          padding: '10px 4px',
          cursor: 'pointer',
          outline: 'revert',
          opacity: readAt === null ? 1 : 0.75,
        }}
      >
        <Flex gap={8} align="baseline">
          <span aria-hidden style={{ width: 8, height: 8, borderRadius: 4, flex: 'none', background: readAt === null ? colours[level] : 'var(--line)' }} />
          <div style={{ flex: 1, minWidth: 0, overflowWrap: 'anywhere' }}>
            <div style={{ fontWeight: readAt === null ? 600 : 400 }}>{title[language]}</div>
            <div style={{ fontSize: 13, color: 'var(--text-secondary)' }}>{body[language]}</div>
            <div style={{ fontSize: 12, color: 'var(--text-secondary)' }}>
              <TimeText value={at} />
            </div>
          </div>
        </Flex>
      </button>
    </li>
  );
}

/** The bell in the head of every page: how much is unread, and what. */
export function Bell({ workspace }: { readonly workspace: string }) {
  const { t } = useTranslation('tasks');
  const navigate = useNavigate();
  const [isOpen, setOpen] = useState(false);
  const [hasPreferences, setPreferences] = useState(false);
  const notices = useApi<NotificationPage>(path, { query: { limit: shown }, everyMs: askAgainMs });
  const read = useChange((ids: readonly number[] | undefined) => api.post(`${path}/read`, ids === undefined ? {} : { ids }), [path]);
  const unread = notices.data?.unread ?? 0;
  const open = (notice: NotificationView): void => {
    if (notice.readAt === null) read.mutate([notice.id]);
    if (notice.link === null) return;
    setOpen(false);
    void navigate(`/w/${workspace}/${notice.link}`);
  };
  const content = (
    <div style={{ width: 'min(380px, calc(100vw - 48px))' }}>
      <Flex justify="space-between" align="center" gap={8}>
        <Button type="link" size="small" style={{ padding: 0 }} aria-expanded={hasPreferences} onClick={() => setPreferences(!hasPreferences)}>
          {t('preferences')}
        </Button>
        <Button type="link" size="small" style={{ padding: 0 }} disabled={unread === 0} onClick={() => read.mutate(undefined)}>
          {t('readAll')}
        </Button>
      </Flex>
      {hasPreferences && (
        <>
          <Suspense>
            <Preferences />
          </Suspense>
          <Divider style={{ margin: '8px 0' }} />
        </>
      )}
      {notices.data !== undefined && notices.data.items.length === 0 ? (
        <EmptyState title={t('noNotices')} hint={t('noNoticesHint')} />
      ) : (
        <ul style={{ margin: '8px 0 0', padding: 0, maxHeight: 'min(480px, 60vh)', overflowY: 'auto' }}>
          {notices.data?.items.map((notice) => (
            <Notice key={notice.id} notice={notice} open={open} />
          ))}
        </ul>
      )}
    </div>
  );
  return (
    <Badge count={unread} size="small" offset={[-6, 6]}>
      <Popover
        open={isOpen}
        onOpenChange={setOpen}
        trigger="click"
        placement="bottomRight"
        align={withinScreen}
        arrow={false}
        title={t('bell')}
        content={content}
      >
        <Button
          type="text"
          icon={<BellOutlined />}
          aria-label={unread === 0 ? t('bell') : t('bellUnread', { n: unread })}
          aria-haspopup="dialog"
          aria-expanded={isOpen}
        />
      </Popover>
    </Badge>
  );
}
