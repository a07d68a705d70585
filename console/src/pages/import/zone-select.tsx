import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useZoneOptions } from '../../parts/zones.ts';

interface ZoneSelectProps {
  readonly value: string;
  readonly onChange: (zone: string) => void;
}

/** In which zone the file's times are meant that name none. */
export function ZoneSelect({ value, onChange }: ZoneSelectProps) {
  const { t } = useTranslation('import');
  const options = useZoneOptions();
  return (
    <label style={{ display: 'grid', gap: 4 }}>
      <span>{t('timeZone')}</span>
      <Select
        aria-label={t('timeZone')}
        showSearch={{ optionFilterProp: 'label' }}
        value={value}
        style={{ width: 300, maxWidth: '100%' }}
        onChange={onChange}
        options={options}
      />
    </label>
  );
}
