import type { StageJson } from '@danqing/contracts';
import { useTranslation } from 'react-i18next';

const width = 112;
const height = 38;
const gap = 56;

/** Stages in a row with an arrow for each allowed move: forward above, back below. */
export function StagePicture({ stages }: { readonly stages: readonly StageJson[] }) {
  const { t } = useTranslation('tag-editor');
  const named = stages.filter(({ stage }) => stage.trim() !== '');
  if (named.length < 2) return null;
  const place = (name: string): number => named.findIndex(({ stage }) => stage === name);
  const moves = named.flatMap(({ stage, to }, from) =>
    (to ?? named.map((each) => each.stage))
      .map((target) => ({ from, to: place(target), words: `${stage} → ${target}` }))
      .filter((move) => move.to >= 0 && move.to !== from),
  );
  const farthest = Math.max(1, ...moves.map(({ from, to }) => Math.abs(from - to)));
  const reach = 18 + farthest * 14;
  const wide = named.length * (width + gap) - gap;
  const x = (index: number): number => index * (width + gap) + width / 2;
  return (
    <div>
      <div style={{ fontWeight: 500, marginBottom: 6 }}>{t('lifecycle.picture')}</div>
      <div role="region" aria-label={t('lifecycle.picture')} tabIndex={0} style={{ overflowX: 'auto' }}>
        <svg
          role="img"
          aria-label={t('lifecycle.pictureLabel', { moves: moves.map(({ words }) => words).join(', ') })}
          viewBox={`-1 ${-reach} ${wide + 2} ${height + reach * 2}`}
          width={wide + 2}
          height={height + reach * 2}
          style={{ display: 'block' }}
        >
          <defs>
            <marker id="tag-stage-arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">
              <path d="M 0 0 L 8 4 L 0 8 z" fill="var(--primary)" />
            </marker>
          </defs>
          {moves.map(({ from, to, words }) => {
            const isForward = to > from;
            const edge = isForward ? 0 : height;
            const far = isForward ? -(10 + (to - from) * 14) * 1.3 : height + (10 + (from - to) * 14) * 1.3;
            const shift = isForward ? 10 : -10;
            return (
              <path
                key={words}
                d={`M ${x(from) + shift} ${edge} C ${x(from) + shift} ${far}, ${x(to) - shift} ${far}, ${x(to) - shift} ${edge}`}
                fill="none"
                stroke="var(--primary)"
                strokeOpacity={0.7}
                markerEnd="url(#tag-stage-arrow)"
              >
                <title>{words}</title>
              </path>
            );
          })}
          {named.map(({ stage }, index) => (
            // oxlint-disable-next-line react/no-array-index-key -- two stages may bear one name while they are renamed
            <g key={index} transform={`translate(${index * (width + gap)} 0)`}>
              <rect width={width} height={height} rx={6} fill="var(--surface)" stroke="var(--line)" />
              <text x={width / 2} y={24} textAnchor="middle" fontSize={13} fill="var(--text)">
                {Array.from(stage).length > 8 ? `${Array.from(stage).slice(0, 7).join('')}…` : stage}
              </text>
            </g>
          ))}
        </svg>
      </div>
    </div>
  );
}
