import type { SchemeMovement } from '@danqing/contracts';
import type { ChartOption } from '../../../design/chart.tsx';

interface Words {
  /** Of the groups, in their order. */
  readonly keys: readonly string[];
  readonly nameOf: (key: string) => string;
  readonly colourOf: (key: string) => string;
  readonly newcomersName: string;
  /** Of the theme: by itself the chart writes black with a white rim. */
  readonly textColour: string;
  readonly number: (value: number) => string;
}

/** Both sides have the same groups; a mark that is not shown tells them apart. */
const marks = ['\u200B', '\u200C'] as const;

/** A picture of who went where: groups before on the left, groups after on the right. */
export function sankeyOf(cells: SchemeMovement['cells'], { keys, nameOf, colourOf, newcomersName, number, textColour }: Words): ChartOption {
  const leftOf = (from: string | null): string => `${from === null ? newcomersName : nameOf(from)}${marks[0]}`;
  const rightOf = (to: string): string => `${nameOf(to)}${marks[1]}`;
  const nodes = new Map<string, string>();
  // From top to bottom in the order in which the groups are shown.
  const inOrder = (key: string | null): number => (key === null ? keys.length + 1 : key === '' ? keys.length : keys.indexOf(key));
  for (const from of new Set(cells.map((cell) => cell.from).toSorted((a, b) => inOrder(a) - inOrder(b)))) nodes.set(leftOf(from), colourOf(from ?? ''));
  for (const to of new Set(cells.map((cell) => cell.to).toSorted((a, b) => inOrder(a) - inOrder(b)))) nodes.set(rightOf(to), colourOf(to));
  const plain = (name: string): string => name.replaceAll(/[\u200B\u200C]/g, '');
  return {
    tooltip: {
      trigger: 'item',
      formatter: (given) => {
        const [point] = Array.isArray(given) ? given : [given];
        if (point === undefined) return '';
        const text = plain(point.name).replace(' > ', ' → ');
        return `${escaped(text)}<br>${number(Number(point.value))}`;
      },
    },
    series: [
      {
        type: 'sankey',
        left: 8,
        right: 8,
        // The labels of the later moment stand on its left: beside the picture they would be cut.
        levels: [
          { depth: 0, label: { position: 'right' } },
          { depth: 1, label: { position: 'left' } },
        ],
        top: 8,
        bottom: 8,
        nodeGap: 14,
        layoutIterations: 0,
        data: [...nodes].map(([name, color]) => ({ name, itemStyle: { color, borderColor: color } })),
        links: cells.map(({ from, to, count }) => ({ source: leftOf(from), target: rightOf(to), value: count })),
        lineStyle: { color: 'gradient', opacity: 0.35 },
        label: { color: textColour, textBorderWidth: 0, formatter: ({ name }) => plain(name) },
      },
    ],
  };
}

/** Names are people's own: as text, never as markup. */
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
