import type { ProfileTag } from '@danqing/contracts';
import { Button, Flex, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useWorkspaceKey } from '../../../../api/use-api.ts';
import { useMay } from '../../../../api/use-may.ts';
import { EmptyState } from '../../../../parts/empty-state.tsx';
import { useFieldNames } from '../../../../parts/field-names.ts';
import { useFormats } from '../../../../parts/format.ts';
import { isMap } from '../../../../parts/is-map.ts';
import { SearchBox } from '../../../../parts/search-box.tsx';
import { useUrlState } from '../../../../parts/url-state.ts';
import { Awaited } from '../awaited.tsx';
import { Section } from '../section.tsx';
import { summaryOf } from '../stage.ts';
import { useCrowds, useProfileTags } from '../use-profile-data.ts';
import { TagMarks } from './tag-marks.tsx';

/** All tags by category, and all segments and lists. */
export function LabelsTab({ id }: { readonly id: number }) {
  return (
    <div className="profile-columns">
      <div className="profile-column">
        <Tags id={id} />
      </div>
      <div className="profile-column">
        <Crowds id={id} />
      </div>
    </div>
  );
}

function Tags({ id }: { readonly id: number }) {
  const { t } = useTranslation('customer');
  const tags = useProfileTags(id);
  const [filter, setFilter] = useUrlState('tag');
  return (
    <Section
      id="tags"
      title={t('tags.title')}
      extra={<SearchBox size="small" text={filter} onText={setFilter} label={t('tags.filter')} style={{ width: 160 }} />}
    >
      <Awaited query={tags} rows={8}>
        {({ items }) => {
          if (items.length === 0) return <EmptyState title={t('tags.none')} hint={t('tags.noneHint')} />;
          const shown = items.filter(({ name, category, tag }) => `${name} ${category} ${tag}`.toLowerCase().includes(filter.trim().toLowerCase()));
          if (shown.length === 0) return <EmptyState title={t('tags.nobodyLike')} />;
          return [...Map.groupBy(shown, ({ category }) => category)].map(([category, some]) => (
            <div key={category}>
              <Typography.Text type="secondary">{category === '' ? t('tags.uncategorised') : category.split('/').join(' / ')}</Typography.Text>
              <ul className="profile-tags">
                {some.map((tag) => (
                  <li key={tag.tag}>
                    <TagCell tag={tag} />
                  </li>
                ))}
              </ul>
            </div>
          ));
        }}
      </Awaited>
    </Section>
  );
}

function TagCell({ tag }: { readonly tag: ProfileTag }) {
  const { t } = useTranslation('customer');
  const formats = useFormats();
  const names = useFieldNames();
  const mayAsk = useMay('definitions.read');
  const [, setWhy] = useUrlState('why');
  const { value, since, said, expiresAt } = tag;
  const words: Readonly<Record<string, string>> = t('tags.parts', { returnObjects: true });
  const parts = isMap(value) ? Object.entries(value).filter(([name]) => words[name] !== undefined) : [];
  const notes = [
    t('tags.since', { time: formats.date(since) }),
    ...(said === null ? [] : [t('tags.said', { source: said })]),
    ...(expiresAt === null ? [] : [t('tags.expires', { time: formats.date(expiresAt) })]),
  ];
  const content = (
    <>
      <span className="profile-quiet">{tag.name}</span>
      <strong>
        {names.tagValue(tag.tag, summaryOf(value))}
        <TagMarks tag={tag} />
      </strong>
      {parts.length > 0 && (
        <span style={{ fontSize: 12, display: 'block' }}>{parts.map(([name, part]) => `${words[name] ?? name} ${names.value(part)}`).join(' · ')}</span>
      )}
      <span className="profile-quiet" style={{ fontSize: 12 }}>
        {notes.join(' · ')}
      </span>
    </>
  );
  if (!mayAsk) return <div className="profile-tag">{content}</div>;
  return (
    <button type="button" className="profile-tag" title={t('tags.whyOf', { name: tag.name })} onClick={() => setWhy(`tag:${tag.tag}`, true)}>
      {content}
    </button>
  );
}

function Crowds({ id }: { readonly id: number }) {
  const { t } = useTranslation('customer');
  const formats = useFormats();
  const crowds = useCrowds(id);
  const workspace = useWorkspaceKey();
  const mayAsk = useMay('definitions.read');
  const [, setWhy] = useUrlState('why');
  return (
    <>
      <Section id="crowds" title={t('crowds.title')}>
        <Awaited query={crowds}>
          {({ segments }) =>
            segments.length === 0 ? (
              <Typography.Text type="secondary">{t('crowds.none')}</Typography.Text>
            ) : (
              <ul className="profile-lines">
                {segments.map(({ key, name, since }) => (
                  <li key={key}>
                    <Flex justify="space-between" gap={12} align="flex-start">
                      <div style={{ minWidth: 0 }}>
                        <Link to={`/w/${workspace}/segments/${encodeURIComponent(key)}`}>{name}</Link>
                        <div className="profile-quiet" style={{ fontSize: 12 }}>
                          {t('crowds.since', { time: formats.date(since) })}
                        </div>
                      </div>
                      {mayAsk && (
                        <Button size="small" aria-label={t('crowds.whyOf', { name })} onClick={() => setWhy(`segment:${key}`, true)}>
                          {t('tags.why')}
                        </Button>
                      )}
                    </Flex>
                  </li>
                ))}
              </ul>
            )
          }
        </Awaited>
      </Section>
      <Section id="lists" title={t('crowds.lists')}>
        <Awaited query={crowds} rows={1}>
          {({ lists }) =>
            lists.length === 0 ? (
              <Typography.Text type="secondary">{t('crowds.noLists')}</Typography.Text>
            ) : (
              <ul className="profile-lines">
                {lists.map(({ key, name, since }) => (
                  <li key={key}>
                    {name}
                    <div className="profile-quiet" style={{ fontSize: 12 }}>
                      {t('crowds.added', { time: formats.date(since) })}
                    </div>
                  </li>
                ))}
              </ul>
            )
          }
        </Awaited>
      </Section>
    </>
  );
}
