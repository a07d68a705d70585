import type { ProfileTag } from '@danqing/contracts';
import { Button, Flex, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFieldNames } from '../../../../parts/field-names.ts';
import { useUrlState } from '../../../../parts/url-state.ts';
import { Awaited } from '../awaited.tsx';
import { Section } from '../section.tsx';
import { summaryOf } from '../stage.ts';
import { useCrowds, useProfileTags } from '../use-profile-data.ts';
import { TagMarks } from './tag-marks.tsx';

const most = 14;

/** Whether a value says something at a glance. */
const isTelling = ({ value }: ProfileTag): boolean => value !== null && value !== false && value !== 0 && !(Array.isArray(value) && value.length === 0);

/** The tags that say something, each leading to its why. */
export function LabelsCard({ id }: { readonly id: number }) {
  const { t } = useTranslation('customer');
  const names = useFieldNames();
  const tags = useProfileTags(id);
  const [, setTab] = useUrlState('tab', 'overview');
  const [, setWhy] = useUrlState('why');
  return (
    <Section
      id="tags"
      title={t('tags.title')}
      extra={<AllButton count={tags.data?.items.length ?? 0} words={(n) => t('tags.all', { n })} onClick={() => setTab('labels', true)} />}
    >
      <Awaited query={tags}>
        {({ items }) => {
          const telling = items.filter(isTelling);
          if (telling.length === 0) return <Typography.Text type="secondary">{t('tags.none')}</Typography.Text>;
          return (
            <Flex wrap gap={6}>
              {telling.slice(0, most).map((one) => {
                const { tag, name } = one;
                const summary = summaryOf(one.value);
                return (
                  <Button
                    key={tag}
                    size="small"
                    style={{ height: 'auto', whiteSpace: 'normal', textAlign: 'start' }}
                    onClick={() => setWhy(`tag:${tag}`, true)}
                  >
                    {name}
                    {summary !== true && <strong>{names.tagValue(tag, summary)}</strong>}
                    <TagMarks tag={one} />
                  </Button>
                );
              })}
            </Flex>
          );
        }}
      </Awaited>
    </Section>
  );
}

/** The segments they are in now. */
export function CrowdsCard({ id }: { readonly id: number }) {
  const { t } = useTranslation('customer');
  const crowds = useCrowds(id);
  const [, setTab] = useUrlState('tab', 'overview');
  const [, setWhy] = useUrlState('why');
  const count = (crowds.data?.segments.length ?? 0) + (crowds.data?.lists.length ?? 0);
  return (
    <Section
      id="crowds"
      title={t('crowds.title')}
      extra={<AllButton count={count} words={(n) => t('crowds.all', { n })} onClick={() => setTab('labels', true)} />}
    >
      <Awaited query={crowds}>
        {({ segments, lists }) =>
          segments.length + lists.length === 0 ? (
            <Typography.Text type="secondary">{t('crowds.none')}</Typography.Text>
          ) : (
            <Flex wrap gap={6}>
              {segments.slice(0, most).map(({ key, name }) => (
                <Button
                  key={key}
                  size="small"
                  style={{ height: 'auto', whiteSpace: 'normal', textAlign: 'start' }}
                  onClick={() => setWhy(`segment:${key}`, true)}
                >
                  {name}
                </Button>
              ))}
              {lists.slice(0, most).map(({ key, name }) => (
                <Tag key={key} style={{ margin: 0, whiteSpace: 'normal' }}>
                  {name}
                </Tag>
              ))}
            </Flex>
          )
        }
      </Awaited>
    </Section>
  );
}

const AllButton = ({ count, words, onClick }: { readonly count: number; readonly words: (count: number) => string; readonly onClick: () => void }) =>
  count === 0 ? null : (
    <Button type="link" size="small" onClick={onClick}>
      {words(count)}
    </Button>
  );
