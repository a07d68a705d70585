import type { MendPreview, MendStep } from '@danqing/contracts';
import { cleanItem, type RawEvent } from '#clean';
import type { ClickHouse } from '#platform';
import { countQuarantine, type QuarantineFilter, readQuarantine } from '../quarantine.read.ts';
import { placeInLog } from '#kernel';
import { type Again, type AgainDeps, eventsAgain } from './again.ts';
import { mendEvent } from './mend.ts';
import { offenceOf } from './offence.ts';

export interface PreviewDeps extends AgainDeps {
  readonly clickhouse: ClickHouse;
}

/** Real rows that a preview shows. */
const shown = 20;

const textOf = ({ raw }: RawEvent): string => JSON.stringify(raw) ?? 'null';

/** What steps would make of some of the events that a filter selects. Changes nothing; whether one repeats another message only the run itself can tell. */
export async function previewMend(deps: PreviewDeps, workspace: number, filter: QuarantineFilter, steps: readonly MendStep[]): Promise<MendPreview> {
  const [total, rows] = await Promise.all([
    countQuarantine(deps.clickhouse, workspace, filter),
    readQuarantine(deps.clickhouse, workspace, filter, { afterPosition: 0, afterIndex: -1, limit: shown }),
  ]);
  const items = eventsAgain(rows, workspace, deps).map((again) => previewOne(again, steps));
  return { total, passing: items.filter(({ outcome }) => outcome === 'passed').length, items };
}

function previewOne({ row, raw, origin }: Again, steps: readonly MendStep[]): MendPreview['items'][number] {
  const mended = mendEvent(raw, steps, row.receivedAt);
  const head = {
    id: placeInLog(row.position, row.index),
    receivedAt: new Date(row.receivedAt).toISOString(),
    raw: textOf(raw),
    offence: offenceOf(row.reason, row.detail, raw.raw),
  };
  if (mended.kind === 'discarded') return { ...head, mended: { raw: '' }, outcome: 'dropped', reason: 'discarded', detail: '' };
  const outcome = cleanItem(mended.raw, origin);
  const after = { ...head, mended: { raw: textOf(mended.raw) } };
  switch (outcome.kind) {
    case 'pass':
      return { ...after, outcome: 'passed', reason: '', detail: '' };
    case 'drop':
      return { ...after, outcome: 'dropped', reason: outcome.reason, detail: '' };
    case 'park':
      return { ...after, outcome: 'parked', reason: outcome.reason, detail: outcome.detail };
  }
}
