import type { SourceListed, WebhookField, WebhookView } from '@danqing/contracts';
import { App, Button, Card, Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../../../../api/client.ts';
import { useChange } from '../../../../api/use-api.ts';
import { useLanguage } from '../../../../i18n/use-language.ts';
import { usePunctuation } from '../../../../parts/punctuation.ts';

type Values = Readonly<Record<string, string | undefined>>;

interface FieldsProps {
  readonly source: SourceListed;
  readonly webhook: WebhookView;
  readonly fields: readonly WebhookField[];
}

/** What has to be known of the sender: secrets are written and never shown. */
export function WebhookFields({ source, webhook, fields }: FieldsProps) {
  const { t } = useTranslation(['webhooks', 'common']);
  const marks = usePunctuation();
  const language = useLanguage();
  const { message } = App.useApp();
  const [form] = Form.useForm<Record<string, string>>();
  const values: Values = Form.useWatch([], form) ?? {};
  const path = `/api/v1/webhooks/${source.id}`;
  const save = useChange((body: object) => api.patch<WebhookView>(path, body), [path]);
  const said = (name: string): string => values[name] ?? webhook.settings[name] ?? fields.find((one) => one.name === name)?.default ?? '';
  const shown = fields.filter(({ when }) => when === null || when.is.includes(said(when.field)));
  const submit = (entered: Record<string, string>): void => {
    const part = (isSecret: boolean): Record<string, string> =>
      Object.fromEntries(
        shown.flatMap((one) => {
          const value = (entered[one.name] ?? '').trim();
          return one.isSecret === isSecret && (value !== '' || !isSecret) ? [[one.name, value]] : [];
        }),
      );
    save.mutate(
      { settings: Object.fromEntries(Object.entries(part(false)).filter(([, value]) => value !== '')), secrets: part(true) },
      {
        onSuccess: () => {
          // What is secret is kept and not shown again.
          form.resetFields(fields.filter(({ isSecret }) => isSecret).map(({ name }) => name));
          void message.success(t('saved'));
        },
        onError: (error) => void message.error(error.message),
      },
    );
  };
  return (
    <Card size="small" title={t('setUp')}>
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        style={{ maxWidth: 560 }}
        initialValues={Object.fromEntries(fields.filter(({ isSecret }) => !isSecret).map(({ name }) => [name, said(name)]))}
        onFinish={submit}
      >
        {shown.map(({ name, label, hint, isSecret, isRequired, choices }) => {
          const isKept = isSecret && webhook.secrets.includes(name);
          return (
            <Form.Item
              key={name}
              name={name}
              label={isRequired ? label[language] : `${label[language]}${marks.brackets(t('optional'))}`}
              extra={hint[language] === '' ? undefined : hint[language]}
              rules={isRequired && !isKept ? [{ required: true, whitespace: true, message: t('common:required') }] : []}
            >
              {choices.length > 0 ? (
                <Select options={choices.map((choice) => ({ value: choice.value, label: choice.label[language] }))} />
              ) : isSecret ? (
                <Input.Password autoComplete="new-password" placeholder={isKept ? t('secretKept') : undefined} maxLength={2000} />
              ) : (
                <Input maxLength={500} />
              )}
            </Form.Item>
          );
        })}
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {t('save')}
        </Button>
      </Form>
    </Card>
  );
}
