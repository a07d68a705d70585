import type { ConsentInput } from '@danqing/contracts';
import { reachChannels } from '@danqing/contracts';
import { Alert, App, Button, Flex, Form, Input, Modal, Radio, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../../../../api/client.ts';
import { useChange } from '../../../../api/use-api.ts';
import { DayInput } from '../../../../parts/day-input.tsx';
import { usePunctuation } from '../../../../parts/punctuation.ts';

interface Fields {
  readonly purpose: string;
  readonly channel?: string;
  readonly state: 'granted' | 'refused';
  readonly source: string;
  readonly proof: string;
  readonly expiresAt?: string;
}

const shortestProof = 2;

/** Records what a customer said, with where and how it is known. Earlier words stay on record. */
export function ConsentForm({ id, onClose }: { readonly id: number; readonly onClose: () => void }) {
  const { t } = useTranslation('customer');
  const { t: common } = useTranslation();
  const marks = usePunctuation();
  const { message } = App.useApp();
  const record = useChange((input: ConsentInput) => api.post(`/api/v1/profiles/${id}/consents`, input), ['/api/v1/profiles']);
  const save = ({ channel, expiresAt, state, ...said }: Fields): void => {
    const input: ConsentInput = {
      ...said,
      state,
      ...(channel !== undefined && channel !== '' && { channel }),
      ...(state === 'granted' && expiresAt !== undefined && expiresAt !== '' && { expiresAt }),
    };
    record.mutateAsync(input).then(
      () => {
        void message.success(t('consents.recorded'));
        onClose();
      },
      () => undefined,
    );
  };
  const needed = { required: true, message: common('required') };
  return (
    <Modal open onCancel={onClose} footer={null} title={t('consents.change')} destroyOnHidden>
      <Form<Fields> layout="vertical" requiredMark={false} initialValues={{ purpose: 'marketing', channel: '', state: 'refused' }} onFinish={save}>
        <Flex gap={12} wrap>
          <Form.Item name="purpose" label={t('consents.purpose')} style={{ flex: '1 1 160px' }}>
            <Select options={Object.entries(t('consents.purposes', { returnObjects: true })).map(([value, label]) => ({ value, label }))} />
          </Form.Item>
          <Form.Item name="channel" label={t('consents.channel')} style={{ flex: '1 1 160px' }}>
            <Select options={[{ value: '', label: t('consents.any') }, ...reachChannels.map((value) => ({ value, label: t(`reach.channels.${value}`) }))]} />
          </Form.Item>
        </Flex>
        <Form.Item name="state" label={t('consents.state')}>
          <Radio.Group
            options={[
              { value: 'granted', label: t('consents.granted') },
              { value: 'refused', label: t('consents.refused') },
            ]}
          />
        </Form.Item>
        <Form.Item name="source" label={t('consents.source')} rules={[{ ...needed, whitespace: true }]}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="proof" label={t('consents.proof')} rules={[{ ...needed, min: shortestProof, whitespace: true }]}>
          <Input.TextArea rows={2} maxLength={2000} placeholder={t('consents.proofHint')} />
        </Form.Item>
        <Form.Item name="expiresAt" label={`${t('consents.until')}${marks.brackets(common('optional'))}`}>
          <DayInput style={{ width: 180 }} />
        </Form.Item>
        {record.isError && <Alert type="error" showIcon title={record.error.message} style={{ marginBottom: 12 }} />}
        <Flex gap={8} justify="flex-end">
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button type="primary" htmlType="submit" loading={record.isPending}>
            {common('save')}
          </Button>
        </Flex>
      </Form>
    </Modal>
  );
}
