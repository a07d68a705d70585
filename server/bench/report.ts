import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { type Figure, type Quantity, show } from './figure.ts';

const quantity = ({ value, unit }: Quantity): string => `${show(value)} ${unit}`;

export function tableOf(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => [
    figure.name,
    quantity(figure.measured),
    figure.reference === undefined ? '' : `${quantity(figure.reference)} (${figure.reference.what})`,
    figure.ratio === undefined ? '' : show(figure.ratio),
    figure.goals.map((goal) => goal.text).join('; '),
    figure.goals.length === 0 ? '' : figure.goals.every((goal) => goal.isMet) ? 'yes' : 'NO',
  ]);
  const header = ['figure', 'measured', 'reference', 'ratio', 'goal', 'met'];
  const widths = header.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  const notes = figures.flatMap((figure) => (figure.note === undefined ? [] : [`${figure.name}: ${figure.note}`]));
  return [line(header), line(widths.map((width) => '─'.repeat(width))), ...rows.map(line), ...notes].join('\n');
}

/** Writes bench-results/<bench>.json: the figures with the machine they were measured on. Returns the file. */
export function writeResults(folder: string, bench: string, figures: readonly Figure[]): string {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${bench}.json`);
  const machine = { cores: availableParallelism(), cpu: cpus()[0]?.model ?? 'unknown', memoryGb: Math.round(totalmem() / 2 ** 30), node: process.version };
  writeFileSync(file, `${JSON.stringify({ bench, measuredAt: new Date().toISOString(), machine, figures }, null, 2)}\n`);
  return file;
}
