import { customerWords, firstSettings, type WorkspaceDetail, type WorkspacePatch, type WorkspaceSettings } from '@danqing/contracts';
import { invalid, type OwnHoliday } from '#kernel';
import type { PostgresSession } from '#platform';
import { isTimezone } from '../timezone.ts';
import { readWorkspaceRow, type WorkspaceRow } from './workspace.store.ts';

/** Everything a workspace has set, with what holds where nobody said anything. The word for a customer follows the industry until it is said. */
function settingsOf({ settings }: Pick<WorkspaceRow, 'settings'>): WorkspaceSettings {
  const industry = settings.industry ?? null;
  return {
    industry,
    noun: settings.noun ?? (industry === null ? firstSettings.noun : customerWords[industry]),
    currency: settings.currency ?? firstSettings.currency,
    holidays: settings.holidays ?? firstSettings.holidays,
    limits: {
      exportRows: { ...firstSettings.limits.exportRows, ...settings.limits?.exportRows },
      sqlRows: { ...firstSettings.limits.sqlRows, ...settings.limits?.sqlRows },
      sqlSeconds: { ...firstSettings.limits.sqlSeconds, ...settings.limits?.sqlSeconds },
      revealsPerDay: settings.limits?.revealsPerDay ?? firstSettings.limits.revealsPerDay,
    },
  };
}

/** The settings of a workspace that was not removed; of any other, those that everybody begins with. */
export async function readSettings(pg: PostgresSession, workspace: number): Promise<WorkspaceSettings> {
  return settingsOf((await readWorkspaceRow(pg, workspace)) ?? { settings: {} });
}

/** The brand's own holidays by name: those of one name are the times of one holiday. */
export async function readOwnHolidays(pg: PostgresSession, workspace: number): Promise<ReadonlyMap<string, OwnHoliday>> {
  const { holidays } = await readSettings(pg, workspace);
  const byName = Map.groupBy(holidays.own, ({ name }) => name.trim());
  return new Map([...byName].map(([name, times]) => [name, { name, starts: times.map(({ from }) => from) }]));
}

export const workspaceDetail = (row: WorkspaceRow): WorkspaceDetail => {
  const { id, key, name, timezone, defaultRegion, isDemo, version, createdAt } = row;
  return { id, key, name, timezone, defaultRegion, isDemo, ...settingsOf(row), version, createdAt: createdAt.toISOString() };
};

/** The row as it is after a change; what cannot be is a DQ_INVALID fault that names all of it. */
export function changed(row: WorkspaceRow, patch: WorkspacePatch): WorkspaceRow {
  const errors = [
    ...(patch.timezone === undefined || isTimezone(patch.timezone)
      ? []
      : [{ path: '/timezone', code: 'DQ_FORMAT', message: 'must be an IANA time zone', suggestion: 'Asia/Shanghai' }]),
    ...(patch.currency === undefined || Intl.supportedValuesOf('currency').includes(patch.currency)
      ? []
      : [{ path: '/currency', code: 'DQ_FORMAT', message: 'must be a currency of ISO 4217', suggestion: 'CNY' }]),
    ...(patch.holidays?.own ?? []).flatMap(({ from, to }, index) =>
      from <= to ? [] : [{ path: `/holidays/own/${index}/to`, code: 'DQ_RANGE', message: 'must not lie before `from`' }],
    ),
  ];
  if (errors.length > 0) throw invalid('the workspace cannot be set like this', errors);
  const { name, timezone, defaultRegion, limits, ...settings } = patch;
  const said = row.settings.limits;
  return {
    ...row,
    name: name ?? row.name,
    timezone: timezone ?? row.timezone,
    defaultRegion: defaultRegion ?? row.defaultRegion,
    settings: {
      ...row.settings,
      ...settings,
      ...(limits === undefined
        ? {}
        : {
            limits: {
              exportRows: { ...said?.exportRows, ...limits.exportRows },
              sqlRows: { ...said?.sqlRows, ...limits.sqlRows },
              sqlSeconds: { ...said?.sqlSeconds, ...limits.sqlSeconds },
              revealsPerDay: limits.revealsPerDay ?? said?.revealsPerDay ?? firstSettings.limits.revealsPerDay,
            },
          }),
    },
  };
}
