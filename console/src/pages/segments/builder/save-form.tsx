import type { RuleKey, SegmentView } from '@danqing/contracts';
import { AutoComplete, Card, Flex, Input, Radio, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../../api/use-api.ts';
import { useRested } from '../../../parts/rested.ts';
import type { Work } from './work.ts';

interface SaveFormProps {
  readonly work: Work;
  readonly onChange: (part: Partial<Work>) => void;
  /** The key is there for good. */
  readonly isSaved: boolean;
  /** What the server says of the key. */
  readonly keyFault: string | null;
}

const refreshes: readonly SegmentView['refresh'][] = ['live', 'hourly', 'daily', 'manual'];
export const isKey = (key: string): boolean => /^[A-Za-z0-9_][A-Za-z0-9_-]{0,99}$/.test(key);

/** What the segment is called, where it stands, and how often it is computed. */
export function SaveForm({ work, onChange, isSaved, keyFault }: SaveFormProps) {
  const { t } = useTranslation('builder');
  const proposed = useProposedKey(work.name, !isSaved);
  const folders = useApi<{ readonly items: readonly { readonly path: string }[] }>('/api/v1/segment-folders');
  const key = work.key === '' ? proposed : work.key;
  const fault = keyFault ?? (key !== '' && !isKey(key) ? t('keyRule') : null);
  return (
    <Card size="small" title={t('saveTitle')}>
      <Flex vertical gap={12}>
        <Field id="name" label={t('name')}>
          <Input id="builder-name" value={work.name} maxLength={200} placeholder={t('nameHint')} onChange={({ target }) => onChange({ name: target.value })} />
        </Field>
        <Field id="key" label={t('key')} hint={fault === null ? t('keyHint') : undefined}>
          <Input
            id="builder-key"
            value={key}
            disabled={isSaved}
            maxLength={100}
            onChange={({ target }) => onChange({ key: target.value.trim() })}
            {...(fault !== null && { status: 'error' as const })}
          />
          {fault !== null && (
            <Typography.Text type="danger" role="alert">
              {fault}
            </Typography.Text>
          )}
        </Field>
        <Field id="folder" label={t('folder')}>
          <AutoComplete
            defaultActiveFirstOption={false}
            id="builder-folder"
            value={work.folder}
            placeholder={t('folderHint')}
            options={(folders.data?.items ?? []).map(({ path }) => ({ value: path }))}
            onChange={(folder: string) => onChange({ folder })}
            style={{ width: '100%' }}
          />
        </Field>
        <Field id="description" label={t('description')}>
          <Input.TextArea
            id="builder-description"
            value={work.description}
            maxLength={2000}
            autoSize={{ minRows: 2, maxRows: 6 }}
            placeholder={t('descriptionHint')}
            onChange={({ target }) => onChange({ description: target.value })}
          />
        </Field>
        <div>
          <div id="builder-refresh" style={{ marginBottom: 4 }}>
            {t('refresh')}
          </div>
          <Radio.Group aria-labelledby="builder-refresh" value={work.refresh}>
            {refreshes.map((refresh) => (
              <Radio key={refresh} value={refresh} onChange={() => onChange({ refresh })}>
                {t(`refreshes.${refresh}`)}
              </Radio>
            ))}
          </Radio.Group>
          <Typography.Text type="secondary" style={{ display: 'block' }}>
            {t(`refreshHints.${work.refresh}`)}
          </Typography.Text>
        </div>
      </Flex>
    </Card>
  );
}

interface FieldProps {
  readonly id: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly children: React.ReactNode;
}

function Field({ id, label, hint, children }: FieldProps) {
  return (
    <div>
      <label htmlFor={`builder-${id}`} style={{ display: 'block', marginBottom: 4 }}>
        {label}
      </label>
      {children}
      {hint !== undefined && <Typography.Text type="secondary">{hint}</Typography.Text>}
    </div>
  );
}

const restMs = 400;

/** A key made of the name, once the hands rest. */
export function useProposedKey(name: string, enabled: boolean): string {
  const asked = useRested(name.trim(), restMs);
  const found = useApi<RuleKey>('/api/v1/rules/key', { query: { name: asked, of: 'segment' }, enabled: enabled && asked !== '', keepPrevious: true });
  return asked === '' ? '' : (found.data?.key ?? '');
}
