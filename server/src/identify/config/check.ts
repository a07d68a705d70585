import type { IdentitySettings, IdentitySettingsInput, KindSetting } from '@danqing/contracts';
import { defaultSettings, safePattern, settingOf } from '#clean';
import { type FaultDetail, invalid } from '#kernel';

const kindName = /^(?:\*|[a-z][a-z0-9_]*(?::(?:\*|[\w.-]{1,64}))?)$/;

type KindInput = NonNullable<IdentitySettingsInput['kinds']>[number];

/** A whole configuration of what was given over the defaults. Throws DQ_INVALID with everything that is wrong, each with its place. */
export function settingsFrom(input: IdentitySettingsInput): IdentitySettings {
  const settings: IdentitySettings = {
    kinds: input.kinds?.map(filled) ?? defaultSettings.kinds,
    sharing: { ...defaultSettings.sharing, ...input.sharing },
    blockedValues: input.blockedValues ?? defaultSettings.blockedValues,
    blockedPatterns: input.blockedPatterns ?? defaultSettings.blockedPatterns,
  };
  const faults = [
    ...settings.kinds.flatMap((setting, place) => faultsOf(setting, place, settings.kinds)),
    ...patternFaults(settings.blockedPatterns, '/blockedPatterns'),
  ];
  if (!settings.kinds.some(({ kind }) => kind === '*'))
    faults.push({ path: '/kinds', code: 'DQ_REQUIRED', message: 'must say with the kind * how strong kinds are that nobody named' });
  if (faults.length > 0) throw invalid('this is no configuration of identifiers', faults);
  return settings;
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
