import type { TagView } from '@danqing/contracts';
import { Alert, Button, Card, Flex, Grid, Segmented } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Draft } from '../../../parts/draft.ts';
import { Basics } from './basics.tsx';
import { DefinitionForm } from './definition-form.tsx';
import { keyFor, type TagDraft, typeFor } from './draft.ts';
import { FindingsContext, noFindings } from './faults.tsx';
import { formOf, type FormName } from './forms.ts';
import { PreviewPane } from './preview-pane.tsx';
import { TextForm, useWritten } from './text-form.tsx';
import { type Looked, useLook } from './use-preview.ts';

export interface TagEditorProps {
  readonly draft: Draft<TagDraft>;
  /** The form it was begun with; a definition that another form shows as well stays in it. */
  readonly form: FormName;
  /** What is being edited; undefined for a new tag. */
  readonly edited?: TagView;
  /** A key that is free, as long as nobody writes one. */
  readonly freeKey: string;
  readonly isSaving: boolean;
  readonly onSave: (draft: TagDraft) => void;
  readonly onCancel: () => void;
}

type Mode = 'form' | 'text';

/** What was not saved the last time is here again, and can be dropped. */
function KeptDraft({ draft, onDiscard }: { readonly draft: Draft<TagDraft>; readonly onDiscard: () => void }) {
  const { t } = useTranslation('tag-editor');
  const [wasHere] = useState(draft.isChanged);
  if (!wasHere || !draft.isChanged) return null;
  const discard = (
    <Button size="small" onClick={onDiscard}>
      {t('save.discard')}
    </Button>
  );
  return <Alert type="info" showIcon title={t('save.draft')} action={discard} style={{ marginBottom: 12 }} />;
}

/** Until somebody writes a key, it follows the name; `freeKey` is null where there is one for good. */
function changed(value: TagDraft, part: Partial<TagDraft>, freeKey: string | null): TagDraft {
  const next = { ...value, ...part };
  const isOwnKey = freeKey === null || part.key !== undefined || value.key !== keyFor(value.name, freeKey);
  return isOwnKey ? next : { ...next, key: keyFor(next.name, freeKey) };
}

const textOf = (looked: Looked, edited: TagView | undefined): string | undefined => looked.preview?.text ?? edited?.text;

/** Some definitions are shown by more than one form: the one they were begun with. */
const shownFormOf = ({ definition }: TagDraft, begun: FormName): FormName =>
  'cases' in definition && (begun === 'cases' || begun === 'map') ? begun : formOf(definition);

/** What is wrong, and what is only odd, by its place. */
function useFindings({ error, preview }: Looked, isNameless: boolean) {
  const { t } = useTranslation('tag-editor');
  return useMemo(() => {
    const nameless = isNameless ? [{ path: '/name', code: 'DQ_NAME', message: t('save.needName') }] : [];
    if (error === null && nameless.length === 0) return preview === undefined ? noFindings : { faults: [], warnings: preview.warnings };
    return { faults: [...nameless, ...(error?.faults ?? [])], warnings: [] };
  }, [error, preview, isNameless, t]);
}

/** The definition as a form or as text. */
function ModeChoice({ mode, onMode }: { readonly mode: Mode; readonly onMode: (mode: Mode) => void }) {
  const { t } = useTranslation('tag-editor');
  return (
    <Segmented<Mode>
      size="small"
      aria-label={t('mode.label')}
      value={mode}
      options={(['form', 'text'] as const).map((each) => ({ value: each, label: t(`mode.${each}`) }))}
      onChange={onMode}
    />
  );
}

interface ButtonsProps {
  readonly isNew: boolean;
  readonly isBusy: boolean;
  readonly isOff: boolean;
  readonly onSave: () => void;
  readonly onCancel: () => void;
}

/** They stay in sight however long the form is. */
function Buttons({ isNew, isBusy, isOff, onSave, onCancel }: ButtonsProps) {
  const { t } = useTranslation('tag-editor');
  return (
    <Flex
      gap={8}
      style={{
        position: 'sticky',
        bottom: 0,
        alignSelf: 'stretch',
        background: 'var(--ground)',
        borderTop: '1px solid var(--line)',
        padding: '12px 0',
        zIndex: 2,
      }}
    >
      <Button type="primary" loading={isBusy} disabled={isOff} onClick={onSave}>
        {isNew ? t('save.create') : t('save.save')}
      </Button>
      <Button onClick={onCancel}>{t('save.cancel')}</Button>
    </Flex>
  );
}

/** A tag's definition and what goes with it, with the spread of its values beside it while one fills it in. */
export function TagEditor({ draft, form, edited, freeKey, isSaving, onSave, onCancel }: TagEditorProps) {
  const { t } = useTranslation('tag-editor');
  const isWide = Grid.useBreakpoint().lg === true;
  const [mode, setMode] = useState<Mode>('form');
  const [isExact, setExact] = useState(false);
  const { value, set } = draft;
  const isNew = edited === undefined;
  const looked = useLook({ draft: value, edited: edited?.key, isExact });
  const shownForm = shownFormOf(value, form);
  const [mustName, setMustName] = useState(false);
  const change = (part: Partial<TagDraft>): void => {
    setExact(false);
    set(changed(value, part, isNew ? freeKey : null));
  };
  const written = useWritten((definition) => change({ definition }));
  const showAs = (next: Mode): void => {
    if (next === 'form') written.leave();
    setMode(next);
  };
  const isManual = 'manual' in value.definition;
  const isText = mode === 'text' || shownForm === 'other';
  const findings = useFindings(looked, mustName && value.name.trim() === '');
  const save = (): void => {
    if (value.name.trim() === '') return setMustName(true);
    return onSave({ ...value, type: typeFor(value) });
  };
  const buttons = (
    <Buttons
      isNew={isNew}
      isBusy={isSaving || written.isReading}
      isOff={isText && written.fault !== undefined ? true : !isManual && !looked.isComplete}
      onSave={save}
      onCancel={onCancel}
    />
  );
  return (
    <FindingsContext value={findings}>
      <KeptDraft
        draft={draft}
        onDiscard={() => {
          draft.clear();
          written.forget();
        }}
      />
      <Flex gap={20} align="flex-start" vertical={!isWide}>
        <Flex vertical gap={16} style={{ flex: '1 1 0', minWidth: 0, width: '100%' }}>
          <Card title={t('sections.definition')} extra={isManual ? null : <ModeChoice mode={mode} onMode={showAs} />}>
            {isText ? (
              <TextForm text={textOf(looked, edited)} written={written} />
            ) : (
              <DefinitionForm
                form={shownForm}
                definition={value.definition}
                type={value.type}
                mayChangeType={isNew}
                onChange={(definition) => {
                  written.forget();
                  change({ definition });
                }}
                onType={(type) => change({ type })}
              />
            )}
          </Card>
          <Basics draft={value} isNew={isNew} usualRefresh={looked.preview?.refresh} onChange={change} />
          {isWide && buttons}
        </Flex>
        {!isManual && (
          <div
            style={isWide ? { width: 400, flex: 'none', position: 'sticky', top: 12, maxHeight: 'calc(100vh - 24px)', overflowY: 'auto' } : { width: '100%' }}
          >
            <PreviewPane looked={looked} name={value.name || t(`forms.${form}.name`)} onExact={() => setExact(true)} />
          </div>
        )}
        {!isWide && buttons}
      </Flex>
    </FindingsContext>
  );
}
