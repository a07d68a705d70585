import type { SqlListView, SqlRunView, SqlSegmentView } from '@danqing/contracts';
import { App, Form, Input, Modal, Radio, Space, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type Type from 'typebox';
import { api } from '../../api/client.ts';
import { useChange, useWorkspaceKey } from '../../api/use-api.ts';
import { useMay } from '../../api/use-may.ts';

interface Fields {
  readonly how: 'list' | 'segment';
  readonly key: string;
  readonly name: string;
}
type Made = Partial<Type.Static<typeof SqlListView> & Type.Static<typeof SqlSegmentView>>;

/** The people of an answer, as a list that stays or as a segment that is computed every day. */
export function PeopleDialog({ run, isOpen, onClose }: { readonly run: SqlRunView; readonly isOpen: boolean; readonly onClose: () => void }) {
  const { t } = useTranslation('workbench');
  const { t: common } = useTranslation();
  const { message } = App.useApp();
  const [form] = Form.useForm<Fields>();
  const navigate = useNavigate();
  const workspace = useWorkspaceKey();
  const [mayList, maySegment] = [useMay('lists.write'), useMay('definitions.write')];
  const make = useChange(
    ({ how, key, name }: Fields) => api.post<Made>(`/api/v1/sql/runs/${run.id}/${how}`, { key, ...(name.trim() !== '' && { name }) }),
    ['/api/v1/lists', '/api/v1/segments', '/api/v1/segment-overview', '/api/v1/tags'],
  );
  const submit = (fields: Fields): void =>
    make.mutate(fields, {
      onSuccess: ({ people }) => {
        void message.success(fields.how === 'list' ? t('madeList', { people: people ?? 0 }) : t('madeSegment'));
        onClose();
        void navigate(`/w/${workspace}/${fields.how === 'list' ? 'lists' : 'segments'}/${encodeURIComponent(fields.key)}`);
      },
      onError: (error) => void message.error(error.faults[0]?.message ?? error.message),
    });
  const choices = [...(mayList ? (['list'] as const) : []), ...(maySegment ? (['segment'] as const) : [])];
  return (
    <Modal
      open={isOpen}
      title={t('people')}
      okText={t('make')}
      cancelText={common('cancel')}
      confirmLoading={make.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
      forceRender
    >
      <Typography.Paragraph type="secondary">{t('peopleHint')}</Typography.Paragraph>
      <Form<Fields> form={form} layout="vertical" onFinish={submit} initialValues={{ how: choices[0], key: '', name: '' }}>
        <Form.Item name="how">
          <Radio.Group>
            <Space orientation="vertical">
              {choices.map((how) => (
                <Radio key={how} value={how}>
                  <strong>{how === 'list' ? t('fixed') : t('daily')}</strong>
                  <Typography.Text type="secondary" style={{ display: 'block' }}>
                    {how === 'list' ? t('fixedHint') : t('dailyHint')}
                  </Typography.Text>
                </Radio>
              ))}
            </Space>
          </Radio.Group>
        </Form.Item>
        <Form.Item name="name" label={t('name')}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item
          name="key"
          label={t('key')}
          extra={t('keyHint')}
          rules={[{ required: true, pattern: /^[A-Za-z0-9_][A-Za-z0-9_-]*$/, message: t('keyHint') }]}
        >
          <Input maxLength={96} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
