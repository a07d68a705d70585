import { type ChannelRule, type ChannelTried, type ChannelTry } from '@danqing/contracts';
import { App, Button, Card, Descriptions, Flex, Form, Input, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api/client.ts';
import { useChange } from '../../../api/use-api.ts';
import { useTraffic } from '../../../parts/traffic.ts';

const known = [
  'traffic.channel',
  'traffic.source',
  'campaign.source',
  'campaign.medium',
  'campaign.name',
  'campaign.term',
  'campaign.content',
  'device.type',
  'device.model',
  'os.name',
  'os.version',
  'browser.name',
  'geo.country',
  'geo.province',
  'geo.city',
] as const;

/** Which channel, device and place an address would be taken for. */
export function ChannelTester({ rules, ownHosts }: { readonly rules: readonly ChannelRule[]; readonly ownHosts: readonly string[] }) {
  const { t } = useTranslation('enrichment');
  const { message } = App.useApp();
  const [form] = Form.useForm<ChannelTry>();
  const tryOut = useChange((body: ChannelTry) => api.post<ChannelTried>('/api/v1/enrichment/try', body));
  const submit = ({ url = '', referrer = '', userAgent = '', ip = '' }: Partial<ChannelTry>): void =>
    tryOut.mutate(
      { url, referrer, userAgent, ip, rules: rules.filter(({ when }) => when.every(({ value }) => value !== '')), ownHosts: [...ownHosts] },
      { onError: (error) => void message.error(error.message) },
    );
  const found = tryOut.data?.found;
  const wordOf = useTraffic().value;
  return (
    <Card size="small" title={t('tester')}>
      <Flex vertical gap={12}>
        <Typography.Text type="secondary">{t('testerHint')}</Typography.Text>
        <Form form={form} layout="vertical" requiredMark={false} style={{ maxWidth: 720 }} onFinish={submit}>
          <Form.Item name="url" label={t('url')}>
            <Input placeholder="https://shop.example.com/?utm_source=baidu&utm_medium=cpc" maxLength={4000} />
          </Form.Item>
          <Form.Item name="referrer" label={t('referrer')}>
            <Input placeholder="https://www.baidu.com/" maxLength={4000} />
          </Form.Item>
          <Form.Item name="userAgent" label={t('agent')}>
            <Input maxLength={1000} />
          </Form.Item>
          <Form.Item name="ip" label={t('ip')}>
            <Input maxLength={64} />
          </Form.Item>
          <Button htmlType="submit" loading={tryOut.isPending}>
            {t('tester')}
          </Button>
        </Form>
        <div aria-live="polite">
          {found !== undefined &&
            (Object.keys(found).length === 0 ? (
              <Typography.Text>{t('nothing')}</Typography.Text>
            ) : (
              <Descriptions
                size="small"
                column={1}
                title={t('found')}
                items={known.flatMap((field) => {
                  const value = found[field];
                  return value === undefined ? [] : [{ key: field, label: t(`context.${field}`), children: wordOf(field, value) }];
                })}
              />
            ))}
        </div>
      </Flex>
    </Card>
  );
}
