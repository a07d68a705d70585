import type { SegmentView } from '@danqing/contracts';
import { Card, Flex, Tabs, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../../i18n/use-language.ts';
import { CopyButton } from '../../../parts/copy-button.tsx';
import { useUrlState } from '../../../parts/url-state.ts';

const block = {
  margin: 0,
  padding: 12,
  background: 'var(--ground)',
  borderRadius: 6,
  overflow: 'auto',
  maxHeight: 360,
  whiteSpace: 'pre-wrap',
  overflowWrap: 'anywhere',
} as const;

/** What the rule says: as one reads it, as one types it, as programs take it. */
export function RuleCard({ segment }: { readonly segment: SegmentView }) {
  const { t } = useTranslation('segments');
  const language = useLanguage();
  const [form, setForm] = useUrlState('rule', 'sentence');
  const json = JSON.stringify(segment.rule, null, 2);
  const sentence = segment.sentence?.[language];
  const copied = form === 'json' ? json : form === 'text' ? segment.text : (sentence ?? '');
  return (
    <Card
      title={t('rule')}
      extra={
        <Flex gap={12} align="center">
          <Typography.Text type="secondary">{t('version', { version: segment.version })}</Typography.Text>
          <CopyButton text={copied} />
        </Flex>
      }
    >
      <Tabs
        size="small"
        activeKey={form}
        onChange={setForm}
        items={[
          {
            key: 'sentence',
            label: t('ruleForms.sentence'),
            children: <Typography.Paragraph style={{ fontSize: 16, margin: 0, overflowWrap: 'anywhere' }}>{sentence ?? t('ruleGone')}</Typography.Paragraph>,
          },
          {
            key: 'text',
            label: t('ruleForms.text'),
            children: (
              <pre style={block} tabIndex={0} aria-label={t('ruleForms.text')}>
                {segment.text}
              </pre>
            ),
          },
          {
            key: 'json',
            label: t('ruleForms.json'),
            children: (
              <pre style={block} tabIndex={0} aria-label={t('ruleForms.json')}>
                {json}
              </pre>
            ),
          },
        ]}
      />
    </Card>
  );
}
