import { roles } from '@danqing/contracts';
import { Form, Typography } from 'antd';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../../parts/format.ts';
import { LimitInput } from './limit-input.tsx';

interface RoleLimitsProps {
  readonly limit: 'exportRows' | 'sqlRows' | 'sqlSeconds';
  readonly min: number;
  readonly max: number;
}

/** One limit, for each role. */
export function RoleLimits({ limit, min, max }: RoleLimitsProps) {
  const { t } = useTranslation('workspace');
  const formats = useFormats();
  const id = useId();
  const range = t('limitRange', { min: formats.number(min), max: formats.number(max) });
  return (
    <fieldset style={{ border: 0, margin: '0 0 28px', padding: 0, minWidth: 0 }} aria-describedby={id}>
      <legend style={{ border: 0, margin: 0, padding: 0, fontSize: 14, fontWeight: 600, color: 'var(--text)' }}>{t(limit)}</legend>
      <Typography.Text type="secondary" id={id} style={{ display: 'block', marginBottom: 12 }}>
        {range}
      </Typography.Text>
      <div style={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fill, minmax(128px, 1fr))', gap: '14px 12px' }}>
        {roles.map((role) => (
          <Form.Item key={role} name={['limits', limit, role]} label={t(`roles.${role}`)} rules={[{ required: true, message: range }]} style={{ margin: 0 }}>
            <LimitInput min={min} max={max} style={{ width: '100%' }} />
          </Form.Item>
        ))}
      </div>
    </fieldset>
  );
}
