import type { ConnectionView } from '@danqing/contracts';
import { App, Button, Card, Flex, Input, Popconfirm, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api/client.ts';
import { useChange, useWorkspaceKey } from '../../../api/use-api.ts';
import { whenDone } from '../../../api/when-done.ts';
import { LinkButton } from '../../../parts/link-button.tsx';
import { mayReadAgain, scheduleOf } from './draft.ts';
import { FaultAlert } from './fault-alert.tsx';
import { Field } from './field.tsx';
import { ScheduleFields } from './schedule-fields.tsx';

/** Name, clock and password of a connection; what it reads and what that means is changed on a page of its own. */
export function SettingsTab({ connection }: { readonly connection: ConnectionView }) {
  const { t } = useTranslation('connections');
  const { t: common } = useTranslation();
  const { message } = App.useApp();
  const { schedule, place } = connection;
  const saved = {
    name: connection.name,
    secret: '',
    every: schedule.every,
    minutes: schedule.every === 'minutes' ? schedule.minutes : 15,
    at: schedule.every === 'day' ? schedule.at : '03:00',
  };
  // What is typed stays while the page asks again; what nobody touched follows.
  const [typed, setTyped] = useState<typeof saved>();
  const { name, secret, ...clock } = typed ?? saved;
  const set = (change: Partial<typeof saved>): void => setTyped({ ...(typed ?? saved), ...change });
  const save = useChange(
    () =>
      api.patch<ConnectionView>(`/api/v1/connections/${connection.id}`, {
        name: name.trim(),
        schedule: scheduleOf(clock),
        ...(secret === '' ? {} : { secret }),
      }),
    ['/api/v1/connections'],
  );
  return (
    <Flex vertical gap={16}>
      <Flex wrap gap={16}>
        <Field label={t('name')}>
          <Input value={name} maxLength={100} onChange={({ target }) => set({ name: target.value })} />
        </Field>
        <ScheduleFields value={clock} set={set} />
      </Flex>
      {place.kind !== 'folder' && (
        <Field label={place.kind === 's3' ? t('secretAccessKey') : t('password')} hint={connection.hasSecret ? t('passwordKept') : t('passwordHint')}>
          <Input.Password value={secret} autoComplete="new-password" onChange={({ target }) => set({ secret: target.value })} />
        </Field>
      )}
      {save.error !== null && <FaultAlert error={save.error} />}
      <Flex>
        <Button
          type="primary"
          disabled={name.trim() === ''}
          loading={save.isPending}
          onClick={() =>
            whenDone(save, undefined, {
              done: () => {
                setTyped(undefined);
                void message.success(t('saved'));
              },
            })
          }
        >
          {common('save')}
        </Button>
      </Flex>
      <WhatIsRead connection={connection} />
    </Flex>
  );
}

/** What is read and what it means, with the ways to another query or mapping and back to the beginning. */
function WhatIsRead({ connection: { id, pull, mapping } }: { readonly connection: ConnectionView }) {
  const { t } = useTranslation('connections');
  const { message } = App.useApp();
  const path = `/api/v1/connections/${id}`;
  const again = useChange(async () => {
    await api.patch<ConnectionView>(path, { readAgain: true });
    await api.post(`${path}/runs`, {});
  }, ['/api/v1/connections']);
  return (
    <Card size="small" title={t('whatIsRead')}>
      <Flex vertical gap={12} align="start">
        <pre style={{ margin: 0, maxHeight: 200, overflow: 'auto', whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', fontSize: 13 }}>
          {'query' in pull ? pull.query : `${pull.prefix ?? ''}${pull.pattern}`}
        </pre>
        {'query' in pull && (
          <Typography.Text type="secondary">
            {t(`reads.${pull.read}`)}
            {pull.column !== undefined && ` · ${pull.column}`}
          </Typography.Text>
        )}
        <Flex wrap gap={8}>
          <LinkButton to={`/w/${useWorkspaceKey()}/data/connections/${id}/edit`}>{t('edit')}</LinkButton>
          {mayReadAgain({ pull, mapping }) && (
            <Popconfirm
              title={t('readAgainNow')}
              description={<div style={{ maxWidth: 320 }}>{t('readAgainHint')}</div>}
              okText={t('readAgainNow')}
              onConfirm={() =>
                again.mutate(undefined, { onSuccess: () => void message.success(t('started')), onError: (error) => void message.error(error.message) })
              }
            >
              <Button loading={again.isPending}>{t('readAgainNow')}</Button>
            </Popconfirm>
          )}
        </Flex>
      </Flex>
    </Card>
  );
}
