import type { ManualValuesSet, TagValueItem, TagView } from '@danqing/contracts';
import { App, Button, Card, Flex, Form, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Static } from 'typebox';
import { api } from '../../../api/client.ts';
import { useChange, useWorkspaceKey } from '../../../api/use-api.ts';
import { usePages } from '../../../api/use-pages.ts';
import { DataTable } from '../../../parts/data-table.tsx';
import { DayInput } from '../../../parts/day-input.tsx';
import { EmptyState } from '../../../parts/empty-state.tsx';
import { TimeText } from '../../../parts/time-text.tsx';
import { CustomerSearch } from './customer-search.tsx';
import { UploadCard } from './upload-card.tsx';
import { ManualValueInput, valueFrom } from './manual-value.tsx';
import { useValueWords } from './value-words.ts';

type Item = Static<typeof TagValueItem>;

interface Fields {
  readonly profile?: number;
  readonly value?: string;
  readonly until?: string;
}

function useSetValue(tag: TagView) {
  const { t } = useTranslation('tags');
  const { message } = App.useApp();
  const set = useChange(
    (value: object) => api.post<Static<typeof ManualValuesSet>>(`/api/v1/tags/${tag.key}/values`, { source: 'console', values: [value] }),
    ['/api/v1/tags'],
  );
  return {
    isPending: set.isPending,
    set: (value: object, done: () => void) =>
      set.mutate(value, {
        onSuccess: ({ changed }) => {
          void message.success(changed > 0 ? t('values.done') : t('values.unchanged'));
          done();
        },
        onError: (error) => void message.error(error.faults[0]?.message ?? error.message),
      }),
  };
}

/** Values that people give: to one customer, or to many by a table. */
export function ValuesTab({ tag }: { readonly tag: TagView }) {
  const { t } = useTranslation('tags');
  const { t: customers } = useTranslation('customers');
  const workspace = useWorkspaceKey();
  const say = useValueWords(tag.key);
  const [form] = Form.useForm<Fields>();
  const { isPending, set } = useSetValue(tag);
  const values = usePages<Item>(`/api/v1/tags/${tag.key}/values`, { limit: 50 });
  const finish = ({ profile, value, until }: Fields): void => {
    const expiresAt = until === undefined || until === '' ? {} : { expiresAt: `${until}T23:59:59` };
    set({ profile, value: valueFrom(tag.type, value), ...expiresAt }, () => form.resetFields(['value']));
  };
  return (
    <Flex vertical gap={16}>
      <Flex wrap gap={16} align="stretch">
        <Card title={t('values.one')} style={{ flex: '1 1 360px' }}>
          <Form<Fields> form={form} layout="vertical" requiredMark={false} onFinish={finish}>
            <Form.Item name="profile" label={t('values.customer')} rules={[{ required: true, message: t('who.hint') }]}>
              <CustomerSearch value={undefined} onChange={() => undefined} />
            </Form.Item>
            <Form.Item name="value" label={t('values.value')} extra={tag.type === 'list' ? t('values.listHint') : t('values.valueHint')}>
              <ManualValueInput tag={tag} />
            </Form.Item>
            <Form.Item name="until" label={t('values.until')} extra={t('values.forGoodHint')}>
              <DayInput />
            </Form.Item>
            <Button type="primary" htmlType="submit" loading={isPending}>
              {t('values.set')}
            </Button>
          </Form>
        </Card>
        <UploadCard tag={tag} />
      </Flex>
      <Card title={t('values.list')}>
        <DataTable<Item>
          label={t('values.list')}
          {...values}
          rowKey={({ profile }) => String(profile)}
          empty={<EmptyState title={t('values.empty')} />}
          columns={[
            {
              title: t('values.profile'),
              key: 'profile',
              render: (_, { profile }) => <Link to={`/w/${workspace}/customers/${profile}`}>{customers('number', { id: profile })}</Link>,
            },
            { title: t('values.value'), key: 'value', render: (_, { value }) => say(value) },
            { title: t('values.source'), key: 'source', render: (_, { source }) => source },
            { title: t('values.at'), key: 'at', render: (_, { at }) => <TimeText value={at} /> },
            {
              title: t('values.until'),
              key: 'until',
              render: (_, { expiresAt }) => (expiresAt === null || expiresAt === undefined ? t('values.forGood') : <TimeText value={expiresAt} />),
            },
            {
              key: 'take',
              title: <span className="visually-hidden">{t('columns.more')}</span>,
              render: (_, { profile }) => (
                <Button size="small" onClick={() => set({ profile, value: null }, () => undefined)}>
                  {t('values.take')}
                </Button>
              ),
            },
          ]}
        />
        <Typography.Paragraph type="secondary" style={{ margin: '12px 0 0' }}>
          {t('values.api', { key: tag.key })}
        </Typography.Paragraph>
      </Card>
    </Flex>
  );
}
