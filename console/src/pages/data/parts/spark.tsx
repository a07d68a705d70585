/** A line of daily counts in the size of a word. Days that are left out are none. */
export function Spark({
  days,
  label,
  length = 30,
}: {
  readonly days: readonly { readonly day: string; readonly events: number }[];
  readonly label: string;
  readonly length?: number;
}) {
  const counts = new Map(days.map(({ day, events }) => [day, events]));
  // A workspace's day may have begun before the one of UTC.
  const last = Math.max(Date.now(), ...days.map(({ day }) => Date.parse(day)));
  const values = Array.from({ length }, (_, index) => counts.get(new Date(last - (length - 1 - index) * 86_400_000).toISOString().slice(0, 10)) ?? 0);
  const most = Math.max(1, ...values);
  const width = 4;
  return (
    <svg role="img" aria-label={label} width={length * width} height={24} style={{ display: 'block' }}>
      {values.map((value, index) => {
        const height = value === 0 ? 1 : Math.max(2, (value / most) * 24);
        return <rect key={index} x={index * width} y={24 - height} width={width - 1} height={height} fill={value === 0 ? 'var(--line)' : 'var(--primary)'} />;
      })}
    </svg>
  );
}
