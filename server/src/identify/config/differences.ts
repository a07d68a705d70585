import { isDeepStrictEqual } from 'node:util';
import type { IdentityConfigView, IdentitySettings, SubjectSettings } from '@danqing/contracts';
import { defaultSettings, settingOf } from '#clean';

type Difference = IdentityConfigView['differences'][number];

const escaped = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');

/** What a configuration says otherwise than the defaults: field by field, each kind against what would apply to it by default, then their order; accounts likewise. */
export const differencesOf = (settings: IdentitySettings): readonly Difference[] => [
  ...subjectDifferences(settings, defaultSettings, ''),
  ...subjectDifferences(settings.accounts, defaultSettings.accounts, '/accounts'),
];

function subjectDifferences(settings: SubjectSettings, defaults: SubjectSettings, at: string): readonly Difference[] {
  const found: Difference[] = [];
  const compare = (path: string, usual: unknown, value: unknown): void => {
    if (!isDeepStrictEqual(usual, value)) found.push({ path: `${at}${path}`, default: usual, value });
  };
  for (const setting of settings.kinds) {
    const { kind, ...fields } = setting;
    const usual: Readonly<Record<string, unknown>> = settingOf(defaults.kinds, kind) ?? {};
    for (const [name, value] of Object.entries(fields)) compare(`/kinds/${escaped(kind)}/${name}`, usual[name], value);
  }
  compare(
    '/kinds',
    defaults.kinds.map(({ kind }) => kind),
    settings.kinds.map(({ kind }) => kind),
  );
  compare('/sharing', defaults.sharing, settings.sharing);
  compare('/blockedValues', defaults.blockedValues, settings.blockedValues);
  compare('/blockedPatterns', defaults.blockedPatterns, settings.blockedPatterns);
  return found;
}
