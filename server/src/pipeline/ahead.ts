import { setImmediate as rest } from 'node:timers/promises';
import type { LogRecord } from '#platform';
import type { SliceLook } from './debug/slice-look.ts';
import { type Admitted, admitting, type SliceDeps } from './admit.ts';

/** A slice of the log that is ready to be written. */
interface Prepared {
  readonly records: readonly LogRecord[];
  readonly admitted: Admitted;
}

type Deps = Pick<SliceDeps, 'sources' | 'kinds' | 'plans' | 'inbound' | 'cleaning'>;

/** What a record was read by: whoever reads it by something else must read it anew. */
const readBy = ({ sources, kinds, plans, inbound, cleaning }: Deps, records: readonly LogRecord[]): readonly unknown[] =>
  [...new Set(records.map(({ sourceId }) => sourceId))].flatMap((id) => {
    const source = sources.byId(id);
    return [
      source,
      source === undefined ? undefined : kinds.of(source.workspace),
      source && plans?.of(source.workspace),
      source && cleaning?.rulesOf(source),
      inbound?.hookOf(id),
      source && inbound?.enrichOf?.(source.workspace),
    ];
  });

/** The next slice, decoded, cleaned and written out while the engines are at the one before. */
export interface Ahead {
  /** Begins; nothing is begun where there are no records. */
  begin(from: number, records: readonly LogRecord[]): void;
  /** The slice that begins there; undefined where another one was begun, or none, or it failed, or a source or the rules have changed since. */
  take(from: number): Promise<Prepared | undefined>;
}

export function createAhead(deps: SliceDeps, beginLook: () => SliceLook | undefined): Ahead {
  let begun:
    | { readonly from: number; readonly records: readonly LogRecord[]; readonly by: readonly unknown[]; readonly admitted: Promise<Admitted | undefined> }
    | undefined;
  const admitInPieces = async (records: readonly LogRecord[]): Promise<Admitted> => {
    const work = admitting(records, deps, beginLook());
    for (;;) {
      // The slice before goes on as soon as an engine has answered: it is waited for, this one is not.
      await rest();
      const step = work.next();
      if (step.done === true) return step.value;
    }
  };
  return {
    begin: (from, records) => {
      if (records.length === 0) return;
      // What fails here fails again, and is told, when it is the slice's turn.
      begun = { from, records, by: readBy(deps, records), admitted: admitInPieces(records).catch(() => undefined) };
    },
    take: async (from) => {
      if (begun === undefined) return undefined;
      const { from: place, records, by, admitted: work } = begun;
      begun = undefined;
      const admitted = await work;
      if (place !== from || admitted === undefined) return undefined;
      const now = readBy(deps, records);
      return by.every((value, index) => value === now[index]) ? { records, admitted } : undefined;
    },
  };
}
