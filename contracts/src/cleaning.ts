import Type, { type Static } from 'typebox';

const closed = { additionalProperties: false } as const;
const step = <Name extends string, Fields extends Type.TProperties>(name: Name, fields: Fields, description: string) =>
  Type.Object({ do: Type.Literal(name), ...fields }, { ...closed, description });
const words = (most: number) => Type.String({ minLength: 1, maxLength: most });

export const placeLevels = ['province', 'city', 'finest'] as const;
export const cleaningUnits = ['', '%', 'mg', 'g', 'kg', 't', 'mm', 'cm', 'm', 'km', 'ml', 'l', 's', 'min', 'h', 'd'] as const;
export type CleaningUnit = (typeof cleaningUnits)[number];

/** One change to one value. A value that a step cannot read ends the rule: `otherwise` says what becomes of it. What is missing passes every step but `default`. */
export const CleaningStep = Type.Union([
  step('trim', {}, 'without blanks at both ends, and one blank where there are several'),
  step('case', { to: Type.Enum(['lower', 'upper', 'title']) }, 'letters in one case'),
  step('width', {}, 'full-width letters, digits and signs as half-width ones'),
  step('blank', { values: Type.Array(Type.String({ maxLength: 100 }), { minItems: 1, maxItems: 100 }) }, 'these values mean that nothing is known'),
  step(
    'phone',
    { region: Type.Optional(Type.String({ pattern: '^[A-Z]{2}$', description: "without one: the source's" })) },
    'a telephone number, as +8613800138000',
  ),
  step('email', {}, 'an e-mail address in small letters'),
  step(
    'date',
    {
      format: Type.Optional(words(60)),
      order: Type.Optional(Type.Enum(['dmy', 'mdy'])),
      serials: Type.Optional(Type.Boolean({ description: 'bare numbers are days of a spreadsheet: 44927' })),
    },
    'ISO 8601; a day without a clock stays a day, a month a month',
  ),
  step('number', { unit: Type.Optional(Type.Enum([...cleaningUnits], { description: 'the unit that the number is to be in: 3500g as 3.5 kg' })) }, 'a number'),
  step('money', { currency: Type.Optional(Type.String({ pattern: '^[A-Z]{3}$' })) }, 'an amount of one currency (CNY); others are not converted'),
  step('place', { level: Type.Enum([...placeLevels]), as: Type.Enum(['code', 'name']) }, 'a place of GB/T 2260; names of several places are not guessed'),
  step('idCard', { as: Type.Enum(['number', 'birthday', 'gender', 'province']) }, 'a Chinese identity card whose check digit fits; 15 digits become 18'),
  step('gender', { as: Type.Enum(['en', 'zh']), codes: Type.Optional(Type.Boolean({ description: '1 and 2 as in GB/T 2261.1' })) }, 'male, female or unknown'),
  step('boolean', {}, 'yes or no'),
  step(
    'map',
    {
      values: Type.Record(Type.String({ maxLength: 200 }), Type.Union([Type.String({ maxLength: 500 }), Type.Number(), Type.Boolean()])),
      others: Type.Enum(['keep', 'refuse']),
    },
    'one value instead of another',
  ),
  step('replace', { find: words(200), with: Type.String({ maxLength: 200 }) }, 'a text wherever it stands'),
  step(
    'split',
    {
      by: words(20),
      take: Type.Optional(Type.Integer({ minimum: -20, maximum: 20, description: 'the n-th part, from the end when negative; without one: a list' })),
    },
    'parts of a text',
  ),
  step('range', { least: Type.Optional(Type.Number()), most: Type.Optional(Type.Number()) }, 'a number within bounds'),
  step('pattern', { pattern: words(200) }, 'a text of which the whole fits an expression'),
  step(
    'default',
    { value: Type.Union([Type.String({ maxLength: 500 }), Type.Number(), Type.Boolean()]) },
    'what stands where nothing is known; always marked as imputed',
  ),
  step('drop', {}, 'the field goes'),
  step('discard', {}, 'the whole event is left out, and counted'),
]);
export type CleaningStep = Static<typeof CleaningStep>;
export type CleaningStepName = CleaningStep['do'];

export const cleaningParts = ['properties', 'traits', 'entity'] as const;
export type CleaningPart = (typeof cleaningParts)[number];
export const cleaningTests = ['exists', 'missing', 'eq', 'ne', 'gt', 'lt', 'in', 'nin', 'contains', 'startsWith'] as const;

export const CleaningExample = Type.Object(
  {
    in: Type.Unknown({ description: 'any JSON; left out: nothing stood there' }),
    out: Type.Optional(Type.Unknown({ description: 'left out: nothing stands there afterwards' })),
    refused: Type.Optional(Type.Boolean({ description: 'it cannot be read' })),
  },
  closed,
);
export type CleaningExample = Static<typeof CleaningExample>;

const Path = Type.String({ minLength: 1, maxLength: 300, pattern: '^[^\\s]', description: 'names joined by dots; products[].price: of each one in a list' });

