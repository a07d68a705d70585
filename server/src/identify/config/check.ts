import { isDeepStrictEqual } from 'node:util';
import type { IdentitySettings, IdentitySettingsInput, KindSetting, SubjectSettings, SubjectSettingsInput } from '@danqing/contracts';
import { defaultSettings, keyKind, safePattern, settingOf } from '#clean';
import { type FaultDetail, invalid } from '#kernel';

const kindName = /^(?:\*|[a-z][a-z0-9_]*(?::(?:\*|[\w.-]{1,64}))?)$/;

type KindInput = NonNullable<SubjectSettingsInput['kinds']>[number];

/** A whole configuration of what was given over the defaults. Throws DQ_INVALID with everything that is wrong, each with its place. */
export function settingsFrom(input: IdentitySettingsInput): IdentitySettings {
  const people = subjectFrom(input, defaultSettings, '');
  const accounts = subjectFrom(input.accounts ?? {}, defaultSettings.accounts, '/accounts');
  const faults = [...people.faults, ...accounts.faults, ...keyFaults(input.accounts)];
  if (faults.length > 0) throw invalid('this is no configuration of identifiers', faults);
  return { ...people.settings, accounts: { ...accounts.settings, kinds: keyFirst(accounts.settings.kinds) } };
}

/** What is said of people, or of accounts, over its defaults. `path`: where that stands. */
function subjectFrom(
  input: SubjectSettingsInput,
  { kinds: usual, ...defaults }: SubjectSettings,
  path: string,
): { readonly settings: SubjectSettings; readonly faults: readonly FaultDetail[] } {
  const named = input.kinds?.map((kind) => filled(kind, usual)) ?? usual;
  const settings: SubjectSettings = {
    kinds: withUnnamed(named, usual),
    sharing: { ...defaults.sharing, ...input.sharing },
    blockedValues: input.blockedValues ?? defaults.blockedValues,
    blockedPatterns: input.blockedPatterns ?? defaults.blockedPatterns,
  };
  const faults = [...named.flatMap((setting, place) => faultsOf(setting, place, named)), ...patternFaults(settings.blockedPatterns, '/blockedPatterns')];
  if (!named.some(({ kind }) => kind === '*'))
    faults.push({ path: '/kinds', code: 'DQ_REQUIRED', message: 'must say with the kind * how strong kinds are that nobody named' });
  return { settings, faults: faults.map((fault) => ({ ...fault, path: `${path}${fault.path}` })) };
}

/** The key of accounts is always the strongest of their kinds: what is said of an account is kept under it. */
const keyFirst = (kinds: readonly KindSetting[]): KindSetting[] => [
  ...kinds.filter(({ kind }) => kind === keyKind),
  ...kinds.filter(({ kind }) => kind !== keyKind),
];

/** Of the key only its limit can be said otherwise. */
function keyFaults(accounts: SubjectSettingsInput | undefined): readonly FaultDetail[] {
  const place = accounts?.kinds?.findIndex(({ kind }) => kind === keyKind) ?? -1;
  const { kind: _kind, limit: _limit, ...others } = accounts?.kinds?.[place] ?? { kind: keyKind };
  const usual: Readonly<Record<string, unknown>> = settingOf(defaultSettings.accounts.kinds, keyKind) ?? {};
  return Object.entries(others)
    .filter(([name, value]) => !isDeepStrictEqual(value, usual[name]))
    .map(([name]) => ({ path: `/accounts/kinds/${place}/${name}`, code: 'DQ_INVALID', message: 'of the key of accounts only the limit can be set' }));
}

/** Kinds that were not named keep their defaults and their order: just before `*` those that are stronger by default, at the end the others. */
function withUnnamed(named: readonly KindSetting[], usual: readonly KindSetting[]): KindSetting[] {
  const isNamed = (kind: string): boolean => named.some((setting) => setting.kind === kind);
  const others = usual.findIndex(({ kind }) => kind === '*');
  const [stronger, weaker] = [usual.slice(0, others), usual.slice(others + 1)].map((kinds) => kinds.filter(({ kind }) => !isNamed(kind)));
  const place = named.findIndex(({ kind }) => kind === '*');
  return [...named.slice(0, Math.max(0, place)), ...(stronger ?? []), ...named.slice(Math.max(0, place)), ...(weaker ?? [])];
}

function filled({ kind, ...given }: KindInput, usual: readonly KindSetting[]): KindSetting {
  const base = settingOf(usual, kind);
  if (base === undefined) throw new Error('the defaults have a setting for *');
  return { ...base, ...given, kind };
}

function faultsOf(setting: KindSetting, place: number, all: readonly KindSetting[]): readonly FaultDetail[] {
  const path = `/kinds/${place}`;
  const { kind, limit, period, merges, shared } = setting;
  const faults: FaultDetail[] = [...patternFaults(setting.blockedPatterns, `${path}/blockedPatterns`)];
  const add = (name: string, code: string, message: string, suggestion?: string): void => {
    faults.push({ path: `${path}/${name}`, code, message, ...(suggestion === undefined ? {} : { suggestion }) });
  };
  if (!kindName.test(kind))
    add('kind', 'DQ_INVALID', 'is a name in small letters, digits and _, may go on with :app or :*, or is * alone', suggestedName(kind));
  if (all.findIndex((other) => other.kind === kind) < place) add('kind', 'DQ_CONFLICT', `${kind} stands here twice; its first place says how strong it is`);
  if (shared && merges && kind === '*') add('shared', 'DQ_INVALID', 'kinds that nobody named cannot all be shared: an event with no other would be nobody’s');
  if (period !== null && limit !== null && period.limit > limit)
    add('period/limit', 'DQ_INVALID', `can stand at most ${limit} times on a profile ever, so a limit of ${period.limit} in ${period.days} days says nothing`);
  return faults;
}

const suggestedName = (kind: string): string | undefined => {
  const name = kind
    .trim()
    .toLowerCase()
    .replaceAll(/[\s-]+/g, '_');
  return kindName.test(name) ? name : undefined;
};

function patternFaults(patterns: readonly string[], path: string): FaultDetail[] {
  return patterns.flatMap((pattern, place) => {
    const checked = safePattern(pattern);
    return typeof checked === 'string' ? [{ path: `${path}/${place}`, code: 'DQ_PATTERN', message: checked }] : [];
  });
}
