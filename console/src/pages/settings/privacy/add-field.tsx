import { type ClassifiedField, personalClasses } from '@danqing/contracts';
import { PlusOutlined } from '@ant-design/icons';
import { Button, Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';

const scopes = ['trait', 'property', 'identifier', 'entity', 'tag'] as const;

/** One line: where, which field, what kind. */
export function AddField({ onAdd }: { readonly onAdd: (field: ClassifiedField, added: () => void) => void }) {
  const { t } = useTranslation('workspace');
  const [form] = Form.useForm<ClassifiedField>();
  return (
    <Form<ClassifiedField>
      form={form}
      layout="inline"
      requiredMark={false}
      initialValues={{ scope: 'trait', class: 'name' }}
      style={{ rowGap: 8 }}
      // What was refused stays, to be changed.
      onFinish={(field) => onAdd({ ...field, path: field.path.trim() }, () => form.resetFields())}
    >
      <Form.Item name="scope">
        <Select aria-label={t('privacy.scope')} style={{ width: 120 }} options={scopes.map((value) => ({ value, label: t(`privacy.scopes.${value}`) }))} />
      </Form.Item>
      <Form.Item name="path" rules={[{ required: true, whitespace: true, message: t('privacy.pathHint') }]}>
        <Input aria-label={t('privacy.path')} placeholder={t('privacy.pathHint')} style={{ width: 220 }} />
      </Form.Item>
      <Form.Item name="class">
        <Select
          aria-label={t('privacy.class')}
          style={{ width: 150 }}
          options={personalClasses.map((value) => ({ value, label: t(`privacy.classes.${value}`) }))}
        />
      </Form.Item>
      <Button htmlType="submit" icon={<PlusOutlined />}>
        {t('privacy.add')}
      </Button>
    </Form>
  );
}
