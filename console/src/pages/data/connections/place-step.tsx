import type { ConnectionList, ConnectionTried, ConnectionView } from '@danqing/contracts';
import { Button, Flex, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api/client.ts';
import { useApi, useChange } from '../../../api/use-api.ts';
import { type ConnectionDraft, isDatabase, isReady, placeOf, pullOf } from './draft.ts';
import { FaultAlert } from './fault-alert.tsx';
import { PlaceFields } from './place-fields.tsx';
import { PullFields, ReadFields } from './pull-fields.tsx';
import { TriedView } from './tried-view.tsx';

interface PlaceStepProps {
  readonly draft: ConnectionDraft;
  readonly set: (change: Partial<ConnectionDraft>) => void;
  readonly secret: string;
  readonly setSecret: (secret: string) => void;
  readonly tried: ConnectionTried | undefined;
  readonly setTried: (tried: ConnectionTried | undefined) => void;
  readonly onNext: (upload: string) => void;
  /** The connection that is changed: its password counts until another is entered, and it is looked at by its latest rows. */
  readonly connection?: ConnectionView;
  /** Goes on without a look at the columns. */
  readonly onKeep?: (upload: string) => void;
}

/** Where the data lies and what is read of it; tested before anything else. */
export function PlaceStep({ draft, set, secret, setSecret, tried, setTried, onNext, connection, onKeep }: PlaceStepProps) {
  const { t } = useTranslation('connections');
  const { data } = useApi<ConnectionList>('/api/v1/connections');
  const isSameQuery = connection !== undefined && 'query' in connection.pull && connection.pull.query === draft.query;
  const test = useChange(() =>
    api.post<ConnectionTried>('/api/v1/connections/try', {
      place: placeOf(draft),
      ...(secret === '' ? {} : { secret }),
      ...(connection === undefined ? {} : { connection: connection.id }),
      // The column is chosen when the columns are known.
      pull: tried === undefined && isDatabase(draft.kind) && !isSameQuery ? { query: draft.query, read: 'all' } : pullOf(draft),
    }),
  );
  const change = (next: Partial<ConnectionDraft>): void => {
    setTried(undefined);
    // What is being tested is no longer what is entered: its answer counts for nothing.
    test.reset();
    set(next);
  };
  const run = (): void =>
    test.mutate(undefined, {
      onSuccess: (found) => {
        setTried(found);
        if (draft.column === '' && draft.key === '') set(guess(found));
      },
    });
  const isComplete = tried !== undefined && (!isDatabase(draft.kind) || draft.read === 'all' || draft.column !== '');
  return (
    <Flex vertical gap={20}>
      <PlaceFields
        draft={draft}
        set={change}
        secret={secret}
        setSecret={(next) => {
          setSecret(next);
          change({ withSecret: next !== '' });
        }}
        folders={data?.folders ?? []}
        {...(connection === undefined ? {} : { kept: connection })}
      />
      <PullFields draft={draft} set={change} />
      <Flex wrap gap={12} align="center">
        <Button type={tried === undefined ? 'primary' : 'default'} disabled={!isReady(draft)} loading={test.isPending} onClick={run}>
          {tried === undefined ? t('test') : t('testAgain')}
        </Button>
        {tried === undefined && <Typography.Text type="secondary">{t('testFirst')}</Typography.Text>}
      </Flex>
      {test.error !== null && <FaultAlert error={test.error} />}
      {tried !== undefined && <TriedView tried={tried} />}
      {tried !== undefined && isDatabase(draft.kind) && <ReadFields draft={draft} set={set} columns={tried.columns} />}
      {tried !== undefined && (
        <Flex wrap gap={8} justify="end">
          {onKeep !== undefined && (
            <Button disabled={!isComplete} onClick={() => onKeep(tried.upload)}>
              {t('keepColumns')}
            </Button>
          )}
          <Button type="primary" disabled={!isComplete} onClick={() => onNext(tried.upload)}>
            {t('continue')}
          </Button>
        </Flex>
      )}
    </Flex>
  );
}

/** The column and the key that such tables usually have. */
function guess({ columns }: ConnectionTried): Partial<ConnectionDraft> {
  const growing = columns.filter(({ grows }) => grows);
  const find = (form: RegExp): string | undefined => growing.find(({ name }) => form.test(name))?.name;
  const column =
    find(/^(updated?|modified|gmt_modified|last_modified)(_?(at|time|date|on))?$/i) ??
    find(/updat|modif|更新|修改/i) ??
    find(/^(created|create|gmt_create)|^id$|创建/i);
  const key = columns.find(({ name }) => /^id$/i.test(name))?.name ?? columns.find(({ name }) => /_?id$/i.test(name))?.name;
  return { ...(column === undefined ? { read: 'all' as const } : { column }), ...(key === undefined || key === column ? {} : { key }) };
}
