import type { RevealAnswer } from '@danqing/contracts';
import { EyeOutlined } from '@ant-design/icons';
import { Alert, Button, Descriptions, Flex, Form, Input, Modal, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api/client.ts';
import { useChange } from '../api/use-api.ts';
import { useMay } from '../api/use-may.ts';
import { useFieldNames } from './field-names.ts';

export interface MaskedProps {
  readonly profile: number;
  /** Kinds of identifier and `traits.<path>`; by default everything that is masked. */
  readonly fields?: readonly string[];
}

const shortestReason = 5;

/** Opens one customer's masked fields for whoever may, after asking why. What was shown is forgotten when the dialog closes. */
export function Masked({ profile, fields }: MaskedProps) {
  const { t } = useTranslation('workspace');
  const { t: common } = useTranslation();
  const names = useFieldNames();
  const may = useMay('personal.reveal');
  const [isOpen, setOpen] = useState(false);
  const reveal = useChange((reason: string) =>
    api.post<RevealAnswer>(`/api/v1/profiles/${profile}/reveal`, { reason, ...(fields !== undefined && { fields }) }),
  );
  if (!may) return null;
  const close = (): void => {
    setOpen(false);
    reveal.reset();
  };
  const shown = reveal.data;
  return (
    <>
      <Button size="small" icon={<EyeOutlined />} onClick={() => setOpen(true)}>
        {t('reveal.button')}
      </Button>
      <Modal open={isOpen} onCancel={close} title={t('reveal.title')} footer={null} destroyOnHidden>
        {shown === undefined ? (
          <Form<{ reason: string }> layout="vertical" requiredMark={false} onFinish={({ reason }) => reveal.mutate(reason)}>
            <Typography.Paragraph type="secondary">{t('reveal.text')}</Typography.Paragraph>
            <Form.Item name="reason" label={t('reveal.reason')} rules={[{ required: true, min: shortestReason, whitespace: true, message: t('reveal.hint') }]}>
              <Input.TextArea autoFocus rows={2} maxLength={500} placeholder={t('reveal.hint')} />
            </Form.Item>
            {reveal.isError && (
              <Alert
                type="error"
                showIcon
                title={reveal.error.code === 'DQ_NOTHING_MASKED' ? t('reveal.none') : reveal.error.message}
                style={{ marginBottom: 12 }}
              />
            )}
            <Flex gap={8} justify="flex-end">
              <Button onClick={close}>{common('cancel')}</Button>
              <Button type="primary" htmlType="submit" loading={reveal.isPending}>
                {t('reveal.show')}
              </Button>
            </Flex>
          </Form>
        ) : (
          <>
            <Descriptions
              column={1}
              size="small"
              bordered
              items={[
                ...shown.identifiers.map(({ kind, value }) => ({
                  key: `${kind} ${value}`,
                  label: names.kind(kind),
                  children: <Typography.Text copyable>{value}</Typography.Text>,
                })),
                ...Object.entries(shown.traits).map(([path, value]) => ({ key: path, label: names.trait(path), children: names.traitValue(path, value) })),
              ]}
            />
            {shown.left !== null && (
              <Typography.Paragraph type="secondary" style={{ marginTop: 12 }}>
                {t('reveal.left', { count: shown.left })}
              </Typography.Paragraph>
            )}
          </>
        )}
      </Modal>
    </>
  );
}
