import { isDeepStrictEqual } from 'node:util';
import type { IdentityConfigView, IdentitySettings } from '@danqing/contracts';
import { defaultSettings, settingOf } from '#clean';

type Difference = IdentityConfigView['differences'][number];

const escaped = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');

/** What a configuration says otherwise than the defaults: field by field, each kind against what would apply to it by default, then their order. */
export function differencesOf(settings: IdentitySettings): readonly Difference[] {
  const found: Difference[] = [];
  const compare = (path: string, usual: unknown, value: unknown): void => {
    if (!isDeepStrictEqual(usual, value)) found.push({ path, default: usual, value });
  };
  for (const setting of settings.kinds) {
    const { kind, ...fields } = setting;
    const usual: Readonly<Record<string, unknown>> = settingOf(defaultSettings.kinds, kind) ?? {};
    for (const [name, value] of Object.entries(fields)) compare(`/kinds/${escaped(kind)}/${name}`, usual[name], value);
  }
  compare(
    '/kinds',
    defaultSettings.kinds.map(({ kind }) => kind),
    settings.kinds.map(({ kind }) => kind),
  );
  compare('/sharing', defaultSettings.sharing, settings.sharing);
  compare('/blockedValues', defaultSettings.blockedValues, settings.blockedValues);
  compare('/blockedPatterns', defaultSettings.blockedPatterns, settings.blockedPatterns);
  return found;
}
