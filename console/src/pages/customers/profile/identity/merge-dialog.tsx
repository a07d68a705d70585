import type { ProfileFound, ProfileSearch, ProfileView } from '@danqing/contracts';
import { Alert, App, Button, Flex, Input, Modal, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Static } from 'typebox';
import { api } from '../../../../api/client.ts';
import { useApi, useChange } from '../../../../api/use-api.ts';
import { linesOf, nameOf } from '../../names.ts';
import { Awaited } from '../awaited.tsx';
import { SideCard } from './side-card.tsx';

/** Attributes that both have and that differ. */
function differing(a: ProfileView, b: ProfileView): ReadonlySet<string> {
  const texts = new Map(linesOf(a.traits).map(({ path, text }) => [path, text]));
  return new Set(linesOf(b.traits).flatMap(({ path, text }) => (texts.has(path) && texts.get(path) !== text ? [path] : [])));
}

const sideOf = ({ identifiers, traits, eventCount, firstSeenAt, lastSeenAt }: ProfileView) => ({ identifiers, traits, eventCount, firstSeenAt, lastSeenAt });

/** Finds another customer, shows both beside each other, and makes them one. */
export function MergeDialog({ profile, onClose }: { readonly profile: ProfileView; readonly onClose: () => void }) {
  const { t } = useTranslation('customer');
  const { t: common } = useTranslation();
  const { message } = App.useApp();
  const [text, setText] = useState('');
  const [other, setOther] = useState<ProfileView>();
  const [reason, setReason] = useState('');
  const found = useApi<Static<typeof ProfileSearch>>('/api/v1/profiles/search', { query: { q: text, limit: 8 }, enabled: text !== '' });
  const merge = useChange(
    (from: number) => api.post('/api/v1/identity/merge', { into: profile.id, from, ...(reason.trim() !== '' && { reason: reason.trim() }) }),
    ['/api/v1/profiles'],
  );
  const join = (): void => {
    if (other === undefined) return;
    merge.mutateAsync(other.id).then(
      () => {
        void message.success(t('identity.merged'));
        onClose();
      },
      () => undefined,
    );
  };
  const differs = other === undefined ? undefined : differing(profile, other);
  return (
    <Modal open onCancel={onClose} width={760} footer={null} title={t('identity.mergeTitle')} destroyOnHidden>
      <Typography.Paragraph type="secondary">{t('identity.mergeLead')}</Typography.Paragraph>
      <Input.Search
        allowClear
        autoFocus
        enterButton
        aria-label={t('identity.mergeSearch')}
        placeholder={t('identity.mergeSearch')}
        onSearch={(value) => {
          setText(value.trim());
          setOther(undefined);
        }}
        style={{ marginBottom: 12 }}
      />
      {text !== '' && other === undefined && (
        <Awaited query={found}>
          {({ items }) =>
            items.length === 0 ? (
              <Typography.Text type="secondary">{t('identity.mergeNobody')}</Typography.Text>
            ) : (
              <Found items={items} self={profile.id} onChoose={setOther} />
            )
          }
        </Awaited>
      )}
      {other !== undefined && (
        <>
          <div style={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(min(260px, 100%), 1fr))', gap: 12, marginBottom: 12 }}>
            <SideCard title={t('identity.mergeThis')} side={sideOf(profile)} {...(differs !== undefined && { differs })} />
            <SideCard title={t('identity.mergeThat')} side={sideOf(other)} {...(differs !== undefined && { differs })} />
          </div>
          <Typography.Paragraph>{t('identity.mergeSurvivor', { id: Math.min(profile.id, other.id) })}</Typography.Paragraph>
          <Input.TextArea
            rows={2}
            aria-label={t('identity.reason')}
            placeholder={t('identity.reason')}
            maxLength={2000}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
          {merge.isError && <Alert type="error" showIcon title={merge.error.message} style={{ marginTop: 12 }} />}
          <Flex gap={8} justify="flex-end" style={{ marginTop: 12 }}>
            <Button onClick={onClose}>{common('cancel')}</Button>
            <Button type="primary" loading={merge.isPending} onClick={join}>
              {t('identity.mergeDo')}
            </Button>
          </Flex>
        </>
      )}
    </Modal>
  );
}

function Found({
  items,
  self,
  onChoose,
}: {
  readonly items: readonly ProfileFound[];
  readonly self: number;
  readonly onChoose: (profile: ProfileView) => void;
}) {
  const { t } = useTranslation('customer');
  const { t: list } = useTranslation('customers');
  return (
    <ul className="profile-lines">
      {items.map(({ profile }) => (
        <li key={profile.id}>
          <Flex justify="space-between" gap={12} align="center">
            <span>
              {nameOf(profile) ?? list('unnamed')} <span className="profile-quiet">{list('number', { id: profile.id })}</span>{' '}
              <span className="profile-quiet">
                {profile.identifiers
                  .slice(0, 2)
                  .map(({ value }) => value)
                  .join(' · ')}
              </span>
            </span>
            {profile.id === self ? (
              <span className="profile-quiet">{t('identity.mergeSelf')}</span>
            ) : (
              <Button size="small" onClick={() => onChoose(profile)}>
                {t('identity.mergeChoose')}
              </Button>
            )}
          </Flex>
        </li>
      ))}
    </ul>
  );
}
