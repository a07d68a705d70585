import type { HomeFigure, HomeView } from '@danqing/contracts';
import { ArrowDownOutlined, ArrowUpOutlined } from '@ant-design/icons';
import { Card, Grid, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useWorkspaceKey } from '../../api/use-api.ts';
import { useFormats } from '../../parts/format.ts';

interface FigureProps {
  readonly figure: HomeFigure;
  readonly home: Pick<HomeView, 'currency'>;
}

/** How a figure compares with the period before, in words and a sign; colour only repeats it. */
function Change({ figure: { value, before, isGood, key } }: Pick<FigureProps, 'figure'>) {
  const { t } = useTranslation('home');
  const formats = useFormats();
  if (value === null) return <Typography.Text type="secondary">{t('noOrders')}</Typography.Text>;
  if (before === null) return isGood === 'more' ? <Typography.Text type="secondary">{t('noBefore')}</Typography.Text> : null;
  const change = before === 0 ? null : (value - before) / Math.abs(before);
  if (change === null) return <Typography.Text type="secondary">{t('noBefore')}</Typography.Text>;
  if (key === 'customers') return <Typography.Text type="secondary">{t('beforeTotal', { before: formats.number(before) })}</Typography.Text>;
  if (Math.abs(change) < 0.0005) return <Typography.Text type="secondary">{t('before', { change: t('same') })}</Typography.Text>;
  const isUp = change > 0;
  const isFine = isGood === 'neither' ? undefined : isUp === (isGood === 'more');
  const words = `${t(isUp ? 'up' : 'down')} ${formats.percent(Math.abs(change))}`;
  return (
    <span style={{ color: isFine === undefined ? 'var(--text-secondary)' : isFine ? 'var(--success)' : 'var(--danger)' }}>
      {isUp ? <ArrowUpOutlined aria-hidden /> : <ArrowDownOutlined aria-hidden />} {t('before', { change: words })}
    </span>
  );
}

function FigureCard({ figure, home }: FigureProps) {
  const { t } = useTranslation('home');
  const formats = useFormats();
  const workspace = useWorkspaceKey();
  const { key, value, unit, link, isGood } = figure;
  const text = value === null ? '–' : unit === 'money' ? formats.money(Math.round(value), home.currency).replace(/[.,]00(?!\d)/, '') : formats.number(value);
  const isBad = isGood === 'less' && value !== null && value > 0;
  const body = (
    <Card size="small" hoverable={link !== null} style={{ height: '100%' }}>
      <Typography.Text type="secondary">{t(`figures.${key}`)}</Typography.Text>
      <div style={{ fontSize: 26, fontWeight: 600, lineHeight: 1.5, fontVariantNumeric: 'tabular-nums', color: isBad ? 'var(--warning)' : 'var(--text)' }}>
        {text}
      </div>
      <div style={{ fontSize: 13, minHeight: 20 }}>
        <Change figure={figure} />
      </div>
    </Card>
  );
  return link === null ? body : <Link to={`/w/${workspace}/${link}`}>{body}</Link>;
}

export function Figures({ items, home }: { readonly items: readonly HomeFigure[]; readonly home: HomeView }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const [first] = items;
  const { sm } = Grid.useBreakpoint();
  // Two beside each other on a phone; of an odd number the first takes a row of its own.
  const leadSpan = sm === false && items.length % 2 === 1 ? { gridColumn: '1 / -1' } : {};
  return (
    <section>
      <div style={{ display: 'grid', gap: 12, gridTemplateColumns: 'repeat(auto-fit, minmax(min(150px, 100%), 1fr))' }}>
        {items.map((figure) => (
          <div key={figure.key} style={figure === first ? leadSpan : {}}>
            <FigureCard figure={figure} home={home} />
          </div>
        ))}
      </div>
      {first !== undefined && (
        <Typography.Text type="secondary" style={{ fontSize: 12 }}>
          {t('asOf', { time: formats.exactTime(first.asOf) })}
        </Typography.Text>
      )}
    </section>
  );
}
