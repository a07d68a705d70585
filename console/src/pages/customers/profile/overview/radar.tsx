import type { Dimension } from '@danqing/contracts';

const size = 200;
const middle = size / 2;
const reach = 66;
const rings = [0.25, 0.5, 0.75, 1];

const point = (index: number, count: number, share: number): readonly [number, number] => {
  const angle = (2 * Math.PI * index) / count - Math.PI / 2;
  return [middle + reach * share * Math.cos(angle), middle + reach * share * Math.sin(angle)];
};
const path = (shares: readonly number[]): string =>
  shares
    .map((share, index) =>
      point(index, shares.length, share)
        .map((one) => one.toFixed(1))
        .join(','),
    )
    .join(' ');

/** How much is known by dimension; one colour, the figures stand beside it. */
export function Radar({
  dimensions,
  nameOf,
  label,
}: {
  readonly dimensions: readonly Dimension[];
  readonly nameOf: (key: Dimension['key']) => string;
  readonly label: string;
}) {
  return (
    <svg viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} style={{ width: '100%', maxWidth: 240, display: 'block', margin: '0 auto' }}>
      {rings.map((ring) => (
        <polygon key={ring} points={path(dimensions.map(() => ring))} fill="none" stroke="var(--line)" />
      ))}
      {dimensions.map(({ key }, index) => {
        const [x, y] = point(index, dimensions.length, 1);
        const [labelX, labelY] = point(index, dimensions.length, 1.24);
        return (
          <g key={key}>
            <line x1={middle} y1={middle} x2={x} y2={y} stroke="var(--line)" />
            <text x={labelX} y={labelY} textAnchor="middle" dominantBaseline="middle" fontSize="12" fill="var(--text-secondary)">
              {nameOf(key)}
            </text>
          </g>
        );
      })}
      <polygon points={path(dimensions.map(({ coverage }) => coverage))} fill="var(--primary)" fillOpacity="0.25" stroke="var(--primary)" strokeWidth="2" />
      {dimensions.map(({ key, coverage }, index) => {
        const [x, y] = point(index, dimensions.length, coverage);
        return <circle key={key} cx={x} cy={y} r="3" fill="var(--primary)" />;
      })}
    </svg>
  );
}
