import type { ListChangeView, ListView } from '@danqing/contracts';
import { App, Form, Input, Modal, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Static } from 'typebox';
import { api } from '../../api/client.ts';
import { useChange } from '../../api/use-api.ts';
import { useFieldNames } from '../../parts/field-names.ts';
import { useFormats } from '../../parts/format.ts';
import { valuesIn } from './values.ts';

interface DialogProps {
  readonly list: ListView;
  readonly close: () => void;
}

const stale = ['/api/v1/list', '/api/v1/profiles', '/api/v1/rules/vocabulary'];
const kinds = ['phone', 'email', 'customer_id', 'user_id', 'card_no', 'unionid', 'profile'];

/** Puts more people on a list. */
export function AddDialog({ list, close }: DialogProps) {
  const { t } = useTranslation('lists');
  const { t: common } = useTranslation();
  const formats = useFormats();
  const names = useFieldNames();
  const { message } = App.useApp();
  const [form] = Form.useForm<{ readonly kind: string; readonly text: string }>();
  const add = useChange(
    ({ kind, text }: { readonly kind: string; readonly text: string }) =>
      api.post<Static<typeof ListChangeView>>(`/api/v1/lists/${encodeURIComponent(list.key)}/members`, { kind, values: valuesIn(text) }),
    stale,
  );
  return (
    <Modal
      open
      title={t('page.add')}
      onCancel={close}
      onOk={() => form.submit()}
      okText={t('page.add')}
      cancelText={common('cancel')}
      confirmLoading={add.isPending}
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ kind: list.kind ?? 'phone', text: '' }}
        onFinish={(fields) =>
          add.mutate(fields, {
            onSuccess: ({ changed }) => {
              void message.success(t('page.added', { n: formats.number(changed) }));
              close();
            },
            onError: (error) => void message.error(error.message),
          })
        }
      >
        <Form.Item name="kind" label={t('upload.kind')}>
          <Select
            options={[...new Set([...(list.kind === null ? [] : [list.kind]), ...kinds])].map((kind) => ({
              value: kind,
              label: kind === 'profile' ? t('upload.profile') : names.kind(kind),
            }))}
          />
        </Form.Item>
        <Form.Item name="text" label={t('upload.pasteLabel')} extra={t('page.addHint')} rules={[{ required: true, whitespace: true }]}>
          <Input.TextArea rows={5} autoFocus />
        </Form.Item>
      </Form>
    </Modal>
  );
}

/** What a list is called and what it is for. */
export function AboutListDialog({ list, close }: DialogProps) {
  const { t } = useTranslation('lists');
  const { t: common } = useTranslation();
  const { message } = App.useApp();
  const [form] = Form.useForm<Pick<ListView, 'name' | 'description'>>();
  const save = useChange((fields: Pick<ListView, 'name' | 'description'>) => api.put<ListView>(`/api/v1/lists/${encodeURIComponent(list.key)}`, fields), stale);
  return (
    <Modal
      open
      title={t('page.rename')}
      onCancel={close}
      onOk={() => form.submit()}
      okText={common('save')}
      cancelText={common('cancel')}
      confirmLoading={save.isPending}
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ name: list.name, description: list.description }}
        onFinish={(fields) =>
          save.mutate(fields, {
            onSuccess: () => {
              void message.success(common('saved'));
              close();
            },
            onError: (error) => void message.error(error.message),
          })
        }
      >
        <Form.Item name="name" label={t('upload.nameLabel')} rules={[{ required: true, whitespace: true, max: 200 }]}>
          <Input autoFocus />
        </Form.Item>
        <Form.Item name="description" label={t('upload.description')} rules={[{ max: 2000 }]}>
          <Input.TextArea rows={3} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
