import { CheckCircleFilled, CloseCircleOutlined } from '@ant-design/icons';
import type { Reach as ReachView } from '@danqing/contracts';
import { Flex, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../../../parts/format.ts';
import { Awaited } from '../awaited.tsx';
import { Section } from '../section.tsx';
import { useSummary } from '../use-profile-data.ts';

type Obstacle = ReachView['obstacles'][number];

/** By each channel: may and can a message go out, and what exactly stands in its way. */
export function Reach({ id }: { readonly id: number }) {
  const { t } = useTranslation('customer');
  const summary = useSummary(id);
  return (
    <Section id="reach" title={t('reach.title')}>
      <Awaited query={summary} rows={5}>
        {({ reach }) => (
          <>
            <Typography.Paragraph type="secondary">
              {t('reach.lead', { purpose: reach.purpose === 'marketing' ? t('reach.marketing') : reach.purpose })}
            </Typography.Paragraph>
            <ul className="profile-lines">
              {reach.channels.map((channel) => (
                <Channel key={channel.channel} channel={channel} days={reach.days} />
              ))}
            </ul>
            <p className="profile-quiet" style={{ margin: '12px 0 0', fontSize: 12 }}>
              {t('reach.counted')}
            </p>
          </>
        )}
      </Awaited>
    </Section>
  );
}

function Channel({ channel, days }: { readonly channel: ReachView; readonly days: number }) {
  const { t } = useTranslation('customer');
  const formats = useFormats();
  const wordsOf = ({ why, at, source }: Obstacle): string => {
    const words = t(`reach.why.${why}`);
    if (at === null) return words;
    return source === null ? t('reach.whyAt', { why: words, time: formats.date(at) }) : t('reach.whyFrom', { why: words, source, time: formats.date(at) });
  };
  const { isReachable, obstacles, touches, opened, lastTouchAt } = channel;
  return (
    <li>
      <Flex gap={8} align="flex-start">
        <span style={{ color: isReachable ? 'var(--success)' : 'var(--text-secondary)', flex: 'none' }}>
          {isReachable ? <CheckCircleFilled aria-label={t('reach.yes')} /> : <CloseCircleOutlined aria-label={t('reach.no')} />}
        </span>
        <div style={{ minWidth: 0 }}>
          <strong>{t(`reach.channels.${channel.channel}`)}</strong>{' '}
          {isReachable ? t('reach.yes') : <span className="profile-quiet">{obstacles.map(wordsOf).join(' · ')}</span>}
          {(touches > 0 || lastTouchAt !== null) && (
            <div className="profile-quiet" style={{ fontSize: 12 }}>
              {touches > 0 ? t('reach.touches', { days, n: touches }) : t('reach.lastTouch', { time: formats.ago(lastTouchAt ?? 0) })}
              {opened > 0 && ` · ${t('reach.opened', { n: opened })}`}
            </div>
          )}
        </div>
      </Flex>
    </li>
  );
}
