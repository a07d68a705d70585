import type { ProfileView, SegmentView } from '@danqing/contracts';
import { Card, Col, Descriptions, Flex, Row, Tag, Typography } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useApi, useWorkspaceKey } from '../../api/use-api.ts';
import { useFieldNames } from '../../parts/field-names.ts';
import { linesOf } from './names.ts';
import { TagCloud } from './tag-cloud.tsx';

interface SectionProps {
  readonly title: string;
  readonly empty: string;
  readonly isEmpty: boolean;
  readonly children: ReactNode;
}

function Section({ title, empty, isEmpty, children }: SectionProps) {
  return (
    <Card title={title} size="small">
      {isEmpty ? <Typography.Text type="secondary">{empty}</Typography.Text> : children}
    </Card>
  );
}

/** Traits, tags, segments, consents. */
export function Overview({ profile }: { readonly profile: ProfileView }) {
  const { t } = useTranslation('customers');
  const workspace = useWorkspaceKey();
  const traits = linesOf(profile.traits);
  const names = useFieldNames();
  const segments = useApi<{ readonly items: readonly SegmentView[] }>('/api/v1/segments', { query: { limit: 500 } });
  const hasTags = Object.values(profile.tags).some((value) => value !== null && value !== false);
  return (
    <Row gutter={[16, 16]}>
      <Col xs={24} lg={12}>
        <Section title={t('traits')} empty={t('noTraits')} isEmpty={traits.length === 0}>
          <Descriptions
            column={1}
            size="small"
            items={traits.map(({ path, text }) => ({
              key: path,
              label: names.trait(path),
              children: <span style={{ overflowWrap: 'anywhere' }}>{text}</span>,
            }))}
          />
        </Section>
      </Col>
      <Col xs={24} lg={12}>
        <Flex vertical gap={16}>
          <Section title={t('tags')} empty={t('noTags')} isEmpty={!hasTags}>
            <TagCloud tags={profile.tags} />
          </Section>
          <Section title={t('segmentsIn')} empty={t('noSegments')} isEmpty={profile.segments.length === 0}>
            <Flex wrap gap={6}>
              {profile.segments.map((key) => (
                <Link key={key} to={`/w/${workspace}/segments/${encodeURIComponent(key)}`}>
                  <Tag style={{ margin: 0, cursor: 'pointer' }}>{segments.data?.items.find((segment) => segment.key === key)?.name ?? key}</Tag>
                </Link>
              ))}
            </Flex>
          </Section>
          <Section title={t('consents')} empty={t('noConsents')} isEmpty={profile.consents.length === 0}>
            <Flex vertical gap={6}>
              {profile.consents.map(({ purpose, channel, state }) => (
                <span key={`${purpose}/${channel ?? ''}`}>
                  {purpose} · {channel ?? t('anyChannel')}: <strong>{state === 'granted' ? t('granted') : t('refused')}</strong>
                </span>
              ))}
            </Flex>
          </Section>
        </Flex>
      </Col>
    </Row>
  );
}
