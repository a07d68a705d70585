import type { RuleJson, SavedSegmentView, SegmentView } from '@danqing/contracts';
import { Alert, App, Button, Flex, Popconfirm, Tabs } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Static } from 'typebox';
import { api } from '../../../api/client.ts';
import { useChange, useWorkspaceKey } from '../../../api/use-api.ts';
import { useMay } from '../../../api/use-may.ts';
import { ReasonField, reasonHeaders } from '../../../parts/collaborate/reason-field.tsx';
import { CopyButton } from '../../../parts/copy-button.tsx';
import { useUrlState } from '../../../parts/url-state.ts';
import { RuleEditor, RuleSentence } from '../../../rule/index.ts';
import { capOf, capped } from '../../../rule/model/cap.ts';
import { plainText } from '../../../rule/say/pieces.ts';
import { usePreview } from '../../../rule/use-preview.ts';
import { useSpoken } from '../../../rule/use-vocabulary.ts';
import { ChangePanel } from './change-panel.tsx';
import { Conflict } from './conflict.tsx';
import { CountPanel } from './count-panel.tsx';
import { LimitFields } from './limit-fields.tsx';
import { PeoplePanel } from './people-panel.tsx';
import { isKey, SaveForm, useProposedKey } from './save-form.tsx';
import type { Working } from './work.ts';
import { type Reading, WrittenTab } from './written-tab.tsx';
import { staleBySegments } from '../stale.ts';
import './builder.css';

interface BuilderProps extends Working {
  /** The segment that is changed; null: a new one. */
  readonly saved: SegmentView | null;
  /** Its rule as it was when the page was opened. */
  readonly start: RuleJson;
  readonly onSaved: () => void;
}

const isOpenForm = (form: string): form is 'text' | 'json' => form === 'text' || form === 'json';

/** Builds a segment: conditions, text or JSON at the left, what it gives at the right. */
export function Builder({ work, change, discard, isChanged, wasKept, since, rebase, saved, start, onSaved }: BuilderProps) {
  const { t } = useTranslation('builder');
  const { sayer } = useSpoken();
  const may = useMay('definitions.write');
  const [form, setForm] = useUrlState('form', 'build');
  const [at, setAt] = useState('');
  const [readings, setReadings] = useState<Readonly<Record<'text' | 'json', Reading>>>({ text: 'read', json: 'read' });
  const { core, cap } = useMemo(() => capOf(work.rule), [work.rule]);
  const preview = usePreview(core, { at, funnel: true });
  const whole = usePreview(work.rule, { at, enabled: cap !== null });
  const { insight, run, isCounting } = preview;
  const countAgain = (): void => {
    preview.again();
    if (cap !== null) whole.again();
  };
  // A text that cannot be read is not the rule: what is saved is what is seen.
  const isFaulty = isOpenForm(form) && readings[form] === 'faulty';
  const isReady = insight.unfinished.length === 0 && insight.faults.length === 0 && !isFaulty;
  const setRule = (rule: RuleJson): void => change({ rule: capped(rule, cap) });
  const sample = isCounting ? undefined : (cap === null ? run : whole.run)?.preview?.sample;
  const words = plainText(sayer.sentence(work.rule));
  return (
    <>
      {wasKept && (
        <Alert
          type="info"
          showIcon
          title={t('draftKept')}
          action={
            <Popconfirm title={t('discardSure')} onConfirm={discard}>
              <Button size="small">{t('discard')}</Button>
            </Popconfirm>
          }
          style={{ marginBottom: 12 }}
        />
      )}
      <div className="builder">
        <div>
          <div className="builder-words">
            <RuleSentence rule={work.rule} />
            <CopyButton text={words} label={t('copySentence')} />
          </div>
          <Tabs
            activeKey={form}
            onChange={setForm}
            items={[
              {
                key: 'build',
                label: t('forms.build'),
                destroyOnHidden: true,
                children: (
                  <>
                    <RuleEditor value={core} onChange={setRule} insight={insight} />
                    <LimitFields cap={cap} onChange={(next) => change({ rule: capped(core, next) })} />
                  </>
                ),
              },
              ...(['text', 'json'] as const).map((key) => ({
                key,
                label: t(`forms.${key}`),
                children:
                  key === 'text' && insight.unfinished.length > 0 ? (
                    <Alert type="info" showIcon title={t('textUnfinished', { n: String(insight.unfinished.length) })} />
                  ) : (
                    <WrittenTab
                      form={key}
                      isShown={form === key}
                      rule={work.rule}
                      onChange={(rule) => change({ rule })}
                      onReading={(reading) => setReadings((before) => ({ ...before, [key]: reading }))}
                    />
                  ),
              })),
            ]}
          />
        </div>
        <div className="builder-side">
          <CountPanel preview={preview} limited={cap === null ? null : (whole.run?.preview?.count ?? null)} at={at} onAt={setAt} onAgain={countAgain} />
          {saved !== null && (
            <ChangePanel segment={saved.key} rule={work.rule} isSame={JSON.stringify(work.rule) === JSON.stringify(start)} isReady={isReady && !isCounting} />
          )}
          <PeoplePanel sample={sample} rule={work.rule} at={at} />
          {may && (
            <Saving
              work={work}
              change={change}
              discard={discard}
              isChanged={isChanged}
              saved={saved}
              since={since}
              rebase={rebase}
              isReady={isReady}
              isReading={Object.values(readings).includes('reading')}
              onSaved={onSaved}
            />
          )}
        </div>
      </div>
    </>
  );
}

