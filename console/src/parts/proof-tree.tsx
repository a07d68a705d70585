import type { ProofJson } from '@danqing/contracts';
import { CheckCircleFilled, CloseCircleFilled, MinusCircleOutlined } from '@ant-design/icons';
import { Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../i18n/use-language.ts';
import { useEventNames } from './event-names.ts';
import { useFieldNames } from './field-names.ts';
import { useFormats } from './format.ts';

const shownEvents = 3;

function Sign({ holds }: { readonly holds: boolean | null }) {
  const { t } = useTranslation();
  if (holds === null) return <MinusCircleOutlined style={{ color: 'var(--text-secondary)' }} aria-hidden />;
  return holds ? (
    <CheckCircleFilled style={{ color: 'var(--success)' }} aria-label={t('proof.holds')} role="img" />
  ) : (
    <CloseCircleFilled style={{ color: 'var(--danger)' }} aria-label={t('proof.fails')} role="img" />
  );
}

/** One part of a proof: what was asked, what is so, by which events, what is missing, when it will turn. */
function ProofPart({ proof }: { readonly proof: ProofJson }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const formats = useFormats();
  const names = useFieldNames();
  const called = useEventNames();
  const { holds, sentence, actual, missing, turns, events, origin, parts } = proof;
  const facts = [
    actual === null || typeof actual === 'boolean' ? '' : t('proof.actual', { value: names.value(actual) }),
    origin === null ? '' : t('proof.origin', { source: origin.source, time: formats.time(origin.at) }),
    missing?.[language] ?? '',
    turns === null ? '' : t('proof.turns', { time: formats.time(turns.at), because: turns.because[language] }),
  ].filter((text) => text !== '');
  return (
    <li style={{ listStyle: 'none', padding: '3px 0' }}>
      <div style={{ display: 'flex', gap: 8, alignItems: 'baseline' }}>
        <Sign holds={holds} />
        <div style={{ minWidth: 0 }}>
          <span>{sentence[language]}</span>
          {facts.length > 0 && (
            <Typography.Text type="secondary" style={{ display: 'block', fontSize: 13 }}>
              {facts.join(language === 'zh' ? '；' : '; ')}
            </Typography.Text>
          )}
          {events.slice(0, shownEvents).map(({ messageId, event, at }) => (
            <Typography.Text key={messageId} type="secondary" style={{ display: 'block', fontSize: 13 }}>
              {formats.time(at)} · {called.event(event)}
            </Typography.Text>
          ))}
          {events.length > shownEvents && (
            <Typography.Text type="secondary" style={{ fontSize: 13 }}>
              {t('proof.moreEvents', { n: events.length - shownEvents })}
            </Typography.Text>
          )}
        </div>
      </div>
      {parts.length > 0 && (
        <ul style={{ margin: 0, padding: '0 0 0 22px' }}>
          {parts.map((part, index) => (
            <ProofPart key={`${part.path} ${index}`} proof={part} />
          ))}
        </ul>
      )}
    </li>
  );
}

/** Why a rule holds of somebody, or why not: its parts as sentences, each with its evidence. */
export function ProofTree({ proof }: { readonly proof: ProofJson }) {
  return (
    <ul style={{ margin: 0, padding: 0 }}>
      <ProofPart proof={proof} />
    </ul>
  );
}
