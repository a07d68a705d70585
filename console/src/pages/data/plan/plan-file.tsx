import type { Plan, PlanView } from '@danqing/contracts';
import { App, Button, Dropdown } from 'antd';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { send } from '../../../api/client.ts';
import { useMay } from '../../../api/use-may.ts';
import { saveBlob } from '../../../parts/save-blob.ts';
import { planPath, useDraftChange } from './paths.ts';

const isPlan = (read: unknown): read is Plan => typeof read === 'object' && read !== null && 'events' in read && Array.isArray(read.events);

/** As it was exported here; the server checks the rest. */
function planIn(text: string): Plan {
  const read: unknown = JSON.parse(text);
  if (!isPlan(read)) throw new SyntaxError('no plan');
  return read;
}

/** The plan as a file: types for those who send events, JSON to keep beside one's code and to bring back. */
export function PlanFile({ view: { draft, published } }: { readonly view: PlanView }) {
  const { t } = useTranslation('plan');
  const { message } = App.useApp();
  const mayWrite = useMay('data.write');
  const file = useRef<HTMLInputElement>(null);
  const change = useDraftChange();
  const failed = (error: unknown): void => void message.error(error instanceof Error ? error.message : t('typesFailed'));
  const types = async (): Promise<void> => saveBlob(await (await send('GET', `${planPath}/types`)).blob(), 'danqing-plan.d.ts');
  const bring = async (chosen: File): Promise<void> => {
    await change.mutateAsync({ plan: planIn(await chosen.text()), revision: draft.revision });
    void message.success(t('imported'));
  };
  const hasPlan = published !== null || draft.plan.events.length > 0;
  return (
    <>
      <Dropdown
        trigger={['click']}
        menu={{
          items: [
            { key: 'types', label: t('types'), disabled: !hasPlan, onClick: () => void types().catch(failed) },
            {
              key: 'json',
              label: t('exportJson'),
              disabled: !hasPlan,
              onClick: () => saveBlob(new Blob([JSON.stringify(draft.plan, null, 2)], { type: 'application/json' }), 'danqing-plan.json'),
            },
            ...(mayWrite ? [{ key: 'import', label: t('importJson'), onClick: () => file.current?.click() }] : []),
          ],
        }}
      >
        <Button loading={change.isPending}>{t('files')}</Button>
      </Dropdown>
      <input
        ref={file}
        type="file"
        accept="application/json,.json"
        hidden
        aria-label={t('importJson')}
        onChange={({ target }) => {
          const [chosen] = target.files ?? [];
          target.value = '';
          if (chosen !== undefined) bring(chosen).catch((error: unknown) => failed(error instanceof SyntaxError ? new Error(t('notJson')) : error));
        }}
      />
    </>
  );
}
