/** A line of a few numbers, drawn at once; what it says stands in its label and beside it. */
export function Sparkline({ values, label }: { readonly values: readonly number[]; readonly label: string }) {
  const [width, height, pad] = [96, 28, 3];
  const low = Math.min(...values);
  const span = Math.max(...values) - low || 1;
  const points = values.map((value, index) => {
    const x = pad + (index / Math.max(1, values.length - 1)) * (width - 2 * pad);
    const y = height - pad - ((value - low) / span) * (height - 2 * pad);
    return [x, y] as const;
  });
  const [lastX = 0, lastY = 0] = points.at(-1) ?? [];
  return (
    <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label} style={{ flex: 'none' }}>
      <polyline points={points.map((point) => point.join(',')).join(' ')} fill="none" stroke="var(--primary)" strokeWidth={1.5} strokeLinejoin="round" />
      <circle cx={lastX} cy={lastY} r={2.5} fill="var(--primary)" />
    </svg>
  );
}
