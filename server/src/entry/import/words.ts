import type { ImportDryRun, ImportReport } from '@danqing/contracts';

const count = (value: number): string => value.toLocaleString('en-US');
const line = (name: string, value: string): string => `  ${name.padEnd(24)} ${value.padStart(12)}`;
const shownRows = 10;

type Rows = Pick<ImportReport, 'rows' | 'used' | 'skipped' | 'rejectedCount' | 'rejected' | 'notNumbers'>;

const rowWords = ({ rows, used, skipped, rejectedCount, rejected, notNumbers }: Rows): readonly string[] => [
  line('rows', count(rows)),
  line('used', count(used)),
  ...Object.entries(skipped).map(([reason, rowCount]) => line(`skipped: ${reason}`, count(rowCount))),
  line('rejected', count(rejectedCount)),
  ...rejected.slice(0, shownRows).map(({ row, reason }) => `    row ${count(row)}: ${reason}`),
  ...(rejectedCount > shownRows ? [`    … and ${count(rejectedCount - shownRows)} more (--json shows the first 1,000)`] : []),
  ...Object.entries(notNumbers).map(
    ([column, found]) => `  ! ${column}: ${count(found.count)} values are no numbers and stay text (such as ${found.examples.join(', ')})`,
  ),
];

/** What an import did, for people. */
export function reportWords(report: ImportReport): string {
  const verdict = {
    done: `Imported ${report.fileName} into the source ${report.source}.`,
    failed: `The import failed: ${report.error?.message ?? 'the server log says why'} [${report.error?.code ?? 'DQ_INTERNAL'}]`,
    cancelled: 'The import was cancelled; events that had been written by then stay.',
    queued: 'The import waits.',
    running: 'The import is under way.',
  }[report.state];
  return [
    verdict,
    ...rowWords(report),
    line('events made', count(report.made)),
    line('  of them new', count(report.events)),
    line('  duplicates', count(report.duplicates)),
    ...(report.parked > 0 ? [line('  in quarantine', count(report.parked))] : []),
    ...(report.dropped > 0 ? [line('  dropped', count(report.dropped))] : []),
  ].join('\n');
}

/** What an import would do, and what the columns look like. */
export function dryRunWords(report: ImportDryRun): string {
  return [
    `Nothing was written. As ${report.format} the file has:`,
    ...rowWords(report),
    line('events it would make', count(report.made)),
    ...Object.entries(report.byEvent).map(([event, events]) => line(`  ${event}`, count(events))),
    '',
    'Columns',
    ...report.columns.map(
      ({ name, filled, type, distinct, examples }) =>
        `  ${name.padEnd(20)} ${type.padEnd(8)} ${`${(filled * 100).toFixed(1)} %`.padStart(8)} filled  ${count(distinct).padStart(9)} distinct  ${examples.slice(0, 3).join(' · ').slice(0, 60)}`,
    ),
    ...report.columns.flatMap(({ name, problems }) => problems.map((problem) => `  ! ${name}: ${problem}`)),
    '',
    'First events',
    ...report.firstEvents.slice(0, 3).map((event) => `  ${JSON.stringify(event).slice(0, 300)}`),
  ].join('\n');
}
