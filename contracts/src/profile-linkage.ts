import Type from 'typebox';
import { NullOr } from './define.ts';
import { LinkageConfig } from './linkage.ts';
import { PageOf, PageQuery } from './page.ts';

const Moment = Type.String({ format: 'date-time' });
const Count = Type.Integer();
const Share = Type.Number({ description: '0 to 1' });
const Probability = Type.Number({ exclusiveMinimum: 0, exclusiveMaximum: 1 });
const Id = Type.Integer({ minimum: 1 });
const exactly = { additionalProperties: false };

/** When a workspace's profiles are linked by themselves. */
export const LinkageSchedule = Type.Union([
  Type.Object({ every: Type.Literal('manual') }, exactly),
  Type.Object({ every: Type.Literal('day'), hour: Type.Integer({ minimum: 0, maximum: 23, description: "on the workspace's clocks" }) }, exactly),
]);
export type LinkageSchedule = Type.Static<typeof LinkageSchedule>;

/** How the profiles of a workspace are linked. Columns are paths of traits. */
export const LinkageSettings = Type.Object(
  {
    comparisons: LinkageConfig.properties.comparisons,
    blocking: LinkageConfig.properties.blocking,
    maxPairs: LinkageConfig.properties.maxPairs,
    linkFrom: Probability,
    reviewFrom: Probability,
    schedule: LinkageSchedule,
  },
  exactly,
);
export type LinkageSettings = Type.Static<typeof LinkageSettings>;

export const LinkageSettingsInput = Type.Object(
  {
    ...Type.Omit(LinkageSettings, ['linkFrom', 'reviewFrom', 'schedule']).properties,
    linkFrom: Type.Optional({ ...Probability, description: 'pairs from this probability on become merges; 0.95' }),
    reviewFrom: Type.Optional({ ...Probability, description: 'pairs from here up to linkFrom go to the review queue; 0.2' }),
    schedule: Type.Optional(LinkageSchedule),
    reason: Type.Optional(Type.String({ maxLength: 1000, description: 'why it was changed; kept with the version' })),
  },
  exactly,
);
export type LinkageSettingsInput = Type.Static<typeof LinkageSettingsInput>;

export const LinkageSettingsView = Type.Object({
  version: Type.Integer({ description: 'the ETag; 0: nothing is configured, and nothing is linked' }),
  author: NullOr(Type.String()),
  reason: NullOr(Type.String()),
  createdAt: NullOr(Moment),
  settings: NullOr(LinkageSettings),
});
export type LinkageSettingsView = Type.Static<typeof LinkageSettingsView>;
export const LinkageSettingsPage = PageOf(LinkageSettingsView);

export const LinkageProposal = Type.Object({
  profiles: Type.Integer({ description: 'profiles that were looked at' }),
  comparisons: LinkageConfig.properties.comparisons,
  leftOut: Type.Array(Type.Object({ column: Type.String(), why: Type.String() })),
});

export const LinkageRunInput = Type.Object(
  {
    mode: Type.Optional(
      Type.Union([Type.Literal('full'), Type.Literal('incremental')], {
        description:
          'full: everybody with everybody, and a new model. incremental (where there is a full run of these settings): new and changed profiles with everybody, by its model',
      }),
    ),
  },
  exactly,
);

const RunState = Type.String({ description: 'waiting, comparing, applying, done, failed, cancelled' });

/** A run without its model. */
export const LinkageRunOutline = Type.Object({
  id: Id,
  version: Type.Integer({ description: 'of the settings' }),
  mode: Type.String(),
  author: Type.String(),
  state: RunState,
  attempts: Type.Integer({ description: 'more than 1: a worker died, and it was repeated' }),
  progress: NullOr(Type.String()),
  error: NullOr(Type.String()),
  askedAt: Moment,
  startedAt: NullOr(Moment),
  finishedAt: NullOr(Moment),
  records: NullOr(Count),
  changed: NullOr(Type.Integer({ description: 'profiles that were new or changed' })),
  comparedPairs: NullOr(Count),
  links: Type.Integer({ description: 'merges that were made' }),
  pending: Type.Integer({ description: 'links that are still to be made' }),
  refused: Type.Integer({ description: 'links that limits or undone merges forbid' }),
  reviews: Type.Integer({ description: 'pairs that were sent to review' }),
});
export type LinkageRunOutline = Type.Static<typeof LinkageRunOutline>;
export const LinkageRunPage = PageOf(LinkageRunOutline);

