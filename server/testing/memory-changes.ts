import type { ChangeLog } from '#evaluate';

/** A log of changed profiles of one workspace for tests that put rows straight into ClickHouse. */
export function memoryChanges(workspace: number): ChangeLog & { add(profiles: readonly number[], merged?: readonly number[]): void } {
  const rows: { readonly profiles: readonly number[]; readonly merged: readonly number[] }[] = [];
  return {
    heads: () => Promise.resolve(new Map(rows.length === 0 ? [] : [[workspace, rows.length]])),
    read: (_workspace, after, upTo) => {
      const taken = rows.slice(after, upTo);
      return Promise.resolve({
        profiles: new Set(taken.flatMap(({ profiles }) => profiles)),
        merged: new Set(taken.flatMap(({ merged }) => merged)),
        events: new Set<string>(),
        hasIdentity: true,
      });
    },
    forget: () => Promise.resolve(),
    add: (profiles, merged = []) => {
      rows.push({ profiles: [...profiles, ...merged], merged });
    },
  };
}
