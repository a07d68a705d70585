import { MoreOutlined } from '@ant-design/icons';
import type { OneTimeLink, OperatorItem } from '@danqing/contracts';
import { App, Button, Dropdown, type MenuProps } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Static } from 'typebox';
import { api } from '../../../api/client.ts';
import { useChange } from '../../../api/use-api.ts';
import { usePunctuation } from '../../../parts/punctuation.ts';
import type { MadeLink } from './link-dialog.tsx';

const path = '/api/v1/operators';

/** What an admin can do with somebody: all of it takes effect at once, so what takes access away asks first. */
export function PersonActions({ person, onLink }: { readonly person: OperatorItem; readonly onLink: (link: MadeLink) => void }) {
  const { t } = useTranslation(['people', 'common']);
  const marks = usePunctuation();
  const { message, modal } = App.useApp();
  const { id, name, isDisabled, hasTwoFactor } = person;
  const act = useChange((work: () => Promise<unknown>) => work(), [path]);
  const onError = (error: Error): void => void message.error(error.message);
  const run = (work: () => Promise<unknown>, said?: string): void =>
    act.mutate(work, { onSuccess: () => said !== undefined && void message.success(said), onError });
  const ask = (title: string, content: string, okText: string, work: () => Promise<unknown>, said?: string): void =>
    void modal.confirm({ title, content, okText, okButtonProps: { danger: true }, cancelText: t('common:cancel'), onOk: () => run(work, said) });
  const makeLink = (clearsTwoFactor: boolean): void =>
    run(async () => onLink({ ...(await api.post<Static<typeof OneTimeLink>>(`${path}/${id}/reset-link`, { clearsTwoFactor })), for: name }));

  const items: MenuProps['items'] = [
    { key: 'reset', label: t('reset'), onClick: () => makeLink(false) },
    ...(hasTwoFactor ? [{ key: 'reset-code', label: t('resetWithCode'), onClick: () => makeLink(true) }] : []),
    { key: 'end', label: t('endSessions'), onClick: () => run(() => api.post(`${path}/${id}/end-sessions`), t('ended', { name })) },
    { type: 'divider' },
    isDisabled
      ? { key: 'enable', label: t('enable'), onClick: () => run(() => api.patch(`${path}/${id}`, { isDisabled: false })) }
      : {
          key: 'disable',
          label: t('disable'),
          onClick: () => ask(t('disableAsk', { name }), t('disableHint'), t('disable'), () => api.patch(`${path}/${id}`, { isDisabled: true })),
        },
    {
      key: 'remove',
      danger: true,
      label: t('remove'),
      onClick: () => ask(t('removeAsk', { name }), t('removeHint'), t('remove'), () => api.delete(`${path}/${id}`), t('removed', { name })),
    },
  ];
  return (
    <Dropdown menu={{ items }} trigger={['click']} placement="bottomRight">
      <Button type="text" icon={<MoreOutlined />} aria-label={`${t('actions')}${marks.colon}${name}`} loading={act.isPending} />
    </Dropdown>
  );
}
