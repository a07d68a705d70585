import type { IdentitySettings, IdentitySettingsInput, KindSetting } from '@danqing/contracts';
import { defaultSettings, safePattern, settingOf } from '#clean';
import { type FaultDetail, invalid } from '#kernel';

const kindName = /^(?:\*|[a-z][a-z0-9_]*(?::(?:\*|[\w.-]{1,64}))?)$/;

type KindInput = NonNullable<IdentitySettingsInput['kinds']>[number];

/** A whole configuration of what was given over the defaults. Throws DQ_INVALID with everything that is wrong, each with its place. */
export function settingsFrom(input: IdentitySettingsInput): IdentitySettings {
  const named = input.kinds?.map(filled) ?? defaultSettings.kinds;
  const settings: IdentitySettings = {
    kinds: withUnnamed(named),
    sharing: { ...defaultSettings.sharing, ...input.sharing },
    blockedValues: input.blockedValues ?? defaultSettings.blockedValues,
    blockedPatterns: input.blockedPatterns ?? defaultSettings.blockedPatterns,
  };
  const faults = [...named.flatMap((setting, place) => faultsOf(setting, place, named)), ...patternFaults(settings.blockedPatterns, '/blockedPatterns')];
  if (!named.some(({ kind }) => kind === '*'))
    faults.push({ path: '/kinds', code: 'DQ_REQUIRED', message: 'must say with the kind * how strong kinds are that nobody named' });
  if (faults.length > 0) throw invalid('this is no configuration of identifiers', faults);
  return settings;
}

/** Kinds that were not named keep their defaults and their order: just before `*` those that are stronger by default, at the end the others. */
function withUnnamed(named: readonly KindSetting[]): KindSetting[] {
  const isNamed = (kind: string): boolean => named.some((setting) => setting.kind === kind);
  const others = defaultSettings.kinds.findIndex(({ kind }) => kind === '*');
  const [stronger, weaker] = [defaultSettings.kinds.slice(0, others), defaultSettings.kinds.slice(others + 1)].map((kinds) =>
    kinds.filter(({ kind }) => !isNamed(kind)),
  );
  const place = named.findIndex(({ kind }) => kind === '*');
  return [...named.slice(0, Math.max(0, place)), ...(stronger ?? []), ...named.slice(Math.max(0, place)), ...(weaker ?? [])];
}

function filled({ kind, ...given }: KindInput): KindSetting {
  const base = settingOf(defaultSettings.kinds, kind);
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
