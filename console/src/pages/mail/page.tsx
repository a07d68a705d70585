import type { MailInput, MailTested, MailView } from '@danqing/contracts';
import { Alert, App, Button, Card, Flex, Form, Input, Popconfirm, Select, Skeleton, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client.ts';
import { useApi, useChange } from '../../api/use-api.ts';
import { whenDone } from '../../api/when-done.ts';
import { ErrorState } from '../../parts/error-state.tsx';
import { useHeld } from '../../parts/held.ts';
import { PageHead } from '../../parts/page-head.tsx';
import { TimeText } from '../../parts/time-text.tsx';
import { NumberBox } from '../../parts/number-box.tsx';

const path = '/api/v1/mail';
const ports = { tls: 465, starttls: 587, none: 25 } as const;

/** The mail server of the installation: entered, tried, taken away. */
export function Page() {
  const { t } = useTranslation('alerts');
  const mail = useApi<MailView>(path);
  return (
    <>
      <PageHead title={t('mail.title')} lead={t('mail.lead')} />
      {mail.isError &&
        (mail.error.status === 403 ? (
          <Alert type="info" showIcon title={t('mail.onlyOwner')} />
        ) : (
          <ErrorState error={mail.error} onRetry={() => void mail.refetch()} />
        ))}
      {mail.isPending && <Skeleton active />}
      {mail.data !== undefined && <Settings latest={mail.data} />}
    </>
  );
}

function Settings({ latest }: { readonly latest: MailView }) {
  const { held, hold, release } = useHeld(latest);
  return <Server key={held.settings?.updatedAt ?? 'none'} settings={held.settings} onTyped={hold} onSaved={release} />;
}

interface ServerProps {
  readonly settings: MailView['settings'];
  readonly onTyped: () => void;
  readonly onSaved: () => void;
}

function Server({ settings, onTyped, onSaved }: ServerProps) {
  const { t } = useTranslation('alerts');
  const { t: common } = useTranslation();
  const { message } = App.useApp();
  const [form] = Form.useForm<MailInput>();
  const failed = (error: Error): void => void message.error(error.message);
  const save = useChange(
    ({ password, ...rest }: MailInput) =>
      api.put<MailView>(path, {
        ...rest,
        username: rest.username ?? '',
        fromName: rest.fromName ?? '',
        ...(typeof password === 'string' && password !== '' && { password }),
      }),
    [path],
  );
  const remove = useChange(() => api.delete(path), [path]);
  return (
    <Flex vertical gap={16} style={{ maxWidth: 640 }}>
      {settings === null && <Alert type="info" showIcon title={t('mail.notSet')} />}
      <Card size="small">
        <Form<MailInput>
          form={form}
          layout="vertical"
          requiredMark={false}
          initialValues={settings ?? { security: 'tls', port: ports.tls, username: '', fromName: '' }}
          onValuesChange={onTyped}
          onFinish={(input) =>
            whenDone(save, input, {
              done: () => {
                onSaved();
                void message.success(common('saved'));
              },
              failed,
            })
          }
        >
          <Form.Item name="host" label={t('mail.host')} rules={[{ required: true }]}>
            <Input placeholder="smtp.example.com" autoComplete="off" />
          </Form.Item>
          <Form.Item name="security" label={t('mail.security')}>
            <Select
              options={(['tls', 'starttls', 'none'] as const).map((value) => ({ value, label: t(`mail.securities.${value}`) }))}
              onChange={(value: keyof typeof ports) => form.setFieldValue('port', ports[value])}
            />
          </Form.Item>
          <Form.Item name="port" label={t('mail.port')} rules={[{ required: true }]}>
            <NumberBox min={1} max={65_535} />
          </Form.Item>
          <Form.Item name="username" label={t('mail.username')} extra={t('mail.usernameHint')}>
            <Input autoComplete="off" />
          </Form.Item>
          <Form.Item name="password" label={t('mail.password')} {...(settings?.hasPassword === true && { extra: t('mail.passwordKeep') })}>
            <Input.Password autoComplete="new-password" />
          </Form.Item>
          <Form.Item name="fromAddress" label={t('mail.fromAddress')} rules={[{ required: true, type: 'email' }]}>
            <Input placeholder="cdp@example.com" autoComplete="off" />
          </Form.Item>
          <Form.Item name="fromName" label={t('mail.fromName')}>
            <Input placeholder="丹青" />
          </Form.Item>
          <Flex gap={8} wrap align="center">
            <Button type="primary" htmlType="submit" loading={save.isPending}>
              {common('save')}
            </Button>
            {settings !== null && (
              <Popconfirm
                title={t('mail.remove')}
                description={t('mail.removeSure')}
                okText={t('mail.remove')}
                okButtonProps={{ danger: true }}
                onConfirm={() =>
                  whenDone(remove, undefined, {
                    done: () => {
                      onSaved();
                      void message.success(t('mail.removed'));
                    },
                    failed,
                  })
                }
              >
                <Button>{t('mail.remove')}</Button>
              </Popconfirm>
            )}
            {settings !== null && (
              <Typography.Text type="secondary">
                {t('mail.updated', { name: settings.updatedBy })} <TimeText value={settings.updatedAt} />
              </Typography.Text>
            )}
          </Flex>
        </Form>
      </Card>
      {settings !== null && <Test />}
    </Flex>
  );
}

/** A test e-mail, with what the server said where it did not take it. */
function Test() {
  const { t } = useTranslation('alerts');
  const { message } = App.useApp();
  const [to, setTo] = useState('');
  const test = useChange((address: string) => api.post<MailTested>(`${path}/test`, { to: address }));
  const run = (): void => test.mutate(to, { onError: (error) => void message.error(error.message) });
  return (
    <Card size="small" title={t('mail.test')}>
      <Flex gap={8} wrap>
        <Input
          aria-label={t('mail.testTo')}
          placeholder="ann@example.com"
          value={to}
          onChange={(event) => setTo(event.target.value)}
          onPressEnter={run}
          style={{ flex: '1 1 220px' }}
        />
        <Button disabled={!to.includes('@')} loading={test.isPending} onClick={run}>
          {t('mail.test')}
        </Button>
      </Flex>
      {test.data !== undefined && (
        <Alert
          style={{ marginTop: 12 }}
          showIcon
          type={test.data.isSent ? 'success' : 'error'}
          title={test.data.isSent ? t('testSent') : t('testFailed', { why: test.data.problem ?? '' })}
        />
      )}
    </Card>
  );
}
