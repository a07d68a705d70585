import type { WebhookRecognition } from '@danqing/contracts';
import { Select, Typography } from 'antd';
import { useTranslation } from 'react-i18next';

export type SeenColumns = WebhookRecognition['columns'];

interface PathSelectProps {
  readonly label: string;
  readonly columns: SeenColumns;
  readonly value: string | undefined;
  readonly onChange: (path: string | undefined) => void;
  readonly isClearable?: boolean;
  readonly isReadOnly?: boolean;
  readonly isWrong?: boolean;
  readonly placeholder?: string;
}

/** A field of the bodies that really came, with an example; one that has not come can be typed. */
export function PathSelect({ label, columns, value, onChange, isClearable = false, isReadOnly = false, isWrong = false, placeholder }: PathSelectProps) {
  const { t } = useTranslation('webhooks');
  const examples = new Map(columns.flatMap((one) => (one.example === '' ? [] : [[one.path, one.example] as const])));
  // Tags, so that a path that came in no body yet can be typed; the last one counts.
  return (
    <Select<string[]>
      mode="tags"
      aria-label={label}
      disabled={isReadOnly}
      allowClear={isClearable}
      {...(isWrong ? { status: 'error' as const } : {})}
      value={value === undefined || value === '' ? [] : [value]}
      placeholder={placeholder ?? t('form.choose')}
      style={{ width: '100%' }}
      popupMatchSelectWidth={false}
      onChange={(chosen) => onChange(chosen.at(-1))}
      options={columns.map(({ path }) => ({ value: path, label: path }))}
      optionRender={({ value: path }) => (
        <span style={{ display: 'grid', maxWidth: 420 }}>
          <span style={{ overflowWrap: 'anywhere' }}>{path}</span>
          {examples.has(String(path)) && (
            <Typography.Text type="secondary" ellipsis style={{ fontSize: 12 }}>
              {examples.get(String(path))}
            </Typography.Text>
          )}
        </span>
      )}
    />
  );
}
