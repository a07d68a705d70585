import type { ProfileTrait, ProfileTraits } from '@danqing/contracts';
import { Switch, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../../../api/use-api.ts';
import { EmptyState } from '../../../../parts/empty-state.tsx';
import { useFieldNames } from '../../../../parts/field-names.ts';
import { useFormats } from '../../../../parts/format.ts';
import { useUrlState } from '../../../../parts/url-state.ts';
import { Awaited } from '../awaited.tsx';
import { Section } from '../section.tsx';
import { traitGroupOf, traitGroups } from './trait-groups.ts';

/** Attributes in groups, each with where it comes from and what others say. */
export function Traits({ id }: { readonly id: number }) {
  const { t } = useTranslation('customer');
  const traits = useApi<ProfileTraits>(`/api/v1/profiles/${id}/traits`);
  const [disputed, setDisputed] = useUrlState('disputed');
  const hasDisputed = traits.data?.items.some(({ others }) => others.length > 0) === true;
  return (
    <Section
      id="traits"
      title={t('traits.title')}
      {...(hasDisputed && {
        extra: (
          <label style={{ display: 'inline-flex', gap: 6, alignItems: 'center' }}>
            <Switch size="small" checked={disputed === 'yes'} onChange={(isOn) => setDisputed(isOn ? 'yes' : null)} />
            {t('traits.onlyDisputed')}
          </label>
        ),
      })}
    >
      <Awaited query={traits} rows={8}>
        {({ items }) => {
          if (items.length === 0) return <EmptyState title={t('traits.none')} hint={t('traits.noneHint')} />;
          const shown = disputed === 'yes' ? items.filter(({ others }) => others.length > 0) : items;
          const groups = Map.groupBy(shown, ({ trait }) => traitGroupOf(trait));
          return (
            <>
              {traitGroups.map((group) => {
                const some = groups.get(group);
                return some === undefined ? null : (
                  <div key={group} style={{ marginBottom: 16 }}>
                    <Typography.Text type="secondary">{t(`traits.groups.${group}`)}</Typography.Text>
                    <ul className="profile-lines" style={{ marginTop: 4 }}>
                      {some.map((trait) => (
                        <Line key={trait.trait} trait={trait} />
                      ))}
                    </ul>
                  </div>
                );
              })}
              {hasDisputed && <Typography.Text type="secondary">{t('traits.rule')}</Typography.Text>}
            </>
          );
        }}
      </Awaited>
    </Section>
  );
}

const isMoment = (value: unknown): value is string => typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-]\d{2}:?\d{2})$/.test(value);

function Line({ trait: { trait, value, source, at, others } }: { readonly trait: ProfileTrait }) {
  const { t } = useTranslation('customer');
  const formats = useFormats();
  const names = useFieldNames();
  return (
    <li>
      <div style={{ display: 'grid', gridTemplateColumns: 'minmax(90px, 1fr) minmax(0, 2fr)', gap: '2px 12px' }}>
        <span>
          {names.trait(trait)}
          {names.trait(trait) !== trait && (
            <span className="profile-quiet" style={{ fontSize: 12, display: 'block' }}>
              {trait}
            </span>
          )}
        </span>
        <span>
          <strong>{isMoment(value) ? formats.time(value) : names.traitValue(trait, value)}</strong>
          <span className="profile-quiet" style={{ fontSize: 12, display: 'block' }}>
            {source} · {formats.time(at)}
          </span>
          {others.length > 0 && (
            <span className="profile-quiet" style={{ fontSize: 12, display: 'block' }}>
              {t('traits.others')}{' '}
              {others
                .map((other) => t('traits.other', { value: names.traitValue(trait, other.value), source: other.source, time: formats.date(other.at) }))
                .join(' · ')}
            </span>
          )}
        </span>
      </div>
    </li>
  );
}
