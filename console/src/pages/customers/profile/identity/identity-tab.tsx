import type { IdentityView, ProfileView } from '@danqing/contracts';
import { Button, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useApi, useWorkspaceKey } from '../../../../api/use-api.ts';
import { useMay } from '../../../../api/use-may.ts';
import { useFieldNames } from '../../../../parts/field-names.ts';
import { TimeText } from '../../../../parts/time-text.tsx';
import { useUrlState } from '../../../../parts/url-state.ts';
import { Awaited } from '../awaited.tsx';
import { Section } from '../section.tsx';
import { Graph } from './graph.tsx';
import { MergeDialog } from './merge-dialog.tsx';
import { Merges } from './merges.tsx';

type Conflict = IdentityView['conflicts'][number];

/** Why this is one customer: the picture, merges that can be undone, what was not merged; and merging by hand. */
export function IdentityTab({ profile }: { readonly profile: ProfileView }) {
  const { t } = useTranslation('customer');
  const identity = useApi<IdentityView>(`/api/v1/profiles/${profile.id}/identity`);
  const [maySee, mayDecide] = [useMay('identity.read'), useMay('identity.decide')];
  const [dialog, setDialog] = useUrlState('merge');
  return (
    <div className="profile-column">
      {maySee && <Graph id={profile.id} />}
      <Section
        id="merges"
        title={t('identity.merges')}
        {...(mayDecide && {
          extra: (
            <Button size="small" onClick={() => setDialog('with')}>
              {t('mergeWith')}
            </Button>
          ),
        })}
      >
        <Typography.Paragraph type="secondary">{t('identity.mergesLead')}</Typography.Paragraph>
        <Awaited query={identity}>{({ merges }) => (merges.length === 0 ? t('identity.noMerges') : <Merges merges={merges} />)}</Awaited>
      </Section>
      <Section id="conflicts" title={t('identity.conflicts')}>
        <Typography.Paragraph type="secondary">{t('identity.conflictsLead')}</Typography.Paragraph>
        <Awaited query={identity} rows={1}>
          {({ conflicts }) =>
            conflicts.length === 0 ? (
              t('identity.noConflicts')
            ) : (
              <ul className="profile-lines">
                {conflicts.map((conflict) => (
                  <ConflictLine key={conflict.id} conflict={conflict} profile={profile.id} />
                ))}
              </ul>
            )
          }
        </Awaited>
      </Section>
      {dialog === 'with' && <MergeDialog profile={profile} onClose={() => setDialog(null)} />}
    </div>
  );
}

function ConflictLine({ conflict, profile }: { readonly conflict: Conflict; readonly profile: number }) {
  const { t } = useTranslation('customer');
  const names = useFieldNames();
  const workspace = useWorkspaceKey();
  const nameOf = ({ kind, value }: Conflict['a']): string => `${names.kind(kind)} ${value}`;
  const words: Readonly<Record<string, string>> = t('identity.conflictStates', { returnObjects: true });
  const other = [conflict.kept, conflict.other].find((id) => id !== null && id !== profile);
  return (
    <li>
      <Tag>{words[conflict.state] ?? conflict.state}</Tag>
      {t('identity.conflict', { a: nameOf(conflict.a), b: nameOf(conflict.b) })}
      {other !== undefined && other !== null && (
        <>
          {' '}
          · <Link to={`/w/${workspace}/customers/${other}`}>{t('identity.conflictWith', { id: other })}</Link>
        </>
      )}{' '}
      <span className="profile-quiet">
        <TimeText value={conflict.firstSeen} />
      </span>
    </li>
  );
}
