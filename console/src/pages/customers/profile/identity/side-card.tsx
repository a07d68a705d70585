import type { MergeSides } from '@danqing/contracts';
import { useTranslation } from 'react-i18next';
import { useFieldNames } from '../../../../parts/field-names.ts';
import { useFormats } from '../../../../parts/format.ts';
import { linesOf, nameOf } from '../../names.ts';

const mostLines = 6;

export interface SideProps {
  readonly title: string;
  readonly side: Pick<MergeSides['sides'][number], 'identifiers' | 'traits' | 'eventCount' | 'firstSeenAt' | 'lastSeenAt'> &
    Partial<Pick<MergeSides['sides'][number], 'consents' | 'care'>>;
  /** Attributes that the other side says otherwise. */
  readonly differs?: ReadonlySet<string>;
}

/** One of two who are, or would be, one customer. */
export function SideCard({ title, side, differs }: SideProps) {
  const { t } = useTranslation('customer');
  const { t: list } = useTranslation('customers');
  const formats = useFormats();
  const names = useFieldNames();
  const { identifiers, traits, eventCount, firstSeenAt, lastSeenAt, consents = 0, care = 0 } = side;
  const lines = linesOf(traits).toSorted((a, b) => Number(differs?.has(b.path) ?? false) - Number(differs?.has(a.path) ?? false));
  return (
    <div style={{ border: '1px solid var(--line)', borderRadius: 6, padding: 12, minWidth: 0, overflowWrap: 'anywhere' }}>
      <div className="profile-quiet">{title}</div>
      <strong>{nameOf({ traits }) ?? list('unnamed')}</strong>
      <div>
        {[
          t('identity.sideEvents', { n: formats.number(eventCount) }),
          ...(consents > 0 ? [t('identity.sideConsents', { n: consents })] : []),
          ...(care > 0 ? [t('identity.sideCare', { n: care })] : []),
        ].join(' · ')}
      </div>
      {firstSeenAt !== null && lastSeenAt !== null && (
        <div className="profile-quiet" style={{ fontSize: 12 }}>
          {t('identity.sideSeen', { from: formats.date(firstSeenAt), to: formats.date(lastSeenAt) })}
        </div>
      )}
      <ul style={{ margin: '8px 0', paddingInlineStart: 18 }}>
        {identifiers.length === 0 && <li className="profile-quiet">{t('identity.noIdentifiers')}</li>}
        {identifiers.slice(0, mostLines).map(({ kind, value }) => (
          <li key={`${kind}=${value}`}>
            <span className="profile-quiet">{names.kind(kind)}</span> {value}
          </li>
        ))}
        {identifiers.length > mostLines && <li className="profile-quiet">+{identifiers.length - mostLines}</li>}
      </ul>
      <dl className="profile-words" style={{ fontSize: 13 }}>
        {lines.slice(0, mostLines).map(({ path, text }) => (
          <div key={path} style={{ display: 'contents' }}>
            <dt>{names.trait(path)}</dt>
            <dd>{differs?.has(path) === true ? <strong>{text}</strong> : text}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
