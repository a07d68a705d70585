import { UploadOutlined } from '@ant-design/icons';
import type { TagUpload, TagView } from '@danqing/contracts';
import { Alert, Button, Card, Form, Input, Select, Typography, Upload } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api/client.ts';
import { useChange } from '../../../api/use-api.ts';
import { useFieldNames } from '../../../parts/field-names.ts';
import { useFormats } from '../../../parts/format.ts';

interface Fields {
  readonly kind: string;
  readonly column: string;
  readonly valueColumn: string;
}

const kinds = ['customer_id', 'phone', 'email', 'user_id', 'card_no', 'unionid', 'profile'] as const;

/** A table of customers and values; says which rows led to nobody or could not be read. */
export function UploadCard({ tag }: { readonly tag: TagView }) {
  const { t } = useTranslation('tags');
  const { t: customers } = useTranslation('customers');
  const names = useFieldNames();
  const [file, setFile] = useState<File>();
  const upload = useChange((form: FormData) => api.post<TagUpload>(`/api/v1/tags/${tag.key}/upload`, form), ['/api/v1/tags']);
  const finish = ({ kind, column, valueColumn }: Fields): void => {
    if (file === undefined) return;
    const form = new FormData();
    form.set('kind', kind);
    if (column.trim() !== '') form.set('column', column.trim());
    if (valueColumn.trim() !== '') form.set('valueColumn', valueColumn.trim());
    form.set('source', 'upload');
    form.set('file', file);
    upload.mutate(form);
  };
  return (
    <Card title={t('values.upload')} style={{ flex: '1 1 360px' }}>
      <Typography.Paragraph type="secondary">{t('values.uploadText')}</Typography.Paragraph>
      <Form<Fields> layout="vertical" requiredMark={false} initialValues={{ kind: 'customer_id', column: '', valueColumn: 'value' }} onFinish={finish}>
        <Form.Item label={t('values.file')}>
          <Upload
            accept=".csv,.tsv,.txt,.jsonl,.gz"
            maxCount={1}
            beforeUpload={(chosen) => {
              setFile(chosen);
              return false;
            }}
            onRemove={() => setFile(undefined)}
          >
            <Button icon={<UploadOutlined />}>{t('values.file')}</Button>
          </Upload>
        </Form.Item>
        <Form.Item name="kind" label={t('values.kind')}>
          <Select<string> options={kinds.map((kind) => ({ value: kind, label: kind === 'profile' ? customers('number', { id: '' }) : names.kind(kind) }))} />
        </Form.Item>
        <Form.Item name="column" label={t('values.column')}>
          <Input placeholder="customer_id" />
        </Form.Item>
        <Form.Item name="valueColumn" label={t('values.valueColumn')}>
          <Input placeholder="value" />
        </Form.Item>
        <Button htmlType="submit" disabled={file === undefined} loading={upload.isPending}>
          {t('values.send')}
        </Button>
      </Form>
      {upload.isError && <Alert type="error" showIcon title={upload.error.faults[0]?.message ?? upload.error.message} style={{ marginTop: 12 }} />}
      {upload.data !== undefined && <Report report={upload.data} />}
    </Card>
  );
}

function Report({ report: { rows, changed, unmatched, unmatchedCount, invalid, invalidCount } }: { readonly report: TagUpload }) {
  const { t } = useTranslation('tags');
  const formats = useFormats();
  const [first] = invalid;
  return (
    <Alert
      type={unmatchedCount + invalidCount > 0 ? 'warning' : 'success'}
      showIcon
      style={{ marginTop: 12 }}
      title={t('values.report', { rows: formats.number(rows), changed: formats.number(changed) })}
      description={
        <>
          {unmatchedCount > 0 && <div>{t('values.unmatched', { n: unmatchedCount, examples: unmatched.slice(0, 3).join(', ') })}</div>}
          {first !== undefined && <div>{t('values.invalid', { n: invalidCount, row: first.row, message: first.message })}</div>}
        </>
      }
    />
  );
}
