import type { TagTree, TagView } from '@danqing/contracts';
import { AutoComplete, Card, Checkbox, Flex, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Static } from 'typebox';
import { useApi } from '../../../api/use-api.ts';
import { DurationInput } from '../../../rule/fields/value-input.tsx';
import { flatten } from '../list/branches.ts';
import type { TagDraft } from './draft.ts';
import { Field } from './field.tsx';

const refreshes = ['live', 'hourly', 'daily', 'manual'] as const;
/** These move with everybody, with every moment or by a step a run: no tick can follow them. */
const neverLive = ['rfm', 'top', 'lifecycle', 'feature', 'sql', 'manual'] as const;

interface BasicsProps {
  readonly draft: TagDraft;
  readonly isNew: boolean;
  /** What the server would choose. */
  readonly usualRefresh: TagView['refresh'] | undefined;
  readonly onChange: (change: Partial<TagDraft>) => void;
}

/** What the tag is called, where it stands, who keeps it and how it stays fresh. */
export function Basics({ draft, isNew, usualRefresh, onChange }: BasicsProps) {
  const { t } = useTranslation('tag-editor');
  const { t: tags } = useTranslation('tags');
  const tree = useApi<Static<typeof TagTree>>('/api/v1/tag-categories');
  const isFixed = neverLive.some((name) => name in draft.definition);
  const offered = refreshes.filter((refresh) => refresh !== 'live' || !isFixed);
  const automatic = usualRefresh === undefined ? '' : tags(`refreshes.${usualRefresh}`);
  const shown = draft.refresh === '' ? usualRefresh : draft.refresh;
  return (
    <Card title={t('sections.basics')}>
      <Field label={t('fields.name')} at="/name">
        <Input
          aria-label={t('fields.name')}
          placeholder={t('fields.nameHint')}
          maxLength={200}
          value={draft.name}
          onChange={({ target }) => onChange({ name: target.value })}
        />
      </Field>
      <Field label={t('fields.category')}>
        <AutoComplete<string>
          defaultActiveFirstOption={false}
          aria-label={t('fields.category')}
          placeholder={t('fields.categoryHint')}
          value={draft.category}
          onChange={(category) => onChange({ category })}
          showSearch={{ filterOption: (typed, option) => String(option?.value ?? '').includes(typed) }}
          options={flatten(tree.data?.items ?? []).map(({ path }) => ({ value: path }))}
          style={{ width: '100%' }}
        />
      </Field>
      <Field label={t('fields.description')}>
        <Input.TextArea
          aria-label={t('fields.description')}
          placeholder={t('fields.descriptionHint')}
          autoSize={{ minRows: 2 }}
          maxLength={2000}
          value={draft.description}
          onChange={({ target }) => onChange({ description: target.value })}
        />
      </Field>
      <Field label={t('fields.refresh')} {...(shown !== undefined && { hint: t(`fields.refreshHints.${shown}`) })}>
        <Select<TagDraft['refresh']>
          aria-label={t('fields.refresh')}
          value={draft.refresh}
          onChange={(refresh) => onChange({ refresh })}
          options={[
            ...(isNew ? [{ value: '' as const, label: t('fields.refreshAuto', { refresh: automatic }) }] : []),
            ...offered.map((value) => ({ value, label: tags(`refreshes.${value}`) })),
          ]}
          style={{ width: 220 }}
        />
      </Field>
      <details>
        <summary>{t('fields.more')}</summary>
        <div style={{ marginTop: 12 }}>
          <Field label={t('fields.owner')}>
            <Input aria-label={t('fields.owner')} maxLength={200} value={draft.owner} onChange={({ target }) => onChange({ owner: target.value })} />
          </Field>
          <Field label={t('fields.key')} hint={t('fields.keyHint')} at="/key">
            <Input
              aria-label={t('fields.key')}
              maxLength={100}
              disabled={!isNew}
              value={draft.key}
              onChange={({ target }) => onChange({ key: target.value })}
            />
          </Field>
          <Field label={t('fields.expires')}>
            <Flex wrap gap={8} align="center">
              <Checkbox
                checked={draft.expiresAfter !== null}
                onChange={({ target }) => onChange({ expiresAfter: target.checked ? { n: 180, unit: 'day' } : null })}
              >
                {t('fields.expiresOn')}
              </Checkbox>
              {draft.expiresAfter !== null && <DurationInput value={draft.expiresAfter} onChange={(expiresAfter) => onChange({ expiresAfter })} />}
            </Flex>
          </Field>
        </div>
      </details>
    </Card>
  );
}
