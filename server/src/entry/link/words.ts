import type { LinkageConfig } from '@danqing/contracts';
import type { Linkage, Proposal } from '#identify';

const count = (value: number): string => value.toLocaleString('en-US');
const percent = (value: number): string => `${(100 * value).toFixed(2)} %`;

/** What `danqing link` says at the end. */
export function linkWords(linkage: Linkage, config: LinkageConfig, proposal: Proposal | undefined, rejected: number, out: string): string {
  const { places, comparedPairs, clusters, thresholds } = linkage;
  const linked = clusters.reduce((sum, group) => sum + group.length, 0);
  const proposed = [
    'Proposed configuration (save it as JSON, change it, and give it with --config):',
    compactJson(config),
    ...(proposal?.leftOut ?? []).map(({ column, why }) => `left out ${column}: ${why}`),
    '',
  ];
  const table = thresholds.map(
    ({ probability, pairs, precision, recall }) =>
      `  ${String(probability).padEnd(8)} ${count(pairs).padStart(12)} ${percent(precision).padStart(12)} ${percent(recall).padStart(12)}`,
  );
  return [
    ...(proposal === undefined ? [] : proposed),
    `${count(places.count)} records, ${count(comparedPairs)} pairs compared: ${count(linked)} records are in ${count(clusters.length)} clusters of two and more.`,
    ...(rejected === 0 ? [] : [`${count(rejected)} rows could not be read and are in no cluster.`]),
    ...(comparedPairs === 0
      ? ['No two records share a value by which they could be brought together to be compared.']
      : [
          'By the model itself, linking from a probability on:',
          `  ${'from'.padEnd(8)} ${'pairs'.padStart(12)} ${'precision'.padStart(12)} ${'recall'.padStart(12)}`,
          ...table,
        ]),
    ...unsureWords(linkage),
    `written to ${out}`,
  ].join('\n');
}

/** JSON with a line for each comparison and each rule. */
const compactJson = (config: LinkageConfig): string => {
  const list = (items: readonly unknown[]): string => items.map((item) => `    ${JSON.stringify(item)}`).join(',\n');
  const { comparisons, blocking = [], ...rest } = config;
  const others = Object.entries(rest).map(([name, value]) => `,\n  ${JSON.stringify(name)}: ${JSON.stringify(value)}`);
  return `{\n  "comparisons": [\n${list(comparisons)}\n  ],\n  "blocking": [\n${list(blocking)}\n  ]${others.join('')}\n}`;
};

/** The pairs next to the threshold, each with its bits by comparison. */
function unsureWords({ leastSure, places }: Linkage): readonly string[] {
  if (leastSure.length === 0) return [];
  const placeOf = (id: number): string => `${(places.files[id] ?? 0) + 1}-${places.rows[id]}`;
  const signed = (bits: number): string => `${bits >= 0 ? '+' : ''}${bits.toFixed(1)}`;
  const lines = leastSure.map(({ l, r, steps }) => {
    const last = steps.at(-1)?.probability ?? 0;
    return `  ${placeOf(l)} and ${placeOf(r)}, ${percent(last)}: ${steps.map(({ comparison, label, bits }) => `${comparison === '' ? label : `${comparison} ${label}`} ${signed(bits)}`).join(', ')}`;
  });
  return ['The least sure of these links, with the bits that each comparison gave:', ...lines];
}
