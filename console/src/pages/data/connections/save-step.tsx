import type { ConnectionView } from '@danqing/contracts';
import { Button, Flex, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api/client.ts';
import { useChange } from '../../../api/use-api.ts';
import { useMapping } from '../../import/use-mapping.ts';
import { type ConnectionDraft, placeOf, pullOf, scheduleOf } from './draft.ts';
import { FaultAlert } from './fault-alert.tsx';
import { Field } from './field.tsx';
import { ScheduleFields } from './schedule-fields.tsx';
import { SecretAgain, useIsAskedAgain } from './secret-again.tsx';

interface SaveStepProps {
  readonly draft: ConnectionDraft;
  readonly set: (change: Partial<ConnectionDraft>) => void;
  readonly secret: string;
  readonly setSecret: (secret: string) => void;
  readonly upload: string;
  readonly onMade: (connection: ConnectionView) => void;
}

/** What it is called and how often it runs; saved with the mapping that was just tried. */
export function SaveStep({ draft, set, secret, setSecret, upload, onMade }: SaveStepProps) {
  const { t } = useTranslation('connections');
  const isAskedAgain = useIsAskedAgain(draft, secret);
  const { composed, sent, clear } = useMapping(upload);
  const mapping = composed.data?.mapping ?? null;
  const save = useChange(
    () =>
      api.post<ConnectionView>('/api/v1/connections', {
        name: draft.name.trim(),
        place: placeOf(draft),
        ...(secret === '' ? {} : { secret }),
        pull: pullOf(draft),
        mapping,
        choices: sent,
        schedule: scheduleOf(draft),
      }),
    ['/api/v1/connections'],
  );
  return (
    <Flex vertical gap={16}>
      <Flex wrap gap={16}>
        <Field label={t('name')}>
          <Input value={draft.name} maxLength={100} onChange={({ target }) => set({ name: target.value })} />
        </Field>
        <ScheduleFields value={draft} set={set} />
      </Flex>
      {isAskedAgain && <SecretAgain kind={draft.kind} secret={secret} setSecret={setSecret} />}
      {save.error !== null && <FaultAlert error={save.error} />}
      <Flex justify="end">
        <Button
          type="primary"
          disabled={mapping === null || draft.name.trim() === '' || (isAskedAgain && secret === '')}
          loading={save.isPending}
          onClick={() =>
            save.mutate(undefined, {
              onSuccess: (made) => {
                clear();
                onMade(made);
              },
            })
          }
        >
          {t('create')}
        </Button>
      </Flex>
    </Flex>
  );
}
