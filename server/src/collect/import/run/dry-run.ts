import type { ImportDryRun } from '@danqing/contracts';
import type { Moment } from '../plan/operators.ts';
import type { Row } from '../read/row.ts';
import { type PreparedImport, prepareImport, readMessages } from './events.ts';
import { dryRunSentences } from './dry-run-words.ts';
import { lookAtRows } from './look.ts';
import { peopleCount, type PeopleRules } from './people.ts';
import { createTally, type RowSinks, type Tally } from './tally.ts';

export interface DryRunOptions extends RowSinks {
  readonly workFolder: string;
  /** The rules of the workspace that the file is for. */
  readonly people?: PeopleRules;
  readonly onProgress?: (readBytes: number, tally: Tally) => void;
}

const shownEvents = 10;
const maxBytes = 128 * 1024 * 1024;

/** Reads the whole file as an import would, and reports what it found; nothing is written. Throws DQ_IMPORT_… faults. */
export async function dryRunImport(file: string, json: unknown, moment: Moment, options: DryRunOptions): Promise<ImportDryRun> {
  const prepared = await prepareImport(file, json, moment);
  const tally = createTally(options);
  const people = peopleCount(moment.at, options.people);
  const seen = lookAtRows(prepared.columns);
  const firstEvents: unknown[] = [];
  // A file whose groups do not fit into memory is read a second time; its rows are looked at once.
  let looked = 0;
  const look = ({ number, cells }: Row): void => {
    if (number <= looked) return;
    looked = number;
    seen.add(cells);
  };
  const read = {
    tally,
    folder: options.workFolder,
    maxBytes,
    findsCopies: true,
    onRow: look,
    onProgress: (bytes: number) => options.onProgress?.(bytes, tally),
  };
  for await (const messages of readMessages(prepared, read)) {
    for (const { message } of messages) {
      const event: unknown = JSON.parse(message);
      if (firstEvents.length < shownEvents) firstEvents.push(event);
      people.add(event);
    }
  }
  const report = {
    format: prepared.format,
    ...tallyReport(tally),
    byEvent: Object.fromEntries(tally.byEvent),
    firstEvents,
    columns: seen.looks.map((look, index) => {
      const name = prepared.columns[index] ?? '';
      return look.result(prepared.uses.get(name) ?? []);
    }),
    ...(await people.result()),
  };
  return { ...report, summary: [...dryRunSentences(report, prepared.mapping.entity !== undefined, zoneOf(prepared, moment))] };
}

/** The counts of a tally as a report has them. */
export const tallyReport = (tally: Tally) => ({
  rows: tally.rows,
  used: tally.used,
  skipped: Object.fromEntries(tally.skipped),
  rejectedCount: tally.rejectedCount,
  rejected: [...tally.rejected()],
  made: tally.made,
  notNumbers: Object.fromEntries(tally.notNumbers),
  noticed: Object.fromEntries(tally.noticed),
});

/** In which zone times are read that name none. */
const zoneOf = ({ mapping: { timestamp } }: PreparedImport, { zone }: Moment): string =>
  timestamp !== undefined && 'column' in timestamp ? (timestamp.zone ?? zone) : zone;
