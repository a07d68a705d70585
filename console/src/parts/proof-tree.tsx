import { CheckOutlined, CloseOutlined, MinusOutlined } from '@ant-design/icons';
import type { ProofJson } from '@danqing/contracts';
import { Flex } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useWorkspaceKey } from '../api/use-api.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { useEventNames } from './event-names.ts';
import { useFieldNames } from './field-names.ts';
import { useFormats } from './format.ts';
import './proof-tree.css';

export interface ProofTreeProps {
  /** Whom it is about. */
  readonly profile: number;
  readonly proofs: readonly ProofJson[];
  /** What a proof is called among the others: its number, its group. */
  readonly nameOf?: (index: number) => ReactNode;
}

/** The server lists no more events than these. */
const mostEvents = 20;

/** Why a rule holds of somebody, or why not: its parts as sentences, whether each holds, what is so, and the messages behind it. */
export function ProofTree({ profile, proofs, nameOf }: ProofTreeProps) {
  return (
    <ul className="proof">
      {proofs.map((proof, index) => (
        <li key={`${proof.path} ${proof.kind} ${index}`}>
          <Part profile={profile} proof={proof} name={nameOf?.(index)} />
        </li>
      ))}
    </ul>
  );
}

function Mark({ holds }: { readonly holds: boolean | null }) {
  const { t } = useTranslation();
  if (holds === null) return <MinusOutlined aria-hidden="true" className="proof-quiet" />;
  return holds ? (
    <CheckOutlined aria-label={t('proof.holds')} style={{ color: 'var(--success)' }} />
  ) : (
    <CloseOutlined aria-label={t('proof.fails')} className="proof-quiet" />
  );
}

function Part({ profile, proof, name }: { readonly profile: number; readonly proof: ProofJson; readonly name: ReactNode }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const formats = useFormats();
  const names = useFieldNames();
  const { holds, sentence, actual, missing, turns, origin, events, parts, trait, tag } = proof;
  const said = trait !== undefined ? names.traitValue(trait, actual) : tag !== undefined ? names.tagValue(tag, actual) : names.value(actual);
  const notes = [
    ...(actual === null ? [] : [t('proof.actual', { value: said })]),
    ...(missing === null ? [] : [t('proof.missing', { text: missing[language] })]),
    ...(turns === null ? [] : [t('proof.turns', { time: formats.time(turns.at), text: turns.because[language] })]),
    ...(origin === null ? [] : [t('proof.origin', { source: origin.source, time: formats.time(origin.at) })]),
  ];
  return (
    <>
      <Flex gap={8} align="baseline">
        <Mark holds={holds} />
        <div style={{ minWidth: 0 }}>
          {name !== undefined && <span className="proof-quiet">{name} </span>}
          <span className={holds === false ? 'proof-quiet' : undefined}>{sentence[language]}</span>
          {notes.map((note) => (
            <div key={note} className="proof-quiet">
              {note}
            </div>
          ))}
          {events.length > 0 && <Events profile={profile} events={events} />}
        </div>
      </Flex>
      {parts.length > 0 && <ProofTree profile={profile} proofs={parts} />}
    </>
  );
}

/** The messages that count, each leading to its place in the customer's timeline. */
function Events({ profile, events }: { readonly profile: number; readonly events: ProofJson['events'] }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const workspace = useWorkspaceKey();
  const called = useEventNames();
  return (
    <details>
      <summary style={{ cursor: 'pointer', color: 'var(--primary)' }}>{t('proof.events', { n: events.length })}</summary>
      <ul>
        {events.map(({ messageId, event, at }) => (
          <li key={messageId}>
            <Link to={`/w/${workspace}/customers/${profile}?tab=timeline&message=${encodeURIComponent(messageId)}`}>{called.event(event)}</Link>{' '}
            <span className="proof-quiet">{formats.time(at)}</span>
          </li>
        ))}
      </ul>
      {events.length >= mostEvents && <span className="proof-quiet">{t('proof.moreEvents', { n: mostEvents })}</span>}
    </details>
  );
}
