import { Flex, Typography } from 'antd';
import { useFormats } from '../../parts/format.ts';

/** What was counted by name, the commonest first. */
export function Counts({
  title,
  counts,
  word,
}: {
  readonly title: string;
  readonly counts: Readonly<Record<string, number>>;
  readonly word: (name: string) => string;
}) {
  const formats = useFormats();
  const entries = Object.entries(counts).sort(([, a], [, b]) => b - a);
  if (entries.length === 0) return null;
  return (
    <div>
      <Typography.Text strong>{title}</Typography.Text>
      {entries.slice(0, 20).map(([name, count]) => (
        <Flex key={name} justify="space-between" gap={16} style={{ maxWidth: 420, borderTop: '1px solid var(--line)', padding: '6px 0' }}>
          <span style={{ wordBreak: 'break-word' }}>{word(name)}</span>
          <span style={{ fontVariantNumeric: 'tabular-nums' }}>{formats.number(count)}</span>
        </Flex>
      ))}
    </div>
  );
}
