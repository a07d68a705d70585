import type { IdentityGraph } from '@danqing/contracts';
import { Alert, Flex, Typography } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../../../api/use-api.ts';
import { useFieldNames } from '../../../../parts/field-names.ts';
import { Awaited } from '../awaited.tsx';
import { Section } from '../section.tsx';
import { type Line, pictureOf, type Point } from './graph-layout.ts';

const longest = 14;
const short = (text: string): string => (text.length > longest ? `${text.slice(0, 6)}…${text.slice(-5)}` : text);
const dashOf = (kind: string): string | undefined => (kind === 'refused' ? '5 4' : kind === 'manual' || kind === 'linked' ? '2 3' : undefined);

/** Identifiers as dots, what joins them as lines. */
export function Graph({ id }: { readonly id: number }) {
  const { t } = useTranslation('customer');
  const names = useFieldNames();
  const graph = useApi<IdentityGraph>(`/api/v1/profiles/${id}/identity/graph`);
  return (
    <Section id="graph" title={t('identity.picture')}>
      <Typography.Paragraph type="secondary">{t('identity.pictureLead')}</Typography.Paragraph>
      <Awaited query={graph} rows={6}>
        {(data) => (
          <>
            {data.bridges.slice(0, 3).map(({ identifier, parts }) => (
              <Alert
                key={`${identifier.kind}=${identifier.value}`}
                type="warning"
                showIcon
                title={t('identity.bridges', { name: `${names.kind(identifier.kind)} ${identifier.value}`, n: parts.length })}
                style={{ marginBottom: 8 }}
              />
            ))}
            <Picture graph={data} />
            <Legend />
            <Edges graph={data} />
          </>
        )}
      </Awaited>
    </Section>
  );
}

/** On a narrow screen the middle of the picture is what one sees first. */
function toMiddle(frame: HTMLElement | null): void {
  if (frame !== null) frame.scrollLeft = (frame.scrollWidth - frame.clientWidth) / 2;
}

function Picture({ graph }: { readonly graph: IdentityGraph }) {
  const { t } = useTranslation('customer');
  const picture = useMemo(() => pictureOf(graph), [graph]);
  const at = new Map(picture.points.map((point) => [point.id, point]));
  if (picture.points.length === 0) return <Typography.Text type="secondary">{t('identifiers.none')}</Typography.Text>;
  return (
    <div style={{ overflowX: 'auto' }} tabIndex={0} role="region" aria-label={t('identity.picture')} ref={toMiddle}>
      <svg
        viewBox={`0 0 ${picture.width} ${picture.height}`}
        role="img"
        aria-label={t('identity.pictureLabel', { n: graph.nodes.length, m: graph.edges.length })}
        style={{ display: 'block', width: '100%', minWidth: Math.min(picture.width, 640), maxWidth: picture.width, margin: '0 auto' }}
      >
        {picture.lines.map((line) => (
          <Join key={`${line.from}\n${line.to}\n${line.kind}`} line={line} from={at.get(line.from)} to={at.get(line.to)} />
        ))}
        {picture.points.map((point) => (
          <Dot key={point.id} point={point} />
        ))}
      </svg>
    </div>
  );
}

function Join({ line, from, to }: { readonly line: Line; readonly from: Point | undefined; readonly to: Point | undefined }) {
  if (from === undefined || to === undefined) return null;
  const isRefused = line.kind === 'refused';
  return (
    <line
      x1={from.x}
      y1={from.y}
      x2={to.x}
      y2={to.y}
      stroke={isRefused ? 'var(--danger)' : 'var(--text-secondary)'}
      strokeWidth="1.5"
      strokeDasharray={dashOf(line.kind)}
    />
  );
}

function Dot({ point: { kind, value, count, isOthers, x, y } }: { readonly point: Point }) {
  const { t } = useTranslation('customer');
  const names = useFieldNames();
  const title =
    isOthers && kind === 'profile'
      ? t('identity.otherCustomer', { id: value ?? '' })
      : count > 1
        ? t('identity.bundle', { kind: names.kind(kind), n: count })
        : names.kind(kind);
  return (
    <g>
      <title>{`${title} ${value ?? ''}`}</title>
      <circle
        cx={x}
        cy={y}
        r={count > 1 ? 14 : 9}
        fill={isOthers ? 'var(--surface)' : 'var(--primary)'}
        stroke={isOthers ? 'var(--danger)' : 'var(--primary)'}
        strokeWidth="2"
      />
      <text x={x} y={y + 24} textAnchor="middle" fontSize="11" fill="var(--text)" stroke="var(--surface)" strokeWidth="3" paintOrder="stroke">
        {title}
      </text>
      {value !== undefined && !(isOthers && kind === 'profile') && (
        <text x={x} y={y + 38} textAnchor="middle" fontSize="11" fill="var(--text-secondary)" stroke="var(--surface)" strokeWidth="3" paintOrder="stroke">
          {short(value)}
        </text>
      )}
    </g>
  );
}

function Legend() {
  const { t } = useTranslation('customer');
  const lines = [
    { key: 'together', words: t('identity.legend.together') },
    { key: 'manual', words: t('identity.legend.manual') },
    { key: 'refused', words: t('identity.legend.refused') },
  ];
  return (
    <Flex gap={16} wrap style={{ margin: '8px 0' }}>
      {lines.map(({ key, words }) => (
        <Flex key={key} gap={6} align="center">
          <svg width="28" height="8" aria-hidden="true">
            <line
              x1="0"
              y1="4"
              x2="28"
              y2="4"
              stroke={key === 'refused' ? 'var(--danger)' : 'var(--text-secondary)'}
              strokeWidth="2"
              strokeDasharray={dashOf(key)}
            />
          </svg>
          <span className="profile-quiet">{words}</span>
        </Flex>
      ))}
    </Flex>
  );
}

const mostEdges = 200;

/** The same as text. */
function Edges({ graph: { edges, nodes } }: { readonly graph: IdentityGraph }) {
  const { t } = useTranslation('customer');
  const names = useFieldNames();
  const wordsOf = new Map(
    nodes.map(({ id, kind, value, isOthers }) => [
      id,
      isOthers && kind === 'profile' ? t('identity.otherCustomer', { id: value }) : `${names.kind(kind)} ${value}`,
    ]),
  );
  const kindWords = (kind: string): string =>
    kind === 'refused' ? t('identity.legend.refused') : kind === 'manual' || kind === 'linked' ? t('identity.legend.manual') : t('identity.legend.together');
  return (
    <details>
      <summary style={{ cursor: 'pointer', color: 'var(--primary)' }}>{t('identity.edges', { n: edges.length })}</summary>
      <ul className="profile-lines" style={{ marginTop: 8 }}>
        {edges.slice(0, mostEdges).map(({ from, to, kind }) => (
          <li key={`${from}\n${to}\n${kind}`}>
            {wordsOf.get(from) ?? from} — {wordsOf.get(to) ?? to} <span className="profile-quiet">{kindWords(kind)}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
