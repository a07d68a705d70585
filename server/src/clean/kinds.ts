import type { IdentitySettings, KindSetting, SubjectSettings } from '@danqing/contracts';
import { accountKind, bareKind, isAccountKind, keyKind } from './account-kinds.ts';
import { defaultSettings } from './default-kinds.ts';
import { type Normalise, normalisers } from './normalisers.ts';
import { safePattern } from './safe-pattern.ts';

const dayMs = 86_400_000;

/** What identifiers of one kind may do in a workspace. */
export interface KindRule {
  /** 0 is the strongest. */
  readonly strength: number;
  /** Values that one profile may hold, ever; Infinity: as many as come. */
  readonly limit: number;
  /** At most `limit` values first seen within any `ms`. */
  readonly period: { readonly limit: number; readonly ms: number } | undefined;
  /** Whether two profiles that share a value become one. */
  readonly merges: boolean;
  /** A new value is somebody new, whatever it is named with: it is joined by merges only, so that each join can be undone. */
  readonly founds: boolean;
  /** Every value may be several people's: it stays on the event and identifies nobody. */
  readonly isShared: boolean;
  /** The form in which a value is kept and looked up; undefined: it identifies nobody. */
  readonly normalise: Normalise;
  /** The value as it stands says nothing. */
  readonly isBlocked: (text: string) => boolean;
}

/** How one workspace tells people apart, ready for use. */
export interface KindRules {
  ruleOf(kind: string): KindRule;
  /** Kinds, by name, of which a profile may hold any number at any time. */
  readonly unlimited: readonly string[];
  /** An identifier that was seen with more than `partners` values of one kind within `ms` is several people's. */
  readonly sharing: { readonly partners: number; readonly ms: number };
  /** Whether the configuration says something of the kind itself, or of its family. */
  names(kind: string): boolean;
  /** How the workspace tells accounts apart, by the same kinds with `account/` before them; of those rules they themselves. */
  readonly accounts: KindRules;
}

/** The setting that applies to a kind: its own, its family's (`openid:*`, which means plain `openid` too), or that of `*`. */
export function settingOf(kinds: readonly KindSetting[], kind: string): KindSetting | undefined {
  const family = `${kind.split(':', 1)[0] ?? kind}:*`;
  return [kind, family, '*'].map((name) => kinds.find((setting) => setting.kind === name)).find((setting) => setting !== undefined);
}

/** `settings` must have been checked: a pattern that is not safe blocks nothing here. */
export function compileKinds(settings: IdentitySettings): KindRules {
  const people = compileSubject(settings, undefined);
  const own = compileSubject(settings.accounts, keyKind);
  const accounts: KindRules = {
    ...own,
    ruleOf: (kind) => own.ruleOf(bareKind(kind)),
    names: (kind) => own.names(bareKind(kind)),
    unlimited: own.unlimited.map(accountKind),
    get accounts() {
      return accounts;
    },
  };
  return {
    ...people,
    ruleOf: (kind) => (isAccountKind(kind) ? accounts.ruleOf(kind) : people.ruleOf(kind)),
    unlimited: [...people.unlimited, ...accounts.unlimited],
    accounts,
  };
}

/** `founding`: the kind of which each value is somebody's own from the beginning. */
function compileSubject(settings: SubjectSettings, founding: string | undefined): Omit<KindRules, 'accounts'> {
  const known = new Map<string, KindRule>();
  const blockedEverywhere = blockerOf(settings.blockedValues, settings.blockedPatterns);
  const ruleOf = (kind: string): KindRule => {
    const setting = settingOf(settings.kinds, kind);
    if (setting === undefined) throw new Error('every configuration of identifiers has a setting for *');
    const { limit, period, merges, shared, normaliser, blockedValues, blockedPatterns } = setting;
    const blocked = blockerOf(blockedValues, blockedPatterns);
    // A key is what the account is kept by: whatever it reads like, it names that account.
    const founds = kind === founding;
    const isBlocked = (text: string): boolean => !founds && (blockedEverywhere(text) || blocked(text));
    const shape = normalisers[normaliser] ?? normalisers['text'];
    return {
      strength: settings.kinds.indexOf(setting),
      limit: limit ?? Number.POSITIVE_INFINITY,
      period: period === null ? undefined : { limit: period.limit, ms: period.days * dayMs },
      merges: merges && !shared,
      founds,
      isShared: shared,
      isBlocked,
      normalise: (text, region) => {
        if (isBlocked(text)) return undefined;
        const normal = shape?.(text, region);
        return normal === undefined || (normal !== text && isBlocked(normal)) ? undefined : normal;
      },
    };
  };
  return {
    unlimited: settings.kinds.filter(({ limit, period }) => limit === null && period === null).map(({ kind }) => kind),
    sharing: { partners: settings.sharing.partners, ms: settings.sharing.days * dayMs },
    names: (kind) => settingOf(settings.kinds, kind)?.kind !== '*',
    ruleOf: (kind) => {
      const found = known.get(kind);
      if (found !== undefined) return found;
      const rule = ruleOf(kind);
      // Kinds come from outside: somebody who invents them must not fill the memory.
      if (known.size < mostKinds) known.set(kind, rule);
      return rule;
    },
  };
}

const mostKinds = 10_000;

function blockerOf(values: readonly string[], patterns: readonly string[]): (text: string) => boolean {
  const blocked = new Set(values.map((value) => value.toLowerCase()));
  const shapes = patterns.flatMap((pattern) => {
    const shape = safePattern(pattern);
    return typeof shape === 'string' ? [] : [shape];
  });
  if (blocked.size === 0 && shapes.length === 0) return () => false;
  return (text) => blocked.has(text.toLowerCase()) || shapes.some((shape) => shape.test(text));
}

export const defaultKinds: KindRules = compileKinds(defaultSettings);
