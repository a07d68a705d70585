import type { ConnectionRun, ConnectionView } from '@danqing/contracts';
import { Alert, Button, Checkbox, Flex, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api/client.ts';
import { useChange } from '../../../api/use-api.ts';
import { useMapping } from '../../import/use-mapping.ts';
import { Compare } from './compare.tsx';
import { type ConnectionDraft, draftOf, isDatabase, isReadAnew, mayReadAgain, placeOf, pullOf } from './draft.ts';
import { FaultAlert } from './fault-alert.tsx';
import { SecretAgain, useIsAskedAgain } from './secret-again.tsx';
import { useDryRun } from './use-dry-run.ts';

interface EditStepProps {
  readonly connection: ConnectionView;
  readonly draft: ConnectionDraft;
  readonly secret: string;
  readonly setSecret: (secret: string) => void;
  readonly upload: string;
  /** The dry run of the columns that were chosen; undefined: they stay what they are. */
  readonly tried: string | undefined;
  readonly onBack: () => void;
  readonly onSaved: () => void;
}

/** What the change does to the latest rows and to what was read before; then it is saved. */
export function EditStep({ connection, draft, secret, setSecret, upload, tried, onBack, onSaved }: EditStepProps) {
  const { t } = useTranslation('connections');
  const { composed, sent, clear } = useMapping(upload, connection.choices ?? undefined);
  const keepsColumns = tried === undefined;
  const isAskedAgain = useIsAskedAgain(draft, secret);
  const [readAgain, setReadAgain] = useState(false);
  // Rows of a database reach a mapping as JSON lines, whatever it was written for.
  const old = isDatabase(draft.kind) ? { ...connection.mapping, format: 'jsonl' as const } : connection.mapping;
  const mapping = keepsColumns ? old : (composed.data?.mapping ?? null);
  const before = useDryRun(upload, old);
  const after = useDryRun(upload, mapping, tried);
  const isAnew = isReadAnew(draftOf(connection), draft);
  const canReadAgain = mapping !== null && mayReadAgain({ pull: pullOf(draft), mapping });
  const save = useChange(
    async (isRun: boolean) => {
      const path = `/api/v1/connections/${connection.id}`;
      await api.patch<ConnectionView>(path, {
        place: placeOf(draft),
        ...(secret === '' ? {} : { secret }),
        pull: pullOf(draft),
        ...(keepsColumns ? {} : { mapping: { ...mapping, source: connection.source }, choices: sent }),
        ...(readAgain && canReadAgain ? { readAgain } : {}),
      });
      if (isRun) await api.post<ConnectionRun>(`${path}/runs`, {});
    },
    ['/api/v1/connections'],
  );
  const submit = (isRun: boolean): void =>
    save.mutate(isRun, {
      onSuccess: () => {
        clear();
        onSaved();
      },
    });
  const isBusy = connection.state === 'running';
  const canSave = mapping !== null && after.error === null && after.data !== undefined && !(isAskedAgain && secret === '');
  return (
    <Flex vertical gap={16}>
      <Typography.Title level={2} style={{ fontSize: 17, margin: 0 }}>
        {t('compare.title')}
      </Typography.Title>
      <Compare before={before} after={after} />
      <Alert
        type={isAnew ? 'warning' : 'info'}
        showIcon
        title={isAnew ? t('restartHint') : t(isDatabase(draft.kind) ? 'positionHint' : 'filesHint')}
        description={keepsColumns ? undefined : t('fromNowOn')}
      />
      {canReadAgain ? (
        <Checkbox checked={readAgain} onChange={({ target }) => setReadAgain(target.checked)} style={{ alignItems: 'start' }}>
          {t('readAgain')} <Typography.Text type="secondary">{t('readAgainHint')}</Typography.Text>
        </Checkbox>
      ) : (
        <Typography.Text type="secondary">{t('readAgainNot')}</Typography.Text>
      )}
      {isAskedAgain && <SecretAgain kind={draft.kind} secret={secret} setSecret={setSecret} />}
      {save.error !== null && <FaultAlert error={save.error} />}
      <Flex wrap gap={8} justify="end">
        <Button onClick={onBack}>{t('back')}</Button>
        {!isBusy && (
          <Button disabled={!canSave} loading={save.isPending} onClick={() => submit(true)}>
            {t('saveAndRun')}
          </Button>
        )}
        <Button type="primary" disabled={!canSave} loading={save.isPending} onClick={() => submit(false)}>
          {t('saveChanges')}
        </Button>
      </Flex>
    </Flex>
  );
}
