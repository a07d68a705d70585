import type { OverlapView } from '@danqing/contracts';
import { useFormats } from '../../../parts/format.ts';
import { distanceOf } from './venn.ts';

interface VennProps {
  readonly overlap: OverlapView;
  readonly names: readonly string[];
  readonly label: string;
}

const colours = ['var(--primary)', '#d5652b', '#2f9e77'] as const;
const [width, height] = [420, 240];

/** How many are in exactly these sets. */
const exactly = ({ exclusive }: OverlapView, places: readonly number[]): number =>
  exclusive.find(({ of }) => of.length === places.length && of.every((place) => places.includes(place)))?.count ?? 0;

interface Circle {
  readonly x: number;
  readonly y: number;
  readonly r: number;
}
interface Label {
  readonly x: number;
  readonly y: number;
  readonly places: readonly number[];
}

/** Two circles whose areas, and what they share, are true to scale. */
function pairOf({ shared }: OverlapView): { readonly circles: readonly Circle[]; readonly labels: readonly Label[] } {
  const [a, b, both] = [shared[0]?.[0] ?? 0, shared[1]?.[1] ?? 0, shared[0]?.[1] ?? 0];
  const [r, s, apart] = [Math.sqrt(a / Math.PI), Math.sqrt(b / Math.PI), distanceOf(a, b, both)];
  const [left, right] = [Math.min(-r, apart - s), Math.max(r, apart + s)];
  const scale = Math.min((width - 40) / Math.max(right - left, 1e-9), (height - 60) / Math.max(2 * r, 2 * s, 1e-9));
  const at = (x: number): number => (width - (right - left) * scale) / 2 + (x - left) * scale;
  const middle = height / 2;
  const [lensLeft, lensRight] = [Math.max(-r, apart - s), Math.min(r, apart + s)];
  return {
    circles: [
      { x: at(0), y: middle, r: r * scale },
      { x: at(apart), y: middle, r: s * scale },
    ],
    labels: [
      { x: at((-r + Math.min(r, apart - s)) / 2), y: middle, places: [0] },
      { x: at((lensLeft + lensRight) / 2), y: middle, places: [0, 1] },
      { x: at((Math.max(r, apart - s) + apart + s) / 2), y: middle, places: [1] },
    ],
  };
}

/** Three circles in a triangle: what each region holds is written there, areas are no measure. */
const triple: { readonly circles: readonly Circle[]; readonly labels: readonly Label[] } = {
  circles: [
    { x: 165, y: 95, r: 80 },
    { x: 255, y: 95, r: 80 },
    { x: 210, y: 155, r: 80 },
  ],
  labels: [
    { x: 120, y: 75, places: [0] },
    { x: 300, y: 75, places: [1] },
    { x: 210, y: 210, places: [2] },
    { x: 210, y: 60, places: [0, 1] },
    { x: 155, y: 145, places: [0, 2] },
    { x: 265, y: 145, places: [1, 2] },
    { x: 210, y: 112, places: [0, 1, 2] },
  ],
};

/** Circles for two or three sets. Whoever does not see it finds the same numbers in the table beside it. */
export function VennPicture({ overlap, names, label }: VennProps) {
  const formats = useFormats();
  const { circles, labels } = names.length === 2 ? pairOf(overlap) : triple;
  return (
    <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label} style={{ width: '100%', maxWidth: 480 }}>
      {circles.map(({ x, y, r }, place) => (
        <circle key={place} cx={x} cy={y} r={r} fill={colours[place]} fillOpacity={0.18} stroke={colours[place]} strokeWidth={2} />
      ))}
      {labels.map(({ x, y, places }) => {
        const count = exactly(overlap, places);
        return count === 0 && names.length === 2 ? null : (
          <text key={places.join()} x={x} y={y} textAnchor="middle" dominantBaseline="middle" fontSize={14} fontWeight={600} fill="var(--text)">
            {formats.number(count)}
          </text>
        );
      })}
    </svg>
  );
}

/** Which circle is which. */
export function VennLegend({ names }: { readonly names: readonly string[] }) {
  return (
    <ul style={{ margin: 0, padding: 0 }}>
      {names.map((name, place) => (
        <li key={name} style={{ listStyle: 'none', display: 'flex', gap: 6, alignItems: 'baseline' }}>
          <span aria-hidden style={{ flex: 'none', width: 10, height: 10, borderRadius: 5, background: colours[place] }} />
          <span style={{ overflowWrap: 'anywhere' }}>{name}</span>
        </li>
      ))}
    </ul>
  );
}
