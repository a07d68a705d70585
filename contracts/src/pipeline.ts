import Type from 'typebox';
import { PageOf } from './page.ts';

const flow = {
  accepted: Type.Integer({ description: 'synced to disk and answered with 200' }),
  passed: Type.Integer({ description: 'in the profiles, and in every count' }),
  dropped: Type.Integer({ description: 'ended on purpose; duplicates too' }),
  parked: Type.Integer({ description: 'waiting in quarantine' }),
  lag: Type.Integer({ description: 'accepted and not yet ended; 0: every count includes all that was accepted' }),
};

/** accepted = passed + dropped + parked + lag, at every look, in total and per source. */
export const PipelineView = Type.Object({
  ...flow,
  live: Type.Object({ pending: Type.Integer({ description: '0: live tags and segments have caught up' }) }),
  sources: Type.Array(
    Type.Object({ name: Type.String(), ...flow, reasons: Type.Record(Type.String(), Type.Integer(), { description: 'dropped and parked events by reason' }) }),
  ),
});

export const QuarantineQuery = Type.Object({
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, default: 50 })),
  cursor: Type.Optional(Type.String({ maxLength: 500 })),
  reason: Type.Optional(Type.String({ maxLength: 100 })),
  source: Type.Optional(Type.String({ maxLength: 200 })),
  event: Type.Optional(Type.String({ maxLength: 500, description: 'empty: those that say none' })),
});

export const ParkedEventView = Type.Object({
  id: Type.String(),
  source: Type.String(),
  reason: Type.String(),
  detail: Type.String(),
  receivedAt: Type.String(),
  messageId: Type.String(),
  event: Type.String(),
  raw: Type.String({ description: 'the event as it was sent, or as it was mended, as JSON text' }),
  isMended: Type.Boolean(),
});

export const QuarantinePage = PageOf(ParkedEventView);

/** What to run again; nothing named: everything in quarantine. */
export const ReplayRequest = Type.Object(
  {
    reason: Type.Optional(Type.String({ maxLength: 100 })),
    source: Type.Optional(Type.String({ maxLength: 200 })),
    event: Type.Optional(Type.String({ maxLength: 500 })),
    ids: Type.Optional(Type.Array(Type.String({ pattern: '^\\d{1,15}-\\d{1,9}$' }), { maxItems: 1000 })),
  },
  { additionalProperties: false },
);

export const ReplayParams = Type.Object({ id: Type.Integer({ minimum: 1 }) });

export const ReplayView = Type.Object({
  id: Type.Integer(),
  state: Type.Union([Type.Literal('queued'), Type.Literal('done'), Type.Literal('failed')]),
  taken: Type.Integer({ description: 'parked events run again so far' }),
  passed: Type.Integer({ description: 'of these, now in the profiles' }),
  dropped: Type.Integer({ description: 'of these, ended on purpose: duplicates, and what was discarded' }),
  total: Type.Union([Type.Integer(), Type.Null()], { description: 'parked events it is about, when somebody counted them' }),
  error: Type.Union([Type.String(), Type.Null()]),
});
