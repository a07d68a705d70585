import type { HomeBlock, HomeSegment } from '@danqing/contracts';
import { Card, Flex, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useWorkspaceKey } from '../../api/use-api.ts';
import { useFormats } from '../../parts/format.ts';
import { Sparkline } from './sparkline.tsx';
import { LinkButton } from '../../parts/link-button.tsx';

function Moved({ segment: { name, key, count, before, days } }: { readonly segment: HomeSegment }) {
  const { t } = useTranslation('home');
  const formats = useFormats();
  const workspace = useWorkspaceKey();
  const change = count - before;
  const share = before === 0 ? '' : ` (${change > 0 ? '+' : ''}${formats.percent(change / before)})`;
  return (
    <li style={{ listStyle: 'none', padding: '8px 0', borderTop: '1px solid var(--line)' }}>
      <Flex gap={12} align="center" justify="space-between">
        <div style={{ minWidth: 0, flex: 1 }}>
          <Link to={`/w/${workspace}/segments/${encodeURIComponent(key)}`} style={{ overflowWrap: 'anywhere' }}>
            {name}
          </Link>
          <div style={{ fontSize: 13, color: 'var(--text-secondary)' }}>
            {change === 0 ? t('same') : `${change > 0 ? '+' : '−'}${formats.number(Math.abs(change))}${share}`}
          </div>
        </div>
        <Sparkline values={days} label={t('trend', { name, from: formats.number(before), to: formats.number(count) })} />
        <strong style={{ minWidth: 64, textAlign: 'right', fontVariantNumeric: 'tabular-nums' }}>{formats.number(count)}</strong>
      </Flex>
    </li>
  );
}

export function SegmentsBlock({ block }: { readonly block: Extract<HomeBlock, { kind: 'segments' }> }) {
  const { t } = useTranslation('home');
  const { t: common } = useTranslation();
  const formats = useFormats();
  const workspace = useWorkspaceKey();
  return (
    <Card size="small" title={t('segments')} extra={<Typography.Text type="secondary">{t('segmentsLead')}</Typography.Text>} style={{ height: '100%' }}>
      {block.items.length === 0 ? (
        <Flex vertical gap={8} align="flex-start">
          <Typography.Text type="secondary">{t('segmentsEmpty')}</Typography.Text>
          <LinkButton to={`/w/${workspace}/packs`} size="small">
            {t('toPacks')}
          </LinkButton>
        </Flex>
      ) : (
        <ul style={{ margin: '-8px 0 0', padding: 0 }}>
          {block.items.map((segment) => (
            <Moved key={segment.key} segment={segment} />
          ))}
        </ul>
      )}
      <Typography.Text type="secondary" style={{ fontSize: 12, display: 'block', marginTop: 8 }}>
        {common('asOf', { time: formats.exactTime(block.asOf) })}
      </Typography.Text>
    </Card>
  );
}
