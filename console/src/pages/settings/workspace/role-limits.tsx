import { roles } from '@danqing/contracts';
import { Flex, Form, InputNumber } from 'antd';
import { useTranslation } from 'react-i18next';

interface RoleLimitsProps {
  readonly limit: 'exportRows' | 'sqlRows' | 'sqlSeconds';
  readonly min: number;
  readonly max: number;
}

/** One limit, for each role. */
export function RoleLimits({ limit, min, max }: RoleLimitsProps) {
  const { t } = useTranslation('workspace');
  return (
    <fieldset style={{ border: 0, margin: 0, padding: 0, minWidth: 0 }}>
      <legend style={{ padding: 0, marginBottom: 12, color: 'var(--text-secondary)' }}>{t(limit)}</legend>
      <Flex wrap gap={12}>
        {roles.map((role) => (
          <Form.Item key={role} name={['limits', limit, role]} label={t(`roles.${role}`)} rules={[{ required: true }]}>
            <InputNumber min={min} max={max} style={{ width: 140 }} />
          </Form.Item>
        ))}
      </Flex>
    </fieldset>
  );
}
