import Type, { type Static } from 'typebox';
import { NullOr } from './define.ts';
import { roles } from './roles.ts';
import { sqlMostRows } from './sql.ts';
import { Words } from './words.ts';

const exactly = { additionalProperties: false };
const Word = Type.String({ minLength: 1, maxLength: 30, pattern: '\\S' });

/** What a business sells; decides which packs are offered first and how customers are called by default. */
export const industries = ['retail', 'ecommerce', 'beauty', 'dining', 'education', 'health', 'finance', 'auto', 'travel', 'b2b', 'media', 'other'] as const;
export const Industry = Type.Enum([...industries]);
export type Industry = (typeof industries)[number];

/** How one customer is called, in both languages, as people of each industry say it. */
export const customerWords: Readonly<Record<Industry, Words>> = {
  retail: { zh: '会员', en: 'member' },
  ecommerce: { zh: '客户', en: 'customer' },
  beauty: { zh: '会员', en: 'member' },
  dining: { zh: '会员', en: 'guest' },
  education: { zh: '学员', en: 'student' },
  health: { zh: '患者', en: 'patient' },
  finance: { zh: '客户', en: 'client' },
  auto: { zh: '车主', en: 'owner' },
  travel: { zh: '旅客', en: 'guest' },
  b2b: { zh: '客户', en: 'contact' },
  media: { zh: '用户', en: 'user' },
  other: { zh: '客户', en: 'customer' },
};

const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'a day of the workspace’s zone' });
export const OwnDay = Type.Object({ name: Type.String({ minLength: 1, maxLength: 60 }), from: Day, to: Day }, exactly);

/** Limits of each role; 0: none of it. */
const RowLimit = Type.Integer({ minimum: 0, maximum: 10_000_000 });
const roleName = Type.String({ pattern: '^(admin|data_operator|marketer|analyst|sales|privacy_officer|manager|viewer)$' });
const Limits = Type.Object(
  {
    exportRows: Type.Record(roleName, RowLimit, { description: 'rows of one export, by role' }),
    sqlRows: Type.Record(roleName, Type.Integer({ minimum: 1, maximum: sqlMostRows }), { description: 'rows that an answer in SQL shows, by role' }),
    sqlSeconds: Type.Record(roleName, Type.Integer({ minimum: 1, maximum: 300 }), { description: 'how long a statement in SQL may run, by role' }),
    revealsPerDay: Type.Integer({ minimum: 0, maximum: 100_000, description: 'profiles that one operator may reveal on a day' }),
  },
  exactly,
);

export const WorkspaceSettings = Type.Object(
  {
    industry: NullOr(Industry),
    noun: Type.Object({ zh: Word, en: Word }, { ...exactly, description: 'how one customer is called: 会员, 学员, … member, student, …' }),
    currency: Type.String({ pattern: '^[A-Z]{3}$', description: 'ISO 4217; of amounts that name none' }),
    holidays: Type.Object(
      {
        calendar: NullOr(Type.Literal('CN', { description: 'Chinese and shopping holidays' })),
        own: Type.Array(OwnDay, { maxItems: 200, description: 'the brand’s own: anniversaries, sales' }),
      },
      exactly,
    ),
    limits: Limits,
  },
  exactly,
);
export type WorkspaceSettings = Static<typeof WorkspaceSettings>;

const sameForAll = <T>(limit: T) => Object.fromEntries(roles.map((role) => [role, limit]));

export const firstSettings: WorkspaceSettings = {
  industry: null,
  noun: { zh: '客户', en: 'customer' },
  currency: 'CNY',
  holidays: { calendar: 'CN', own: [] },
  limits: {
    exportRows: { admin: 1_000_000, data_operator: 0, marketer: 50_000, analyst: 50_000, sales: 0, privacy_officer: 1_000_000, manager: 0, viewer: 0 },
    sqlRows: sameForAll(sqlMostRows),
    sqlSeconds: sameForAll(60),
    revealsPerDay: 100,
  },
};

export const WorkspaceDetail = Type.Object({
  id: Type.Integer(),
  key: Type.String(),
  name: Type.String(),
  timezone: Type.String({ description: 'IANA; the days of the workspace begin there' }),
  defaultRegion: Type.String({ description: 'ISO 3166-1 alpha-2; reads phone numbers without a country code' }),
  isDemo: Type.Boolean(),
  ...WorkspaceSettings.properties,
  version: Type.Integer({ description: 'the ETag' }),
  createdAt: Type.String({ format: 'date-time' }),
});
export type WorkspaceDetail = Static<typeof WorkspaceDetail>;

export const WorkspacePatch = Type.Partial(
  Type.Object({
    name: Type.String({ minLength: 1, maxLength: 100, pattern: '\\S' }),
    timezone: Type.String({ maxLength: 60 }),
    defaultRegion: Type.String({ pattern: '^[A-Z]{2}$' }),
    ...WorkspaceSettings.properties,
    limits: Type.Partial(Limits),
  }),
  exactly,
);
export type WorkspacePatch = Static<typeof WorkspacePatch>;

export const WorkspaceParams = Type.Object({ key: Type.String({ minLength: 1, maxLength: 63 }) });
export const WorkspaceRemovalInput = Type.Object({ confirm: Type.String({ description: 'the key of the workspace once more' }) }, exactly);
export const WorkspaceRemoval = Type.Object({
  key: Type.String(),
  name: Type.String(),
  askedAt: Type.String({ format: 'date-time' }),
  finishedAt: NullOr(Type.String({ format: 'date-time' })),
  done: Type.Array(Type.String(), { description: 'steps that are behind it' }),
  error: NullOr(Type.String()),
});
export type WorkspaceRemoval = Static<typeof WorkspaceRemoval>;

export const DemoInput = Type.Object(
  { customers: Type.Optional(Type.Integer({ minimum: 100, maximum: 20_000, default: 1000, description: 'about 70 events each' })) },
  exactly,
);
export const DemoView = Type.Object({
  workspace: Type.String({ description: 'its key' }),
  customers: Type.Integer(),
  state: Type.Enum(['queued', 'running', 'done', 'failed', 'cancelled']),
  stage: NullOr(Type.Enum(['truth', 'events', 'pipeline', 'consents', 'packs'])),
  progress: Type.Number({ description: '0–1, of everything' }),
  error: NullOr(Type.String()),
  askedAt: Type.String({ format: 'date-time' }),
  finishedAt: NullOr(Type.String({ format: 'date-time' })),
});
export type DemoView = Static<typeof DemoView>;

export const onboardingSteps = ['industry', 'data', 'identifiers', 'pack', 'segment', 'invite'] as const;
export const OnboardingStep = Type.Object({
  key: Type.Enum([...onboardingSteps]),
  isDone: Type.Boolean(),
});
export const OnboardingView = Type.Object({
  steps: Type.Array(OnboardingStep),
  isDismissed: Type.Boolean(),
  isDone: Type.Boolean(),
  packs: Type.Array(
    Type.Object({
      key: Type.String(),
      name: Words,
      items: Type.Integer(),
      ready: Type.Integer({ description: 'items for which all data is there' }),
      adopted: Type.Integer(),
      missing: Type.Array(Type.Object({ kind: Type.String(), name: Type.String(), items: Type.Integer({ description: 'items that wait for it' }) }), {
        description: 'what most items wait for, the first five',
      }),
    }),
    { description: 'those of the workspace’s industry first' },
  ),
});
export type OnboardingView = Static<typeof OnboardingView>;
export const OnboardingPatch = Type.Object({ isDismissed: Type.Boolean() }, exactly);
