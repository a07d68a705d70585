import type { TagDependencies, TagView } from '@danqing/contracts';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useWorkspaceKey } from '../../../api/use-api.ts';

type Relative = TagDependencies['usedBy'][number];

interface Box {
  readonly key: string;
  readonly kind: string;
  readonly name: string;
  readonly to?: string;
  readonly isDirect: boolean;
}

interface PictureProps {
  readonly tag: TagView;
  readonly data: readonly { readonly kind: string; readonly key: string; readonly name: string }[];
  readonly uses: readonly Relative[];
  readonly usedBy: readonly Relative[];
}

const width = 172;
const height = 40;
const gap = 12;
const between = 64;
/** More would be read in the lists below. */
const mostBoxes = 12;

const yOf = (index: number, count: number, tallest: number): number => ((tallest - count) * (height + gap)) / 2 + index * (height + gap);
const shorten = (text: string): string => (Array.from(text).length > 13 ? `${Array.from(text).slice(0, 12).join('')}…` : text);

/** From the data on the left, through what the tag names, to what names it on the right. */
export function LineagePicture({ tag, data, uses, usedBy }: PictureProps) {
  const { t } = useTranslation('tags');
  const workspace = useWorkspaceKey();
  const boxOf = ({ kind, key, name, isDirect }: Relative): Box => ({
    key: `${kind} ${key}`,
    kind: t(`lineage.${kind}`),
    name,
    to: `/w/${workspace}/${kind}s/${encodeURIComponent(key)}`,
    isDirect,
  });
  const self = { key: 'self', kind: t('lineage.self'), name: tag.name, isDirect: true };
  const columns: readonly (readonly Box[])[] = [
    data.slice(0, mostBoxes).map((each) => ({ ...each, isDirect: uses.length === 0 })),
    uses.slice(0, mostBoxes).map(boxOf),
    [self],
    usedBy.slice(0, mostBoxes).map(boxOf),
  ].filter((column) => column.length > 0);
  const tallest = Math.max(...columns.map((column) => column.length));
  const at = columns.findIndex((column) => column[0] === self);
  const [wide, tall] = [columns.length * (width + between) - between, tallest * (height + gap) - gap];
  const label = t('lineage.label', { name: tag.name, uses: data.length + uses.length, usedBy: usedBy.length });
  const selfY = yOf(0, 1, tallest) + height / 2;
  return (
    <div role="region" aria-label={t('lineage.picture')} tabIndex={0} style={{ overflowX: 'auto' }}>
      <svg
        role="img"
        aria-label={label}
        viewBox={`-1 -1 ${wide + 2} ${tall + 2}`}
        width={wide + 2}
        height={tall + 2}
        style={{ maxWidth: 'none', display: 'block', margin: '0 auto' }}
      >
        {columns.map((column, place) =>
          place === at
            ? null
            : column.map((box, index) => {
                const y = yOf(index, column.length, tallest) + height / 2;
                const x = place * (width + between);
                const [from, to] = place < at ? [x + width, at * (width + between)] : [at * (width + between) + width, x];
                const [fromY, toY] = place < at ? [y, selfY] : [selfY, y];
                const bend = Math.min(between, (to - from) / 2);
                return (
                  <path
                    key={box.key}
                    d={`M ${from} ${fromY} C ${from + bend} ${fromY}, ${to - bend} ${toY}, ${to} ${toY}`}
                    fill="none"
                    stroke="var(--primary)"
                    strokeOpacity={box.isDirect ? 0.7 : 0.3}
                    strokeDasharray={box.isDirect ? undefined : '4 4'}
                  />
                );
              }),
        )}
        {columns.map((column, place) =>
          column.map((box, index) => (
            <BoxShape key={box.key} box={box} isSelf={place === at} x={place * (width + between)} y={yOf(index, column.length, tallest)} />
          )),
        )}
      </svg>
    </div>
  );
}

function BoxShape({ box, isSelf, x, y }: { readonly box: Box; readonly isSelf: boolean; readonly x: number; readonly y: number }) {
  const navigate = useNavigate();
  const { to } = box;
  return (
    <g transform={`translate(${x} ${y})`} {...(to !== undefined && { onClick: () => void navigate(to), style: { cursor: 'pointer' } })}>
      <title>{`${box.kind} · ${box.name}`}</title>
      <rect width={width} height={height} rx={6} fill={isSelf ? 'var(--selected)' : 'var(--surface)'} stroke={isSelf ? 'var(--primary)' : 'var(--line)'} />
      <text x={10} y={15} fontSize={11} fill="var(--text-secondary)">
        {box.kind}
      </text>
      <text x={10} y={31} fontSize={13} fill="var(--text)">
        {shorten(box.name)}
      </text>
    </g>
  );
}
