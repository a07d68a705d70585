import type { BulkListView, ListOutline, ListView, RuleJson } from '@danqing/contracts';
import { App, Form, Input, Modal, Radio, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Static } from 'typebox';
import { api } from '../../../api/client.ts';
import { useApi, useChange, useWorkspaceKey } from '../../../api/use-api.ts';
import { useFormats } from '../../../parts/format.ts';
import { newKey } from '../../new-key.ts';

type Outline = Static<typeof ListOutline>;

/** Whom it is about: those who were chosen one by one, or everybody whom a rule finds. */
export type Whom = { readonly ids: readonly number[] } | { readonly rule: RuleJson | null };

interface Fields {
  readonly where: 'existing' | 'new';
  readonly key?: string;
  readonly name?: string;
}

interface Done {
  readonly key: string;
  readonly name: string;
  /** null: it goes on in the background. */
  readonly changed: number | null;
}

const path = '/api/v1/lists';
const longestWaitMs = 15_000;
const waitMs = 3000;

/** Waits for the worker as long as somebody likes to wait. */
async function outcomeOf(key: string, { id }: BulkListView): Promise<number | null> {
  for (const until = Date.now() + longestWaitMs; Date.now() < until; ) {
    const now = await api.get<BulkListView>(`${path}/${key}/changes/${id}`, { wait: waitMs });
    if (now.state === 'done') return now.changed;
    if (now.state === 'failed') throw new Error(now.error ?? '');
  }
  return null;
}

async function changeList(change: 'add' | 'remove', whom: Whom, { where, key = '', name = '' }: Fields, nameOf: (key: string) => string): Promise<Done> {
  const isNew = where === 'new';
  const ids = 'ids' in whom ? whom.ids : undefined;
  const made = isNew ? await api.post<ListView>(path, { key: newKey('list', name), name: name.trim(), kind: 'profile', values: ids ?? [] }) : undefined;
  const list = { key: made?.key ?? key, name: made?.name ?? nameOf(key) };
  if ('ids' in whom) {
    if (made !== undefined) return { ...list, changed: made.count };
    const answer = await api.post<{ readonly changed: number }>(`${path}/${key}/members${change === 'remove' ? '/remove' : ''}`, {
      kind: 'profile',
      values: ids,
    });
    return { ...list, changed: answer.changed };
  }
  const asked = await api.post<BulkListView>(`${path}/${list.key}/changes`, { change, rule: whom.rule ?? { all: [] } });
  return { ...list, changed: await outcomeOf(list.key, asked) };
}

export interface ListDialogProps {
  readonly change: 'add' | 'remove' | null;
  readonly whom: Whom;
  readonly count: number;
  readonly onClose: () => void;
}

/** Puts customers on a list that is there or on a new one, or takes them off. However many: the server does it by rule. */
export function ListDialog({ change, whom, count, onClose }: ListDialogProps) {
  const { t } = useTranslation('views');
  const { t: common } = useTranslation();
  const formats = useFormats();
  const workspace = useWorkspaceKey();
  const { message } = App.useApp();
  const [form] = Form.useForm<Fields>();
  const where = Form.useWatch('where', form);
  const lists = useApi<{ readonly items: readonly Outline[] }>(path, { query: { limit: 1000 }, enabled: change !== null });
  const items = lists.data?.items ?? [];
  const nameOf = (key: string): string => items.find((list) => list.key === key)?.name ?? key;
  const work = useChange((fields: Fields) => changeList(change ?? 'add', whom, fields, nameOf), [path, '/api/v1/tasks', '/api/v1/rules']);
  const undo = useChange((key: string) => api.post(`${path}/${key}/members/remove`, { kind: 'profile', values: 'ids' in whom ? whom.ids : [] }), [path]);
  const tell = ({ key, name, changed }: Done): void => {
    if (changed === null) {
      void message.info(
        <>
          {t('inBackground')} <Link to={`/w/${workspace}/tasks`}>{t('openTasks')}</Link>
        </>,
        8,
      );
      return;
    }
    const said = change === 'remove' ? 'removedFrom' : changed < count ? 'addedSome' : 'added';
    const mayUndo = change === 'add' && 'ids' in whom && changed === whom.ids.length;
    void message.success(
      <>
        {t(said, { n: formats.number(changed), name })} <Link to={`/w/${workspace}/lists/${encodeURIComponent(key)}`}>{t('openList')}</Link>
        {mayUndo && (
          <>
            {' · '}
            <a
              href="#undo"
              onClick={(event) => {
                event.preventDefault();
                undo.mutate(key);
                message.destroy();
              }}
            >
              {common('undo')}
            </a>
          </>
        )}
      </>,
      8,
    );
  };
  const submit = (fields: Fields): void =>
    work.mutate(fields, {
      onSuccess: (done) => {
        tell(done);
        onClose();
      },
      onError: (error) => void message.error(t('failed', { error: error.message })),
    });
  const words = { n: formats.number(count) };
  return (
    <Modal
      open={change !== null}
      title={change === 'remove' ? t('willRemove', words) : t('willAdd', words)}
      okText={common('confirm')}
      cancelText={common('cancel')}
      confirmLoading={work.isPending}
      destroyOnHidden
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form<Fields> form={form} layout="vertical" requiredMark={false} preserve={false} initialValues={{ where: 'existing' }} onFinish={submit}>
        {change === 'add' && (
          <Form.Item name="where" label={t('list')}>
            <Radio.Group
              options={[
                { value: 'existing', label: t('existingList') },
                { value: 'new', label: t('newList') },
              ]}
            />
          </Form.Item>
        )}
        {change === 'add' && where === 'new' ? (
          <Form.Item name="name" label={t('listName')} rules={[{ required: true, whitespace: true, message: common('required') }]}>
            <Input maxLength={200} placeholder={t('listNameHint')} autoFocus />
          </Form.Item>
        ) : (
          <Form.Item name="key" label={t('chooseList')} rules={[{ required: true, message: t('chooseList') }]}>
            <Select
              showSearch={{ optionFilterProp: 'label' }}
              placeholder={t('chooseList')}
              notFoundContent={t('noLists')}
              loading={lists.isLoading}
              options={items.map(({ key, name }) => ({ value: key, label: name }))}
            />
          </Form.Item>
        )}
        {change === 'remove' && (
          <Form.Item name="where" hidden>
            <Input />
          </Form.Item>
        )}
      </Form>
    </Modal>
  );
}
