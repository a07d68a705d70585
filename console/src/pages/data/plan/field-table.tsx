import { type PlanEvidence, type PlanProperty, type PlanType, planTypes } from '@danqing/contracts';
import { DeleteOutlined } from '@ant-design/icons';
import { Button, Checkbox, Flex, Select, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { DataTable } from '../../../parts/data-table.tsx';
import { EmptyState } from '../../../parts/empty-state.tsx';
import { EvidenceCell } from './evidence-cell.tsx';
import { limitsOf } from './limits.ts';

export interface FieldTableProps {
  readonly properties: readonly PlanProperty[];
  readonly evidence: readonly PlanEvidence[];
  readonly mayWrite: boolean;
  readonly onChange: (property: PlanProperty, earlier: string) => void;
  readonly onEdit: (path: string) => void;
  readonly onRemove: (path: string) => void;
}

/** Another type takes along what only the earlier one could have. */
function withType({ of: _of, values: _values, pattern: _pattern, minimum: _minimum, maximum: _maximum, ...rest }: PlanProperty, type: PlanType): PlanProperty {
  return { ...rest, type };
}

/** The fields of an event: type and required at a glance and at hand, each beside what really comes. */
export function FieldTable({ properties, evidence, mayWrite, onChange, onEdit, onRemove }: FieldTableProps) {
  const { t } = useTranslation('plan');
  const seen = new Map(evidence.map((one) => [one.path, one]));
  const typeName = ({ type, of }: PlanProperty): string =>
    type === 'list' && of !== undefined ? `${t('typeNames.list')} · ${t(`typeNames.${of}`)}` : t(`typeNames.${type}`);
  return (
    <DataTable<PlanProperty>
      size="small"
      label={t('fields')}
      rows={properties}
      rowKey={({ path }) => path}
      empty={<EmptyState title={t('noFields')} hint={t('noFieldsHint')} />}
      columns={[
        {
          title: t('field'),
          key: 'field',
          render: (_, property) => (
            <div style={{ maxWidth: 240, whiteSpace: 'normal', overflowWrap: 'anywhere' }}>
              <Typography.Text code>{property.path}</Typography.Text>
              {property.description !== '' && (
                <Typography.Text type="secondary" style={{ display: 'block' }}>
                  {property.description}
                </Typography.Text>
              )}
            </div>
          ),
        },
        {
          title: t('type'),
          key: 'type',
          render: (_, property) =>
            mayWrite ? (
              <Select<PlanType>
                size="small"
                aria-label={`${t('type')} ${property.path}`}
                value={property.type}
                style={{ minWidth: 96 }}
                popupMatchSelectWidth={false}
                onChange={(type) => onChange(withType(property, type), property.path)}
                options={planTypes.map((value) => ({ value, label: t(`typeNames.${value}`) }))}
              />
            ) : (
              typeName(property)
            ),
        },
        {
          title: t('required'),
          key: 'required',
          render: (_, property) => (
            <Checkbox
              aria-label={`${t('required')} ${property.path}`}
              checked={property.required}
              disabled={!mayWrite}
              onChange={({ target }) => onChange({ ...property, required: target.checked }, property.path)}
            />
          ),
        },
        {
          title: t('limits'),
          key: 'limits',
          render: (_, property) => (
            <div style={{ maxWidth: 220, whiteSpace: 'normal', overflowWrap: 'anywhere' }}>
              {property.nullable && <Tag>{t('nullable')}</Tag>}
              {limitsOf(property)}
            </div>
          ),
        },
        { title: t('seen'), key: 'seen', render: (_, { path }) => <EvidenceCell evidence={seen.get(path)} /> },
        {
          key: 'do',
          render: (_, { path }) =>
            mayWrite && (
              <Flex gap={4}>
                <Button size="small" onClick={() => onEdit(path)} aria-label={t('editField', { path })}>
                  {t('edit')}
                </Button>
                <Button size="small" type="text" icon={<DeleteOutlined />} onClick={() => onRemove(path)} aria-label={t('removeField', { path })} />
              </Flex>
            ),
        },
      ]}
    />
  );
}