/** Where, when and what: one rule. Rules are done in their order. */
export const CleaningRule = Type.Object(
  {
    id: Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,39}$' }),
    name: Type.String({ minLength: 1, maxLength: 100, pattern: '\\S' }),
    isOn: Type.Boolean(),
    source: Type.Optional(Type.String({ minLength: 1, maxLength: 200, description: 'without one: every source' })),
    part: Type.Enum([...cleaningParts], {
      description: 'what an event carries, what is said of the customer, or what is said of a thing (product, shop, account, …)',
    }),
    event: Type.Optional(Type.String({ minLength: 1, maxLength: 500, description: 'name of the event, or kind of thing; without one: all' })),
    path: Path,
    to: Type.Optional(Path),
    when: Type.Optional(
      Type.Array(Type.Object({ path: Path, op: Type.Enum([...cleaningTests]), value: Type.Optional(Type.Unknown()) }, closed), {
        maxItems: 5,
        description: 'all of these hold of the same part',
      }),
    ),
    steps: Type.Array(CleaningStep, { minItems: 1, maxItems: 20 }),
    otherwise: Type.Enum(['keep', 'empty', 'park'], {
      description: 'of a value that cannot be read: it stays as it was, it goes (a default may follow), or the event is parked',
    }),
    examples: Type.Array(CleaningExample, { maxItems: 50 }),
  },
  closed,
);
export type CleaningRule = Static<typeof CleaningRule>;

const Rules = Type.Array(CleaningRule, { maxItems: 500 });
const reason = Type.String({ minLength: 1, maxLength: 500, pattern: '\\S', description: 'why; kept with the version' });
export const CleaningInput = Type.Object({ rules: Rules, reason }, closed);

const Moment = Type.String({ format: 'date-time' });
export const CleaningDid = Type.Object({
  rule: Type.String(),
  source: Type.String(),
  changed: Type.Integer(),
  refused: Type.Integer(),
  imputed: Type.Integer(),
  parked: Type.Integer(),
  dropped: Type.Integer(),
  lastAt: Moment,
});
export type CleaningDid = Static<typeof CleaningDid>;

export const CleaningVersion = Type.Object({
  version: Type.Integer(),
  author: Type.Union([Type.String(), Type.Null()]),
  reason: Type.Union([Type.String(), Type.Null()]),
  at: Type.Union([Moment, Type.Null()]),
  rules: Rules,
});
export type CleaningVersion = Static<typeof CleaningVersion>;

/** The rules that count now, and what each did since it stands. */
export const CleaningView = Type.Object({ ...CleaningVersion.properties, did: Type.Array(CleaningDid) });
export type CleaningView = Static<typeof CleaningView>;

export const CleaningPreviewInput = Type.Object({ rule: CleaningRule }, closed);
const Shown = Type.Object({ raw: Type.String({ description: 'the part of the message, as JSON text' }) });
export const CleaningPreview = Type.Object({
  looked: Type.Integer({ description: 'events that were looked at: the last of the log' }),
  met: Type.Integer({ description: 'of them, those where the rule applies' }),
  changed: Type.Integer(),
  refused: Type.Integer(),
  imputed: Type.Integer(),
  parked: Type.Integer(),
  dropped: Type.Integer(),
  since: Type.Union([Moment, Type.Null()]),
  examples: Type.Array(Type.Object({ ok: Type.Boolean(), said: Type.String({ description: 'what came out, as JSON' }) }), {
    description: "of the rule's own examples",
  }),
  items: Type.Array(
    Type.Object({
      id: Type.String(),
      source: Type.String(),
      event: Type.String(),
      at: Moment,
      outcome: Type.Enum(['changed', 'refused', 'imputed', 'parked', 'dropped', 'same']),
      reason: Type.String(),
      before: Shown,
      after: Shown,
    }),
  ),
});
export type CleaningPreview = Static<typeof CleaningPreview>;

export const CleaningReplayInput = Type.Object(
  { isDry: Type.Boolean({ description: 'only counts' }), source: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })) },
  closed,
);
export const CleaningReplay = Type.Object({
  id: Type.Integer(),
  isDry: Type.Boolean(),
  source: Type.Union([Type.String(), Type.Null()]),
  version: Type.Integer(),
  state: Type.Enum(['waiting', 'running', 'done', 'failed', 'stopped']),
  askedAt: Moment,
  endedAt: Type.Union([Moment, Type.Null()]),
  by: Type.String(),
  coversFrom: Type.Union([Moment, Type.Null()], { description: 'the oldest message that the log still has' }),
  done: Type.Number({ description: 'share of the log that was read, 0 to 1' }),
  looked: Type.Integer(),
  changedEvents: Type.Integer(),
  changedValues: Type.Integer(),
  changedTraits: Type.Integer(),
  leftAlone: Type.Integer({ description: 'would be parked or left out by the rules now: they stay as they are' }),
  error: Type.Union([Type.String(), Type.Null()]),
  examples: Type.Array(Type.Object({ id: Type.String(), event: Type.String(), before: Shown, after: Shown })),
});
export type CleaningReplay = Static<typeof CleaningReplay>;
export const CleaningReplays = Type.Object({ items: Type.Array(CleaningReplay) });

export const DuplicateOrder = Type.Object({
  why: Type.Enum(['order_id', 'person_amount_time']),
  orderId: Type.String(),
  profile: Type.Integer(),
  revenue: Type.Union([Type.Number(), Type.Null()]),
  rows: Type.Array(
    Type.Object({ source: Type.String(), trust: Type.Integer(), messageId: Type.String(), orderId: Type.String(), at: Moment, survives: Type.Boolean() }),
  ),
});
export const DuplicateOrdersQuery = Type.Object({
  days: Type.Optional(Type.Integer({ minimum: 1, maximum: 3660 })),
  minutes: Type.Optional(Type.Integer({ minimum: 1, maximum: 1440 })),
});
export const DuplicateOrders = Type.Object({
  items: Type.Array(DuplicateOrder),
  groups: Type.Integer(),
  extraRows: Type.Integer(),
  extraRevenue: Type.Number({ description: 'of the rows that do not survive' }),
  hasMore: Type.Boolean(),
});
export type DuplicateOrders = Static<typeof DuplicateOrders>;
