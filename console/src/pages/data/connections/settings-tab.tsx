import type { ConnectionView } from '@danqing/contracts';
import { Alert, App, Button, Flex, Input, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api/client.ts';
import { useChange } from '../../../api/use-api.ts';
import { scheduleOf } from './draft.ts';
import { FaultAlert } from './fault-alert.tsx';
import { Field } from './field.tsx';
import { ScheduleFields } from './schedule-fields.tsx';

/** Name, clock, password and query of a connection. */
export function SettingsTab({ connection }: { readonly connection: ConnectionView }) {
  const { t } = useTranslation('connections');
  const { t: common } = useTranslation();
  const { message } = App.useApp();
  const { pull, schedule, place } = connection;
  const [name, setName] = useState(connection.name);
  const [secret, setSecret] = useState('');
  const [text, setText] = useState('query' in pull ? pull.query : pull.pattern);
  const [clock, setClock] = useState({
    every: schedule.every,
    minutes: schedule.every === 'minutes' ? schedule.minutes : 15,
    at: schedule.every === 'day' ? schedule.at : '03:00',
  });
  const isOther = text !== ('query' in pull ? pull.query : pull.pattern);
  const save = useChange(
    () =>
      api.patch<ConnectionView>(`/api/v1/connections/${connection.id}`, {
        name: name.trim(),
        schedule: scheduleOf(clock),
        ...(secret === '' ? {} : { secret }),
        ...(isOther ? { pull: 'query' in pull ? { ...pull, query: text } : { ...pull, pattern: text } } : {}),
      }),
    ['/api/v1/connections'],
  );
  return (
    <Flex vertical gap={16}>
      <Flex wrap gap={16}>
        <Field label={t('name')}>
          <Input value={name} maxLength={100} onChange={({ target }) => setName(target.value)} />
        </Field>
        <ScheduleFields value={clock} set={(change) => setClock({ ...clock, ...change })} />
      </Flex>
      {place.kind !== 'folder' && (
        <Field label={place.kind === 's3' ? t('secretAccessKey') : t('password')} hint={connection.hasSecret ? t('passwordKept') : t('passwordHint')}>
          <Input.Password value={secret} autoComplete="new-password" onChange={({ target }) => setSecret(target.value)} />
        </Field>
      )}
      <Field label={'query' in pull ? t('query') : t('pattern')} hint={'query' in pull ? t('queryHint') : t('patternHint')} width={720}>
        {'query' in pull ? (
          <Input.TextArea value={text} rows={5} spellCheck={false} onChange={({ target }) => setText(target.value)} />
        ) : (
          <Input value={text} spellCheck={false} onChange={({ target }) => setText(target.value)} />
        )}
      </Field>
      {isOther && 'query' in pull && <Alert type="warning" showIcon title={t('restartHint')} />}
      <Typography.Text type="secondary">{t('mappingHint')}</Typography.Text>
      {save.error !== null && <FaultAlert error={save.error} />}
      <Flex>
        <Button
          type="primary"
          disabled={name.trim() === '' || text.trim() === ''}
          loading={save.isPending}
          onClick={() => save.mutate(undefined, { onSuccess: () => void message.success(t('saved')) })}
        >
          {common('save')}
        </Button>
      </Flex>
    </Flex>
  );
}
