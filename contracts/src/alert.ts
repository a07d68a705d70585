/** Alerts: what is watched, when it is told, what happened. */
import Type from 'typebox';
import { qualityDimensions } from './data-quality.ts';
import { NullOr } from './define.ts';
import { PageOf } from './page.ts';
import { Words } from './words.ts';

const keys = (description: string) => Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 200 }), { maxItems: 200, description }));
const closed = { additionalProperties: false } as const;
const Count = Type.Integer({ minimum: 0, maximum: 1e12 });

/** What each kind of rule may be told. A rule without settings watches all there is, with sensible bounds. */
export const alertSettings = {
  pipeline_lag: Type.Object(
    { above: Type.Integer({ minimum: 1, maximum: 1e12, default: 10_000, description: 'events accepted and not yet worked off' }) },
    closed,
  ),
  parked_share: Type.Object(
    {
      abovePercent: Type.Number({ minimum: 0, maximum: 100, default: 5 }),
      windowMinutes: Type.Integer({ minimum: 5, maximum: 1440, default: 60 }),
      minEvents: Type.Integer({ minimum: 1, default: 100, description: 'fewer than these in the window say nothing' }),
    },
    closed,
  ),
  parked_reason: Type.Object(
    { quietDays: Type.Integer({ minimum: 1, maximum: 30, default: 7, description: 'a reason not seen for so long counts as new' }) },
    closed,
  ),
  source_silent: Type.Object(
    { hours: Type.Number({ minimum: 0.1, maximum: 720, default: 6 }), sources: keys('names; all that have ever sent when left out') },
    closed,
  ),
  event_volume: Type.Object(
    {
      events: Type.Array(Type.String({ minLength: 1, maxLength: 200 }), { minItems: 1, maxItems: 50 }),
      deviations: Type.Number({ minimum: 1, maximum: 50, default: 6, description: 'how many MADs from the median of the same hour of the week' }),
      weeks: Type.Integer({ minimum: 3, maximum: 12, default: 4 }),
    },
    closed,
  ),
  import_failed: Type.Object({}, closed),
  connection_failing: Type.Object({ failures: Type.Integer({ minimum: 1, maximum: 100, default: 3, description: 'runs that failed in a row' }) }, closed),
  connection_behind: Type.Object(
    { hours: Type.Number({ minimum: 0.1, maximum: 720, default: 24, description: 'so long no run has succeeded, of connections that run by the clock' }) },
    closed,
  ),
  webhook_refused: Type.Object(
    { above: Type.Integer({ minimum: 0, maximum: 1e9, default: 20 }), windowMinutes: Type.Integer({ minimum: 10, maximum: 1440, default: 60 }) },
    closed,
  ),
  segment_size: Type.Object({ segments: keys('keys; all when left out'), below: Type.Optional(Count), above: Type.Optional(Count) }, closed),
  segment_moved: Type.Object(
    {
      segments: keys('keys; all when left out'),
      percent: Type.Number({ minimum: 1, maximum: 10_000, default: 30 }),
      direction: Type.Enum(['any', 'up', 'down'], { default: 'any', description: 'up: only when it grows; down: only when it shrinks' }),
      hours: Type.Integer({ minimum: 1, maximum: 168, default: 24 }),
      minMembers: Type.Integer({ minimum: 1, default: 100, description: 'smaller segments move by chance' }),
    },
    closed,
  ),
  segment_quiet: Type.Object(
    {
      segments: Type.Array(Type.String({ minLength: 1, maxLength: 200 }), { minItems: 1, maxItems: 200, description: 'keys' }),
      days: Type.Integer({ minimum: 1, maximum: 365, default: 7, description: 'so long nobody has entered' }),
    },
    closed,
  ),
  live_drift: Type.Object({}, closed),
  disk_low: Type.Object({ belowPercent: Type.Number({ minimum: 0.1, maximum: 90, default: 10 }) }, closed),
  definition_failed: Type.Object({}, closed),
  data_quality: Type.Object(
    {
      dimensions: Type.Optional(Type.Array(Type.Enum([...qualityDimensions]), { maxItems: 5, description: 'all when left out' })),
      sources: keys('names; all when left out'),
      days: Type.Integer({ minimum: 1, maximum: 90, default: 7, description: 'the last days together' }),
      minAffected: Type.Integer({ minimum: 1, maximum: 1e9, default: 30, description: 'fewer messages, people or orders are no matter for alarm' }),
    },
    closed,
  ),
} as const;
export type AlertKind = keyof typeof alertSettings;
export type AlertSettings<Kind extends AlertKind> = Type.Static<(typeof alertSettings)[Kind]>;

export const alertKinds: readonly AlertKind[] = [
  'pipeline_lag',
  'parked_share',
  'parked_reason',
  'source_silent',
  'event_volume',
  'import_failed',
  'connection_failing',
  'connection_behind',
  'webhook_refused',
  'segment_size',
  'segment_moved',
  'segment_quiet',
  'live_drift',
  'disk_low',
  'definition_failed',
  'data_quality',
];

/** How long a condition must hold before it is told, by kind, in minutes. What has happened once is told at once. */
export const alertPatience: Readonly<Record<AlertKind, number>> = {
  pipeline_lag: 5,
  parked_share: 5,
  parked_reason: 0,
  source_silent: 0,
  event_volume: 0,
  import_failed: 0,
  connection_failing: 0,
  connection_behind: 0,
  webhook_refused: 0,
  segment_size: 10,
  segment_moved: 10,
  segment_quiet: 0,
  live_drift: 0,
  disk_low: 5,
  definition_failed: 0,
  data_quality: 0,
};