type SavingProps = Pick<BuilderProps, 'work' | 'change' | 'discard' | 'isChanged' | 'since' | 'rebase' | 'saved' | 'onSaved'> & {
  readonly isReady: boolean;
  readonly isReading: boolean;
};

type Saved = Static<typeof SavedSegmentView>;

function Saving({ work, change, discard, isChanged, since, rebase, saved, isReady, isReading, onSaved }: SavingProps) {
  const { t } = useTranslation('builder');
  const { message } = App.useApp();
  const navigate = useNavigate();
  const workspace = useWorkspaceKey();
  const proposed = useProposedKey(work.name, saved === null);
  const key = saved?.key ?? (work.key === '' ? proposed : work.key);
  const body = { name: work.name.trim(), description: work.description, folder: work.folder, refresh: work.refresh, rule: work.rule };
  const [reason, setReason] = useState('');
  const save = useChange(
    (version: number | null) =>
      version === null
        ? api.post<Saved>('/api/v1/segments', { key, ...body })
        : api.put<Saved>(`/api/v1/segments/${encodeURIComponent(key)}`, body, { headers: { 'if-match': `"${version}"`, ...reasonHeaders(reason) } }),
    staleBySegments,
  );
  const submit = (version: number | null): void =>
    save.mutate(version, {
      onSuccess: ({ warnings }) => {
        onSaved();
        void message.success(warnings.length === 0 ? t('saved') : t('savedWarnings', { n: String(warnings.length) }));
        void navigate(`/w/${workspace}/segments/${encodeURIComponent(key)}`);
      },
      onError: (error) => {
        if (error.status !== 409 && error.status !== 412) void message.error(error.message);
      },
    });
  const mayStillSave = isReady && work.name.trim() !== '' && isKey(key) && (saved === null || isChanged);
  return (
    <>
      <SaveForm work={work} onChange={change} isSaved={saved !== null} keyFault={save.error?.status === 409 ? t('keyTaken') : null} />
      {saved !== null && <ReasonField value={reason} onChange={setReason} />}
      <Flex gap={8} wrap>
        <Button
          type="primary"
          disabled={!mayStillSave}
          loading={save.isPending || isReading}
          title={isReady ? '' : t('cannotSave')}
          onClick={() => submit(saved === null ? null : since)}
        >
          {t(saved === null ? 'save' : 'saveChange')}
        </Button>
        {isChanged && (
          <Popconfirm title={t('discardSure')} onConfirm={discard}>
            <Button>{t('discard')}</Button>
          </Popconfirm>
        )}
      </Flex>
      {save.error?.status === 412 && saved !== null && (
        <Conflict
          segment={saved.key}
          onClose={() => save.reset()}
          onOverwrite={submit}
          onTake={(theirs, version) => {
            change(theirs);
            rebase(version);
          }}
        />
      )}
    </>
  );
}
