import type { EventComplaint } from '@danqing/contracts';
import { Flex, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import { useFormats } from '../../../../parts/format.ts';

/** A complaint that the service desk’s events tell of; it is closed there. */
export function ComplaintItem({ complaint }: { readonly complaint: EventComplaint }) {
  const { t } = useTranslation('customer');
  const formats = useFormats();
  const { pathname } = useLocation();
  const { topic, text, ticket, source, at, state, closedAt, satisfaction, messageId } = complaint;
  return (
    <li>
      <Flex gap={8} align="baseline" wrap>
        <Tag style={{ margin: 0 }}>{t('care.kinds.complaint')}</Tag>
        <strong>{state === 'open' ? t('care.open.complaint') : t('care.closed.complaint')}</strong>
        <span className="profile-quiet">{formats.time(at)}</span>
      </Flex>
      <div style={{ margin: '4px 0' }}>{[topic, text].filter((part) => part !== null).join(' · ')}</div>
      <span className="profile-quiet" style={{ fontSize: 12 }}>
        <Link to={`${pathname}?tab=timeline&message=${encodeURIComponent(messageId)}`}>{t('care.fromEvents', { source })}</Link>
        {ticket !== null && ` · ${t('care.ticket', { id: ticket })}`}
        {closedAt !== null && ` · ${t('care.closedAt', { time: formats.time(closedAt) })}`}
        {satisfaction !== null && ` · ${t('care.satisfaction', { n: satisfaction })}`}
      </span>
    </li>
  );
}
