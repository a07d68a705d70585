import { PlusOutlined, RedoOutlined, UndoOutlined } from '@ant-design/icons';
import type { RuleJson } from '@danqing/contracts';
import { Button, Flex, Popover } from 'antd';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Insight, noInsight } from '../insight.ts';
import { keyOf } from '../model/key.ts';
import { groupJson, groupOf, insertAt, moveTo, type Place, ruleAt } from '../model/tree.ts';
import { Palette } from '../palette/palette.tsx';
import { type EditorActions, EditorContext, type Shown } from './context.ts';
import { JoinChoice } from './join-choice.tsx';
import { PartList } from './parts.tsx';
import { useHistory } from './history.ts';
import '../rule.css';

export interface RuleEditorProps {
  readonly value: RuleJson;
  readonly onChange: (rule: RuleJson) => void;
  /** Counts, faults and warnings by place; without it the editor only edits. */
  readonly insight?: Insight;
  /** It stands inside a condition of another editor. */
  readonly isNested?: boolean;
  /** The rule is about accounts. */
  readonly isAccount?: boolean;
}

/** The rule as a group: a single condition, or a `not`, is shown as the only part of one, and given back alone while it is alone. */
const asGroup = (rule: RuleJson): RuleJson => (groupOf(rule) === null ? { all: [rule] } : rule);
const wholes = new WeakMap<RuleJson, RuleJson>();
function wholeOf(value: RuleJson): RuleJson {
  const known = wholes.get(value);
  if (known !== undefined) return known;
  const made = asGroup(value);
  wholes.set(value, made);
  return made;
}

interface Adding {
  readonly group: Place;
  readonly isExcluded: boolean;
}

/** Builds any rule: conditions as sentences, taken in and left out, in groups, by mouse and by keyboard. */
export function RuleEditor({ value, onChange, insight = noInsight, isNested = false, isAccount = false }: RuleEditorProps) {
  const { t } = useTranslation('rule');
  const frame = useRef<HTMLDivElement>(null);
  const [openKey, setOpenKey] = useState<number | null>(null);
  const [dragged, setDragged] = useState<Place | null>(null);
  const [adding, setAdding] = useState<Adding | null>(null);
  const toFocus = useRef<number | null>(undefined);
  const history = useHistory(value, onChange);
  const whole = wholeOf(value);

  const latest = useRef({ whole, value, history, dragged });
  useEffect(() => {
    latest.current = { whole, value, history, dragged };
  });
  useEffect(() => {
    if (toFocus.current === undefined) return;
    (frame.current?.querySelector<HTMLElement>(`[data-key="${toFocus.current}"]`) ?? frame.current)?.focus();
    toFocus.current = undefined;
  });

  const editor = useMemo<EditorActions>(() => {
    const act: EditorActions['act'] = (change, where) => {
      const { whole: now, value: given, history: steps } = latest.current;
      const next = change(now);
      if (next === null || next === now) return;
      const [only] = groupOf(given) === null ? (groupOf(next)?.of ?? []) : [];
      const isAlone = only !== undefined && groupOf(next)?.of.length === 1;
      const out = isAlone ? only : next;
      if (isAlone) wholes.set(out, next);
      latest.current = { ...latest.current, whole: next, value: out };
      steps.change(out, where ?? null);
    };
    return {
      act,
      open: setOpenKey,
      add: (group, isExcluded) => setAdding({ group, isExcluded }),
      drag: setDragged,
      drop: (group, index, isExcluded) => {
        const item = latest.current.dragged;
        setDragged(null);
        if (item !== null) act((rule) => dropped(rule, item, group, index, isExcluded));
      },
      focus: (key) => {
        toFocus.current = key;
      },
      nested: (rule, change, ofAccount = false) => <RuleEditor value={rule} onChange={change} isNested isAccount={ofAccount} />,
    };
  }, []);

  const put = (part: RuleJson): void => {
    if (adding === null) return;
    const { group, isExcluded } = adding;
    const excluded: RuleJson = isExcluded && !('not' in part) ? { not: part } : part;
    editor.act((rule) => insertAt(rule, group, Number.MAX_SAFE_INTEGER, excluded));
    setAdding(null);
    setOpenKey(keyOf(firstLeaf(part)));
  };

  const parts = groupOf(whole);
  if (parts === null) return null;
  const placed = parts.of.map((part, index) => ({ part, index }));
  const isSplit = parts.join === 'all';
  const included = isSplit ? placed.filter(({ part }) => !('not' in part)) : placed;
  const excluded = isSplit ? placed.filter(({ part }) => 'not' in part) : [];
  const shown: Shown = { openKey, dragged, isAccount };
  const at = insightFor(insight, whole !== value);
  const isEmpty = placed.length === 0;
  return (
    <EditorContext value={editor}>
      <div className="rule-editor" ref={frame} tabIndex={-1} onKeyDown={(event) => onUndoKey(event, history.undo, history.redo)}>
        <section className="rule-block" data-kind="include" aria-label={t('include')}>
          <div className="rule-block-head">
            <h3>{t('include')}</h3>
            {included.length > 1 || !isSplit ? <JoinChoice join={parts.join} place="" /> : <span className="rule-hint">{t('includeHint')}</span>}
            <Flex gap={4} style={{ marginLeft: 'auto' }}>
              <Button
                size="small"
                type="text"
                icon={<UndoOutlined />}
                aria-label={t('undo')}
                disabled={history.undo === null}
                onClick={() => history.undo?.()}
              />
              <Button
                size="small"
                type="text"
                icon={<RedoOutlined />}
                aria-label={t('redo')}
                disabled={history.redo === null}
                onClick={() => history.redo?.()}
              />
              {!isNested && <Shortcuts />}
            </Flex>
          </div>
          <PartList join={parts.join} place="" parts={included} shown={shown} insight={at} isExcluded={isSplit ? false : null} />
          {isEmpty && <p className="rule-hint">{isSplit ? t('everyone') : t('nobody')}</p>}
          <Button
            size={isNested ? 'small' : 'middle'}
            type={isEmpty && !isNested ? 'primary' : 'dashed'}
            icon={<PlusOutlined />}
            onClick={() => editor.add('', false)}
          >
            {t('add')}
          </Button>
        </section>
        {isSplit && (excluded.length > 0 || dragged !== null) && (
          <section className="rule-block" data-kind="exclude" aria-label={t('exclude')}>
            <div className="rule-block-head">
              <h3>{t('exclude')}</h3>
              <span className="rule-hint">{t('excludeHint')}</span>
            </div>
            <PartList join="all" place="" parts={excluded} shown={shown} insight={at} isExcluded />
          </section>
        )}
        {isSplit && (
          <Button size="small" type="text" icon={<PlusOutlined />} style={{ alignSelf: 'flex-start' }} onClick={() => editor.add('', true)}>
            {t('addExclusion')}
          </Button>
        )}
        <Palette isOpen={adding !== null} isAccount={isAccount} onPick={put} onClose={() => setAdding(null)} />
      </div>
    </EditorContext>
  );
}

