/** Shares day by day as a line in the size of a word; days without data leave a gap. The scale begins at half, or lower where it must. */
export function ShareSpark({ values, label }: { readonly values: readonly (number | null)[]; readonly label: string }) {
  const [width, height] = [96, 24];
  const known = values.filter((value) => value !== null);
  if (known.length === 0) return <span aria-hidden>—</span>;
  const least = Math.min(0.5, ...known);
  const x = (index: number): number => (values.length < 2 ? width / 2 : 2 + (index / (values.length - 1)) * (width - 4));
  const y = (value: number): number => 2 + (1 - (value - least) / Math.max(1 - least, 1e-9)) * (height - 4);
  const runs = values.reduce<string[][]>(
    (all, value, index) => {
      if (value === null) return [...all, []];
      all.at(-1)?.push(`${x(index).toFixed(1)},${y(value).toFixed(1)}`);
      return all;
    },
    [[]],
  );
  return (
    <svg role="img" aria-label={label} width={width} height={height} style={{ display: 'block' }}>
      {runs
        .filter((run) => run.length > 0)
        .map((run) =>
          run.length === 1 ? (
            <circle key={run[0]} cx={run[0]?.split(',')[0]} cy={run[0]?.split(',')[1]} r={1.5} fill="var(--primary)" />
          ) : (
            <polyline key={run[0]} points={run.join(' ')} fill="none" stroke="var(--primary)" strokeWidth={1.5} />
          ),
        )}
    </svg>
  );
}
