import type { ClassificationInput, ClassificationView, ClassifiedField, PersonalClass, RecognisedClass } from '@danqing/contracts';
import { DeleteOutlined } from '@ant-design/icons';
import { App, Button, Card, Checkbox, Collapse, Flex, Skeleton, Table, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api/client.ts';
import { useApi, useChange } from '../../../api/use-api.ts';
import { useMay } from '../../../api/use-may.ts';
import { ErrorState } from '../../../parts/error-state.tsx';
import { PageHead } from '../../../parts/page-head.tsx';
import { AddField } from './add-field.tsx';

const path = '/api/v1/privacy/classification';
const looks: readonly RecognisedClass[] = ['phone', 'email', 'id_card', 'bank_card'];
/** What a mask looks like, so that people know what they choose. */
const examples: Readonly<Record<PersonalClass, string>> = {
  phone: '138****5678',
  email: 'l***@example.com',
  id_card: '310***********1234',
  bank_card: '622202*********0128',
  name: '张*',
  address: '上海市 ***',
  birthday: '1990-05-**',
  account: 'o6zA****9xQw',
  ip: '203.0.*.*',
  none: '—',
};

export function Page() {
  const { t } = useTranslation('workspace');
  const view = useApi<ClassificationView>(path);
  return (
    <>
      <PageHead title={t('privacy.title')} lead={t('privacy.lead')} />
      {view.isPending && <Skeleton active />}
      {view.isError && <ErrorState error={view.error} onRetry={() => void view.refetch()} />}
      {view.data !== undefined && <Classification view={view.data} />}
    </>
  );
}

function Classification({ view }: { readonly view: ClassificationView }) {
  const { t } = useTranslation('workspace');
  const { t: common } = useTranslation();
  const { message } = App.useApp();
  const may = useMay('settings.write');
  const change = useChange((input: ClassificationInput) => api.put<ClassificationView>(path, input, { headers: { 'if-match': `"${view.version}"` } }), [path]);
  const put = (part: Partial<ClassificationInput>, done?: () => void): void =>
    change.mutate(
      { fields: view.fields, recognise: view.recognise, ...part },
      {
        onSuccess: () => {
          done?.();
          void message.success(common('saved'));
        },
        onError: (error) => void message.error(error.message),
      },
    );
  const isSame = (a: ClassifiedField, b: ClassifiedField): boolean => a.scope === b.scope && a.path === b.path;
  const add = (field: ClassifiedField, added: () => void): void => {
    if (view.fields.some((each) => isSame(each, field))) void message.warning(t('privacy.twice'));
    else put({ fields: [...view.fields, field] }, added);
  };
  return (
    <Flex vertical gap={16} style={{ maxWidth: 860 }}>
      <Card
        title={
          <Typography.Title level={2} style={{ fontSize: 17, margin: 0 }}>
            {t('privacy.recognise')}
          </Typography.Title>
        }
      >
        <Typography.Paragraph type="secondary">{t('privacy.recogniseHint')}</Typography.Paragraph>
        <Checkbox.Group<RecognisedClass>
          disabled={!may || change.isPending}
          value={view.recognise}
          options={looks.map((value) => ({ value, label: t('privacy.lookLike', { look: t(`privacy.looks.${value}`), example: examples[value] }) }))}
          onChange={(recognise) => put({ recognise })}
          style={{ display: 'flex', flexWrap: 'wrap', gap: 12 }}
        />
      </Card>
      <Card
        title={
          <Typography.Title level={2} style={{ fontSize: 17, margin: 0 }}>
            {t('privacy.fields')}
          </Typography.Title>
        }
      >
        <Typography.Paragraph type="secondary">{t('privacy.fieldsHint')}</Typography.Paragraph>
        {may && <AddField onAdd={add} />}
        <Table<ClassifiedField>
          size="small"
          style={{ marginTop: 16 }}
          pagination={false}
          scroll={{ x: 'max-content' }}
          rowKey={({ scope, path: name }) => `${scope} ${name}`}
          dataSource={[...view.fields]}
          locale={{ emptyText: <Typography.Text type="secondary">{t('privacy.noFields')}</Typography.Text> }}
          columns={[
            { title: t('privacy.scope'), key: 'scope', render: (_, { scope }) => t(`privacy.scopes.${scope}`) },
            { title: t('privacy.path'), key: 'path', render: (_, field) => <Typography.Text code>{field.path}</Typography.Text> },
            { title: t('privacy.class'), key: 'class', render: (_, field) => t(`privacy.classes.${field.class}`) },
            { title: t('privacy.looksLike'), key: 'mask', render: (_, field) => examples[field.class] },
            {
              title: '',
              key: 'do',
              render: (_, field) =>
                may && (
                  <Button
                    type="text"
                    size="small"
                    icon={<DeleteOutlined />}
                    disabled={change.isPending}
                    aria-label={t('privacy.removeField', { path: field.path })}
                    onClick={() => put({ fields: view.fields.filter((each) => !isSame(each, field)) })}
                  />
                ),
            },
          ]}
        />
      </Card>
      <Collapse
        items={[
          {
            key: 'known',
            label: t('privacy.known', { count: view.known.length }),
            children: (
              <Flex wrap gap={4}>
                {view.known.map((field) => (
                  <Tag key={`${field.scope} ${field.path}`}>
                    {field.path} · {t(`privacy.classes.${field.class}`)}
                  </Tag>
                ))}
              </Flex>
            ),
          },
        ]}
      />
    </Flex>
  );
}
