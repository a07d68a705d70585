import { Flex, Tooltip } from 'antd';
import { useFormats } from '../../parts/format.ts';
import { usePunctuation } from '../../parts/punctuation.ts';

export interface Share {
  readonly key: string;
  readonly name: string;
  readonly size: number;
  readonly colour: string;
}

interface ShareBarProps {
  readonly shares: readonly Share[];
  readonly total: number;
  /** What the bar is of. */
  readonly label: string;
  readonly height?: number;
  readonly hasLegend?: boolean;
}

/** Everyone as one bar, each part as long as its share. */
export function ShareBar({ shares, total, label, height = 14, hasLegend = false }: ShareBarProps) {
  const formats = useFormats();
  const marks = usePunctuation();
  const textOf = ({ name, size }: Share): string => `${name} ${formats.number(size)}${marks.brackets(formats.percent(total === 0 ? 0 : size / total))}`;
  return (
    <div>
      <div
        role="img"
        aria-label={`${label}${marks.colon}${shares.map(textOf).join(marks.comma)}`}
        style={{ display: 'flex', gap: 1, height, borderRadius: 4, overflow: 'hidden', background: 'var(--ground)' }}
      >
        {shares.map((share) =>
          share.size === 0 ? null : (
            <Tooltip key={share.key} title={textOf(share)}>
              <div style={{ flex: `${share.size} 1 0`, minWidth: 2, background: share.colour }} />
            </Tooltip>
          ),
        )}
      </div>
      {hasLegend && (
        <Flex wrap gap="4px 16px" style={{ marginTop: 8 }}>
          {shares.map((share) => (
            <span key={share.key} style={{ fontSize: 13 }}>
              <Dot colour={share.colour} /> {share.name}{' '}
              <span style={{ color: 'var(--text-secondary)' }}>{formats.percent(total === 0 ? 0 : share.size / total)}</span>
            </span>
          ))}
        </Flex>
      )}
    </div>
  );
}

/** The colour of a part beside its name. */
export function Dot({ colour }: { readonly colour: string }) {
  return <span aria-hidden style={{ display: 'inline-block', width: 10, height: 10, borderRadius: 3, background: colour, border: '1px solid var(--line)' }} />;
}
