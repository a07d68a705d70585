import { type ProfileSort, quickKeys, quickRules, type QuickView, type RuleJson, type SavedView } from '@danqing/contracts';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import { useSearchParams } from 'react-router';

/** What a list of customers shows. */
export interface Shown {
  /** null: everybody. */
  readonly rule: RuleJson | null;
  readonly columns: readonly string[];
  readonly sort: ProfileSort;
}

/** A view that the list begins with, before anything is changed. */
type Base = { readonly kind: 'quick'; readonly key: QuickView['key'] } | { readonly kind: 'saved'; readonly view: SavedView };

export interface ListState extends Shown {
  readonly base: Base;
  /** Differs from its view. */
  readonly isChanged: boolean;
  /** The address names a view that is not there. */
  readonly isGone: boolean;
  /** How the address names the view: `view`'s value. */
  readonly name: string;
  /** `closes`: what is open beside the list closes with it; two changes of the address in one go would lose the first. */
  readonly change: (change: Partial<Shown>, closes?: boolean) => void;
  readonly revert: () => void;
  readonly open: (name: string) => void;
}

const everybody = 'all';
const own = ['rule', 'columns', 'sort'] as const;

/** JSON of the address; what somebody mistyped counts as not there. */
function jsonIn(text: string | null): unknown {
  if (text === null) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const isRule = (value: unknown): value is RuleJson => typeof value === 'object' && value !== null && !Array.isArray(value);
const areNames = (value: unknown): value is string[] => Array.isArray(value) && value.length > 0 && value.every((name) => typeof name === 'string');

const sortText = ({ by, order }: ProfileSort): string => `${order === 'desc' ? '-' : ''}${by}`;
const sortOf = (text: string): ProfileSort => (text.startsWith('-') ? { by: text.slice(1), order: 'desc' } : { by: text, order: 'asc' });

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

const quickRule = (key: QuickView['key']): RuleJson | null => (key === 'everyone' ? null : quickRules[key]);

const baseOf = (name: string, views: readonly SavedView[]): Base | undefined => {
  const view = views.find(({ id }) => String(id) === name);
  if (view !== undefined) return { kind: 'saved', view };
  const found = quickKeys.find((key) => key === name);
  return found === undefined ? undefined : { kind: 'quick', key: found };
};

/** What the list shows: the view that the address names, with what the address says besides. */
export function useListState(views: readonly SavedView[], usualColumns: readonly string[]): ListState {
  const [parameters, setParameters] = useSearchParams();
  const asked = parameters.get('view');
  const first = views.find(({ isDefault }) => isDefault);
  const name = asked ?? (first === undefined ? 'everyone' : String(first.id));
  const base = useMemo(() => baseOf(name, views) ?? ({ kind: 'quick', key: 'everyone' } as const), [name, views]);
  const saved = useMemo(
    (): Shown =>
      base.kind === 'saved'
        ? base.view
        : { rule: quickRule(base.key), columns: usualColumns, sort: { by: base.key === 'new' ? 'firstSeenAt' : 'lastSeenAt', order: 'desc' } },
    [base, usualColumns],
  );
  const [ruleText, columnsText, sorted] = own.map((field) => parameters.get(field));
  const shown = useMemo((): Shown => {
    const [rule, columns] = [jsonIn(ruleText ?? null), jsonIn(columnsText ?? null)];
    return {
      rule: ruleText === everybody ? null : isRule(rule) ? rule : saved.rule,
      columns: areNames(columns) ? columns : saved.columns,
      sort: sorted === null || sorted === undefined ? saved.sort : sortOf(sorted),
    };
  }, [ruleText, columnsText, sorted, saved]);
  // What was asked for last, also before the address shows it.
  const latest = useRef(shown);
  useEffect(() => {
    latest.current = shown;
  }, [shown]);
  const change = useCallback(
    (wanted: Partial<Shown>, closes = false): void => {
      const next = { ...latest.current, ...wanted };
      latest.current = next;
      const texts: Readonly<Record<(typeof own)[number], string | null>> = {
        rule: same(next.rule, saved.rule) ? null : next.rule === null ? everybody : JSON.stringify(next.rule),
        columns: same(next.columns, saved.columns) ? null : JSON.stringify(next.columns),
        sort: same(next.sort, saved.sort) ? null : sortText(next.sort),
      };
      setParameters(() => {
        // As in useUrlState: the address, not what was last drawn from it.
        const after = new URLSearchParams(window.location.search);
        if (closes) after.delete('panel');
        for (const field of own) {
          const text = texts[field];
          if (text === null) after.delete(field);
          else after.set(field, text);
        }
        return after;
      });
    },
    [saved, setParameters],
  );
  const open = useCallback((view: string): void => setParameters(new URLSearchParams({ view })), [setParameters]);
  const isChanged = !same(shown.rule, saved.rule) || !same(shown.columns, saved.columns) || !same(shown.sort, saved.sort);
  return {
    ...shown,
    base,
    name,
    isChanged,
    isGone: asked !== null && baseOf(asked, views) === undefined,
    change,
    revert: () => open(name),
    open,
  };
}
