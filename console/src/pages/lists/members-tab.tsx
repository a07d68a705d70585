import type { ListChangeView, ListView } from '@danqing/contracts';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Static } from 'typebox';
import { api } from '../../api/client.ts';
import { useChange } from '../../api/use-api.ts';
import { useMay } from '../../api/use-may.ts';
import { EmptyState } from '../../parts/empty-state.tsx';
import { useFormats } from '../../parts/format.ts';
import { usePunctuation } from '../../parts/punctuation.ts';
import { PeopleTable } from '../segments/people-table.tsx';

type Changed = Static<typeof ListChangeView>;

/** Who is on it; those who are chosen can be taken off, and put back. */
export function MembersTab({ list }: { readonly list: ListView }) {
  const { t } = useTranslation('lists');
  const { t: segments } = useTranslation('segments');
  const marks = usePunctuation();
  const formats = useFormats();
  const { message } = App.useApp();
  const mayWrite = useMay('lists.write');
  const [chosen, setChosen] = useState<readonly number[]>([]);
  const path = `/api/v1/lists/${encodeURIComponent(list.key)}/members`;
  const stale = ['/api/v1/list', '/api/v1/profiles'];
  const failed = (error: Error): void => void message.error(error.message);
  const add = useChange((values: readonly number[]) => api.post<Changed>(path, { kind: 'profile', values }), stale);
  const takeOff = useChange((values: readonly number[]) => api.post<Changed>(`${path}/remove`, { kind: 'profile', values }), stale);
  const remove = (): void =>
    takeOff.mutate(chosen, {
      onSuccess: ({ changed }) => {
        setChosen([]);
        void message.success({
          content: (
            <>
              {t('page.takenOff', { n: formats.number(changed) })}
              <Button type="link" size="small" onClick={() => add.mutate(chosen, { onError: failed })}>
                {t('page.undo')}
              </Button>
            </>
          ),
          duration: 8,
        });
      },
      onError: failed,
    });
  return (
    <PeopleTable
      query={{ list: list.key }}
      label={t('page.tabs.members')}
      empty={<EmptyState title={segments('members.listEmpty')} hint={segments('members.listEmptyHint')} />}
      {...(mayWrite && {
        rowSelection: { selectedRowKeys: chosen.map(String), onChange: (keys) => setChosen(keys.map(Number)) },
        extra:
          chosen.length === 0 ? null : (
            <Button onClick={remove} loading={takeOff.isPending}>
              {`${t('page.takeOff')}${marks.brackets(formats.number(chosen.length))}`}
            </Button>
          ),
      })}
    />
  );
}