/** Of a new group its first condition is opened. */
function firstLeaf(rule: RuleJson): RuleJson {
  const [first] = 'not' in rule ? [rule.not] : (groupOf(rule)?.of ?? []);
  return first === undefined ? rule : firstLeaf(first);
}

/** What is dropped into the block of those left out is left out from then on, and the other way round. */
function dropped(rule: RuleJson, item: Place, group: Place, index: number, isExcluded: boolean | null): RuleJson {
  const part = ruleAt(rule, item);
  if (part === undefined) return rule;
  const moved = moveTo(rule, item, group, index);
  if (isExcluded === null || 'not' in part === isExcluded) return moved;
  const turned: RuleJson = 'not' in part ? part.not : { not: part };
  const parts = groupOf(moved);
  return parts === null ? moved : groupJson({ join: parts.join, of: parts.of.map((one) => (one === part ? turned : one)) });
}

/** Places of a rule that stands alone begin one level higher. */
function insightFor(insight: Insight, isAlone: boolean): Insight {
  if (!isAlone) return insight;
  const lower = (place: Place): Place => `/all/0${place}`;
  return {
    ...insight,
    effects: new Map([...insight.effects].map(([place, effect]) => [lower(place), effect])),
    faults: insight.faults.map((fault) => ({ ...fault, path: lower(fault.path) })),
    warnings: insight.warnings.map((fault) => ({ ...fault, path: lower(fault.path) })),
    unfinished: insight.unfinished.map(lower),
  };
}

/** In a field the browser's own undo works on what was typed. */
function onUndoKey(event: KeyboardEvent, undo: (() => void) | null, redo: (() => void) | null): void {
  const isField = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement;
  if (isField || !(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'z') return;
  event.preventDefault();
  event.stopPropagation();
  if (event.shiftKey) redo?.();
  else undo?.();
}

function Shortcuts() {
  const { t } = useTranslation('rule');
  const list = t('shortcutList', { returnObjects: true });
  return (
    <Popover
      trigger="click"
      content={
        <ul style={{ margin: 0, paddingLeft: 18 }}>
          {Object.entries(list).map(([key, words]) => (
            <li key={key}>{words}</li>
          ))}
        </ul>
      }
    >
      <Button size="small" type="text">
        {t('shortcuts')}
      </Button>
    </Popover>
  );
}
