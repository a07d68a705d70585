import { Card, Flex, Input, Segmented, Select, Typography } from 'antd';
import type { SchemePreview } from '@danqing/contracts';
import { useTranslation } from 'react-i18next';
import { AxisForm } from './axis-form.tsx';
import { CellsForm } from './cells-form.tsx';
import type { Model } from './model.ts';

interface SchemeFormProps {
  readonly model: Model;
  readonly preview: SchemePreview | undefined;
  readonly own: string;
  readonly onChange: (model: Model) => void;
}

const refreshes = ['', 'live', 'hourly', 'daily', 'manual'] as const;

/** Everything that makes a scheme. */
export function SchemeForm({ model, preview, own, onChange }: SchemeFormProps) {
  const { t } = useTranslation('schemes');
  const axis = (side: 'rows' | 'columns') => (
    <AxisForm axis={model[side]} side={side} isGrid={model.isGrid} preview={preview} own={own} onChange={(next) => onChange({ ...model, [side]: next })} />
  );
  return (
    <Flex vertical gap={16} style={{ minWidth: 0 }}>
      <Card>
        <Flex vertical gap={12} style={{ maxWidth: 640 }}>
          <label>
            {t('edits.name')}
            <Input value={model.name} maxLength={200} onChange={({ target }) => onChange({ ...model, name: target.value })} />
          </label>
          <label>
            {t('edits.description')}
            <Input.TextArea autoSize maxLength={2000} value={model.description} onChange={({ target }) => onChange({ ...model, description: target.value })} />
          </label>
          <Flex wrap gap={12}>
            <label style={{ flex: '1 1 200px' }}>
              {t('edits.owner')}
              <Input value={model.owner} maxLength={200} onChange={({ target }) => onChange({ ...model, owner: target.value })} />
            </label>
            <div style={{ flex: '1 1 200px' }}>
              {t('edits.refresh')}
              <Select<Model['refresh']>
                aria-label={t('edits.refresh')}
                value={model.refresh}
                options={refreshes.map((value) => ({ value, label: value === '' ? t('edits.refreshAuto') : t(`refreshes.${value}`) }))}
                onChange={(refresh) => onChange({ ...model, refresh })}
                style={{ width: '100%' }}
              />
            </div>
          </Flex>
          <Typography.Text type="secondary" style={{ fontSize: 13 }}>
            {t('edits.refreshHint')}
          </Typography.Text>
        </Flex>
      </Card>
      <Card
        title={t('edits.shape')}
        extra={
          <Segmented<string>
            aria-label={t('edits.shape')}
            value={model.isGrid ? 'grid' : 'single'}
            options={[
              { value: 'single', label: t('edits.single') },
              { value: 'grid', label: t('edits.grid') },
            ]}
            onChange={(shape) => onChange({ ...model, isGrid: shape === 'grid' })}
          />
        }
      >
        {model.isGrid && (
          <Typography.Title level={3} style={{ fontSize: 15, marginTop: 0 }}>
            {t('edits.rows')}
          </Typography.Title>
        )}
        {axis('rows')}
      </Card>
      {model.isGrid && (
        <>
          <Card title={t('edits.columns')}>{axis('columns')}</Card>
          <Card title={t('edits.cellNames')}>
            <CellsForm model={model} onChange={onChange} />
          </Card>
        </>
      )}
    </Flex>
  );
}
