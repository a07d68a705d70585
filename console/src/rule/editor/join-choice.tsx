import { Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { rejoin } from '../model/actions.ts';
import type { Place } from '../model/tree.ts';
import { useEditor } from './context.ts';

/** Whether all of a group must hold, or any. */
export function JoinChoice({ join, place }: { readonly join: 'all' | 'any'; readonly place: Place }) {
  const { t } = useTranslation('rule');
  const editor = useEditor();
  return (
    <Segmented<'all' | 'any'>
      size="small"
      aria-label={t('joinLabel')}
      value={join}
      options={[
        { value: 'all', label: t('all') },
        { value: 'any', label: t('any') },
      ]}
      onChange={(next) => editor.act((rule) => rejoin(rule, place, next))}
    />
  );
}