export const alertSeverities = ['info', 'warning', 'critical'] as const;
export type AlertSeverity = (typeof alertSeverities)[number];
export const alertStates = ['pending', 'firing', 'resolved'] as const;
export type AlertState = (typeof alertStates)[number];

const Moment = Type.String({ format: 'date-time' });
const ruleFields = {
  name: Type.String({ minLength: 1, maxLength: 100 }),
  severity: Type.Enum([...alertSeverities]),
  channels: Type.Array(Type.Integer({ minimum: 1 }), { maxItems: 20, description: 'ids; none: only the bell tells' }),
  forMinutes: Type.Integer({ minimum: 0, maximum: 1440, description: 'how long it must hold before it is told' }),
  repeatMinutes: Type.Integer({ minimum: 5, maximum: 10_080, description: 'while it lasts it is told again after this long' }),
  isEnabled: Type.Boolean(),
};

/** `settings` is checked against the schema of its kind (`alertSettings`). */
export const AlertRuleInput = Type.Object(
  {
    kind: Type.Enum([...alertKinds]),
    ...ruleFields,
    settings: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
    severity: Type.Optional(ruleFields.severity),
    channels: Type.Optional(ruleFields.channels),
    forMinutes: Type.Optional(ruleFields.forMinutes),
    repeatMinutes: Type.Optional(ruleFields.repeatMinutes),
    isEnabled: Type.Optional(ruleFields.isEnabled),
  },
  closed,
);
export type AlertRuleInput = Type.Static<typeof AlertRuleInput>;
export const AlertRuleChange = Type.Object({ ...AlertRuleInput.properties, kind: Type.Optional(Type.Never()), name: Type.Optional(ruleFields.name) }, closed);
export type AlertRuleChange = Type.Static<typeof AlertRuleChange>;

export const AlertRuleView = Type.Object({
  id: Type.Integer(),
  kind: Type.Enum([...alertKinds]),
  ...ruleFields,
  settings: Type.Record(Type.String(), Type.Unknown()),
  snoozedUntil: NullOr(Moment),
  snoozedBy: NullOr(Type.String()),
  state: Type.Enum(['ok', 'pending', 'firing']),
  firing: Type.Integer({ description: 'subjects that it fires for now' }),
  evaluatedAt: NullOr(Moment),
  problem: NullOr(Type.String({ description: 'why it could not be looked at last' })),
  updatedAt: Moment,
  updatedBy: Type.String(),
});
export type AlertRuleView = Type.Static<typeof AlertRuleView>;
export const AlertRuleList = Type.Object({ items: Type.Array(AlertRuleView) });
export const SnoozeInput = Type.Object({ minutes: Type.Integer({ minimum: 0, maximum: 43_200, description: '0: no longer' }) }, closed);

/** One episode: from the first look at which the condition held for a subject, until it was over. */
export const AlertView = Type.Object({
  id: Type.Integer(),
  rule: Type.Object({ id: Type.Integer(), name: Type.String(), kind: Type.Enum([...alertKinds]), severity: Type.Enum([...alertSeverities]) }),
  subject: Type.String({ description: 'the source, event, segment or file; "" for the whole workspace' }),
  state: Type.Enum([...alertStates]),
  value: NullOr(Type.Number()),
  says: Words,
  since: Moment,
  firedAt: NullOr(Moment),
  resolvedAt: NullOr(Moment),
  acknowledgedAt: NullOr(Moment),
  acknowledgedBy: NullOr(Type.String()),
});
export type AlertView = Type.Static<typeof AlertView>;
export const AlertPage = PageOf(AlertView);
export const AlertQuery = Type.Object({
  state: Type.Optional(Type.Enum([...alertStates, 'open'], { description: 'open: pending and firing' })),
  rule: Type.Optional(Type.Integer({ minimum: 1 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
  cursor: Type.Optional(Type.String({ maxLength: 500 })),
});

/** The kinds that watch segments. */
export const segmentAlertKinds = ['segment_size', 'segment_moved', 'segment_quiet'] as const;
export type SegmentAlertKind = (typeof segmentAlertKinds)[number];

/** A rule about one segment, made by whoever builds segments; they are told by the bell. Its settings are those of the kind, without `segments`. */
export const SegmentAlertInput = Type.Object(
  {
    kind: Type.Enum([...segmentAlertKinds]),
    name: Type.Optional(ruleFields.name),
    settings: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
    severity: Type.Optional(ruleFields.severity),
    channels: Type.Optional(ruleFields.channels),
  },
  closed,
);
export type SegmentAlertInput = Type.Static<typeof SegmentAlertInput>;
export const SegmentAlertParams = Type.Object({ key: Type.String({ minLength: 1, maxLength: 100 }), id: Type.Integer({ minimum: 1 }) });
export const SegmentAlertList = Type.Object({
  items: Type.Array(
    Type.Object({ ...AlertRuleView.properties, isShared: Type.Boolean({ description: 'it watches other segments too, and is changed where all rules are' }) }),
  ),
  channels: Type.Array(Type.Object({ id: Type.Integer(), name: Type.String() }), { description: 'where such alerts can be sent' }),
});
export type SegmentAlertList = Type.Static<typeof SegmentAlertList>;
