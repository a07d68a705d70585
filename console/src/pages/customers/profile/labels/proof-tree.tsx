import { CheckOutlined, CloseOutlined, MinusOutlined } from '@ant-design/icons';
import type { ProofJson } from '@danqing/contracts';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useWorkspaceKey } from '../../../../api/use-api.ts';
import { useLanguage } from '../../../../i18n/use-language.ts';
import { useFieldNames } from '../../../../parts/field-names.ts';
import { useFormats } from '../../../../parts/format.ts';
import { useEventNames } from '../../../../parts/event-names.ts';

export interface ProofTreeProps {
  readonly id: number;
  readonly proofs: readonly ProofJson[];
  /** Cases of a definition are told apart by their number. */
  readonly isNumbered: boolean;
}

const mostEvents = 20;

/** A proof as sentences: what was asked, whether it holds, what is so, and the messages behind it. */
export function ProofTree({ id, proofs, isNumbered }: ProofTreeProps) {
  return (
    <ul className="profile-proof">
      {proofs.map((proof, index) => (
        <li key={`${proof.path} ${proof.kind} ${index}`}>
          <Node id={id} proof={proof} number={isNumbered ? index + 1 : undefined} />
        </li>
      ))}
    </ul>
  );
}

function Mark({ holds }: { readonly holds: boolean | null }) {
  const { t } = useTranslation('customer');
  if (holds === null) return <MinusOutlined aria-hidden="true" style={{ color: 'var(--text-secondary)' }} />;
  return holds ? (
    <CheckOutlined aria-label={t('why.holds')} style={{ color: 'var(--success)' }} />
  ) : (
    <CloseOutlined aria-label={t('why.fails')} style={{ color: 'var(--text-secondary)' }} />
  );
}

function Node({ id, proof, number }: { readonly id: number; readonly proof: ProofJson; readonly number: number | undefined }) {
  const { t } = useTranslation('customer');
  const language = useLanguage();
  const formats = useFormats();
  const names = useFieldNames();
  const { holds, sentence, actual, missing, turns, origin, events, parts } = proof;
  const notes = [
    ...(actual === null ? [] : [t('why.actual', { value: names.value(actual) })]),
    ...(missing === null ? [] : [t('why.missing', { text: missing[language] })]),
    ...(turns === null ? [] : [t('why.turns', { time: formats.time(turns.at), text: turns.because[language] })]),
    ...(origin === null ? [] : [t('why.origin', { source: origin.source, time: formats.time(origin.at) })]),
  ];
  return (
    <>
      <div style={{ display: 'flex', gap: 8 }}>
        <Mark holds={holds} />
        <div style={{ minWidth: 0, overflowWrap: 'anywhere' }}>
          {number !== undefined && <span className="profile-quiet">{t('why.part', { n: number })} </span>}
          <span className={holds === false ? 'profile-quiet' : undefined}>{sentence[language]}</span>
          {notes.map((note) => (
            <div key={note} className="profile-quiet">
              {note}
            </div>
          ))}
          {events.length > 0 && <Events id={id} events={events} />}
        </div>
      </div>
      {parts.length > 0 && <ProofTree id={id} proofs={parts} isNumbered={false} />}
    </>
  );
}

/** The messages that count, each leading to its place in the timeline. */
function Events({ id, events }: { readonly id: number; readonly events: ProofJson['events'] }) {
  const { t } = useTranslation('customer');
  const formats = useFormats();
  const workspace = useWorkspaceKey();
  const called = useEventNames();
  return (
    <details>
      <summary style={{ cursor: 'pointer', color: 'var(--primary)' }}>{t('why.events', { n: events.length })}</summary>
      <ul style={{ margin: '4px 0', paddingInlineStart: 18 }}>
        {events.map(({ messageId, event, at }) => (
          <li key={messageId}>
            <Link to={`/w/${workspace}/customers/${id}?tab=timeline&message=${encodeURIComponent(messageId)}`}>{called.event(event)}</Link>{' '}
            <span className="profile-quiet">{formats.time(at)}</span>
          </li>
        ))}
      </ul>
      {events.length >= mostEvents && <span className="profile-quiet">{t('why.moreEvents')}</span>}
    </details>
  );
}