const Estimate = Type.Object({ value: Share, low: Share, high: Share });

/** What people's verdicts on a drawn sample say of a run. */
export const LinkageEstimate = Type.Object(
  {
    judged: Count,
    precision: Estimate,
    recall: Estimate,
    strata: Type.Array(Type.Object({ from: Share, pairs: Count, expected: Share, drawn: Count, judged: Count, same: Count })),
  },
  { description: 'by verdicts on the pairs that were drawn; intervals hold 95 %. recall: of the matches among compared pairs' },
);
export type LinkageEstimate = Type.Static<typeof LinkageEstimate>;

export const LinkageRunView = Type.Object({
  ...LinkageRunOutline.properties,
  lambda: NullOr(Type.Number({ description: 'P(two profiles taken at random are one person)' })),
  modelRun: NullOr(Type.Integer({ description: 'the full run whose model it used; null: its own' })),
  comparisons: Type.Array(
    Type.Object({
      name: Type.String(),
      levels: Type.Array(Type.Object({ label: Type.String(), m: Share, u: Share, bits: Type.Number({ description: 'log2(m/u)' }) })),
    }),
  ),
  blocking: Type.Array(Type.Object({ label: Type.String(), pairs: Count, skippedBlocks: Count, skippedPairs: Count })),
  thresholds: Type.Array(
    Type.Object({
      probability: Share,
      pairs: Count,
      precision: Share,
      recall: Share,
      merges: NullOr(Type.Integer({ description: 'merges there would be when linking from here; null below reviewFrom' })),
    }),
    { description: 'what is to be expected by the model itself' },
  ),
  estimate: NullOr(LinkageEstimate),
});
export type LinkageRunView = Type.Static<typeof LinkageRunView>;

export const LinkageSampleInput = Type.Object(
  { each: Type.Integer({ minimum: 1, maximum: 200, description: 'pairs of every stratum that are put into the queue' }) },
  exactly,
);

const Verdict = Type.Union([Type.Literal('same'), Type.Literal('different'), Type.Literal('unsure')]);

export const LinkageReviewQuery = Type.Object({
  ...PageQuery.properties,
  state: Type.Optional(
    Type.Union([Type.Literal('open'), Type.Literal('decided'), Type.Literal('refused')], {
      default: 'open',
      description: 'open: waits for a verdict; refused: limits or undone merges forbid the link',
    }),
  ),
});

const Side = Type.Object({
  profile: Type.Integer({ description: 'today’s' }),
  home: Type.Integer(),
  values: Type.Array(NullOr(Type.String()), { description: 'in the order of `columns`' }),
});

export const LinkagePairView = Type.Object({
  id: Id,
  run: Id,
  state: Type.String({ description: 'pending, linked, implied, refused, review, sample' }),
  probability: Share,
  bits: Type.Number(),
  columns: Type.Array(Type.String()),
  a: Side,
  b: Side,
  steps: Type.Array(Type.Object({ comparison: Type.String(), label: Type.String(), bits: Type.Number(), probability: Share }), {
    description: 'the waterfall: the odds before comparing, then what each comparison adds',
  }),
  obstacle: NullOr(Type.Object({ cause: Type.String(), kind: NullOr(Type.String()), most: NullOr(Count) })),
  mergeId: NullOr(Count),
  verdict: NullOr(Verdict),
  decidedBy: NullOr(Type.String()),
  decidedAt: NullOr(Moment),
  reason: NullOr(Type.String()),
});
export type LinkagePairView = Type.Static<typeof LinkagePairView>;
export const LinkagePairPage = PageOf(LinkagePairView);

export const LinkageVerdict = Type.Object({ verdict: Verdict, reason: Type.Optional(Type.String({ maxLength: 1000 })) }, exactly);
export const LinkageDecided = Type.Object({
  verdict: Verdict,
  mergeId: NullOr(Type.Integer({ description: 'the merge that "same" made' })),
  undone: NullOr(Type.Integer({ description: 'the merge that "different" undid' })),
});
