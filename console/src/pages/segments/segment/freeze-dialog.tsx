import type { ListView, SegmentView } from '@danqing/contracts';
import { App, DatePicker, Form, Input, Modal, Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api } from '../../../api/client.ts';
import { useChange, useWorkspaceKey } from '../../../api/use-api.ts';
import { useFormats } from '../../../parts/format.ts';
import { newKey } from '../../new-key.ts';

interface Fields {
  readonly name: string;
  readonly when: 'now' | 'past';
  readonly at?: { toISOString(): string } | null;
}

/** Keeps the members of now, or of a past moment, as a list that stays as it is. */
export function FreezeDialog({ segment, close }: { readonly segment: Pick<SegmentView, 'key' | 'name'>; readonly close: () => void }) {
  const { t } = useTranslation('segments');
  const { t: common } = useTranslation();
  const formats = useFormats();
  const workspace = useWorkspaceKey();
  const { message } = App.useApp();
  const [form] = Form.useForm<Fields>();
  const when = Form.useWatch('when', form) ?? 'now';
  const freeze = useChange(
    ({ name, at }: Fields) =>
      api.post<ListView>('/api/v1/lists', { key: newKey(segment.key.slice(0, 60), name), name, segment: segment.key, ...(at && { at: at.toISOString() }) }),
    ['/api/v1/list', '/api/v1/segments', '/api/v1/rules/vocabulary'],
  );
  const submit = (fields: Fields): void =>
    freeze.mutate(fields.when === 'now' ? { name: fields.name, when: 'now' } : fields, {
      onSuccess: ({ key, name }) => {
        void message.success(<Link to={`/w/${workspace}/lists/${encodeURIComponent(key)}`}>{t('freezing.done', { name })}</Link>);
        close();
      },
      onError: (error) => void message.error(error.message),
    });
  return (
    <Modal
      open
      title={t('freezing.title', { name: segment.name })}
      onCancel={close}
      onOk={() => form.submit()}
      okText={t('freezing.ok')}
      cancelText={common('cancel')}
      confirmLoading={freeze.isPending}
    >
      <Form<Fields>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ name: `${segment.name} ${formats.date(new Date())}`, when: 'now' }}
        onFinish={submit}
      >
        <Form.Item name="name" label={t('freezing.name')} rules={[{ required: true, whitespace: true, max: 200 }]}>
          <Input autoFocus />
        </Form.Item>
        <Form.Item name="when" label={t('freezing.when')}>
          <Radio.Group
            options={[
              { value: 'now', label: t('freezing.now') },
              { value: 'past', label: t('freezing.past') },
            ]}
          />
        </Form.Item>
        {when === 'past' && (
          <Form.Item name="at" extra={t('freezing.pastHint')} rules={[{ required: true, message: t('freezing.needMoment') }]}>
            <DatePicker showTime style={{ width: '100%' }} aria-label={t('freezing.past')} placeholder={t('freezing.needMoment')} />
          </Form.Item>
        )}
      </Form>
    </Modal>
  );
}
