/** Data that comes by itself: a database that is asked, a folder or a bucket that is watched. What it means stands in server/src/collect/connect. */
import Type, { type Static } from 'typebox';
import { NullOr } from './define.ts';
import { ImportMappingSchema, importStates } from './import.ts';
import { ImportChoices } from './import-recognise.ts';
import { PageOf } from './page.ts';
import { Words } from './words.ts';

export const connectionKinds = ['postgres', 'mysql', 'folder', 's3'] as const;
export type ConnectionKind = (typeof connectionKinds)[number];

/** required: encrypted, whoever answers; verify: and its certificate must be right. */
export const tlsModes = ['off', 'required', 'verify'] as const;

const Moment = Type.String({ format: 'date-time' });
const Host = Type.String({ minLength: 1, maxLength: 255, pattern: '^[A-Za-z0-9._:-]+$' });
const strict = { additionalProperties: false };

const database = {
  host: Host,
  port: Type.Integer({ minimum: 1, maximum: 65_535 }),
  database: Type.String({ minLength: 1, maxLength: 128 }),
  user: Type.String({ minLength: 1, maxLength: 128 }),
  tls: Type.Enum([...tlsModes]),
  ca: Type.Optional(Type.String({ maxLength: 20_000, description: 'the certificate to trust, as PEM; without one, those of the system' })),
};

export const DatabasePlace = Type.Object({ kind: Type.Union([Type.Literal('postgres'), Type.Literal('mysql')]), ...database }, strict);
export type DatabasePlace = Static<typeof DatabasePlace>;

export const FolderPlace = Type.Object(
  {
    kind: Type.Literal('folder'),
    folder: Type.String({ minLength: 1, maxLength: 1000, description: 'within one of the folders that the installation allows' }),
  },
  strict,
);
export type FolderPlace = Static<typeof FolderPlace>;

export const BucketPlace = Type.Object(
  {
    kind: Type.Literal('s3'),
    endpoint: Type.String({ minLength: 1, maxLength: 500, description: 'such as https://oss-cn-hangzhou.aliyuncs.com' }),
    region: Type.String({ minLength: 1, maxLength: 60, pattern: '^[A-Za-z0-9-]+$' }),
    bucket: Type.String({ minLength: 1, maxLength: 100, pattern: '^[A-Za-z0-9._-]+$' }),
    accessKeyId: Type.String({ minLength: 1, maxLength: 200 }),
    isPathStyle: Type.Boolean({ description: 'the bucket stands in the path (MinIO) and not in the name of the host' }),
  },
  strict,
);
export type BucketPlace = Static<typeof BucketPlace>;

/** Where the data lies; its secret (a password, a secret access key) is sent beside it and never given back. */
export const ConnectionPlace = Type.Union([DatabasePlace, FolderPlace, BucketPlace]);
export type ConnectionPlace = Static<typeof ConnectionPlace>;

/** `new`: what has a value in `column` that is not behind what was read; `all`: everything each time, of which only what has changed goes on. */
export const QueryPull = Type.Object(
  {
    query: Type.String({ minLength: 1, maxLength: 20_000, description: 'a SELECT' }),
    read: Type.Enum(['new', 'all']),
    column: Type.Optional(Type.String({ minLength: 1, maxLength: 128, description: 'grows with each row that is new or changed: updated_at, id' })),
    key: Type.Optional(Type.String({ minLength: 1, maxLength: 128, description: 'tells rows apart that have the same value in `column`: a primary key' })),
    lookBack: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: 31_536_000,
        description: 'is read again each time, for rows that were committed late: seconds for a column of time, otherwise its own unit',
      }),
    ),
  },
  strict,
);
export type QueryPull = Static<typeof QueryPull>;

export const FilesPull = Type.Object(
  {
    pattern: Type.String({ minLength: 1, maxLength: 500, description: '* any characters, ** folders as well, ? one character' }),
    prefix: Type.Optional(Type.String({ maxLength: 500, description: 'of a bucket: only what begins with it is listed' })),
  },
  strict,
);
export type FilesPull = Static<typeof FilesPull>;

export const ConnectionPull = Type.Union([QueryPull, FilesPull]);
export type ConnectionPull = Static<typeof ConnectionPull>;

/** Days begin in the workspace's time zone. */
export const ConnectionSchedule = Type.Union([
  Type.Object({ every: Type.Literal('minutes'), minutes: Type.Integer({ minimum: 1, maximum: 1440 }) }, strict),
  Type.Object({ every: Type.Literal('hour') }, strict),
  Type.Object({ every: Type.Literal('day'), at: Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' }) }, strict),
  Type.Object({ every: Type.Literal('never') }, strict),
]);
export type ConnectionSchedule = Static<typeof ConnectionSchedule>;

const Name = Type.String({ minLength: 1, maxLength: 100 });
const Secret = Type.Optional(NullOr(Type.String({ maxLength: 2000, description: 'a password or a secret access key; taken and never given back' })));

export const ConnectionTry = Type.Object(
  {
    place: ConnectionPlace,
    secret: Secret,
    connection: Type.Optional(Type.Integer({ description: 'the one whose kept secret is used; only while the place is the same' })),
    pull: ConnectionPull,
  },
  strict,
);
export type ConnectionTry = Static<typeof ConnectionTry>;

export const TriedColumn = Type.Object({
  name: Type.String(),
  type: Type.String({ description: 'as the database calls it' }),
  grows: Type.Boolean({ description: 'can be the column by which new rows are known: a time or a number' }),
});
export type TriedColumn = Static<typeof TriedColumn>;

export const TriedFile = Type.Object({ path: Type.String(), bytes: Type.Integer(), changedAt: NullOr(Moment) });
export type TriedFile = Static<typeof TriedFile>;

/** What a place gave when it was asked. `upload` is the sample, recognised as an uploaded file is: /api/v1/imports/recognise/{upload}. */
export const ConnectionTried = Type.Object({
  upload: Type.String(),
  server: Type.String({ description: 'what answered' }),
  columns: Type.Array(TriedColumn),
  rows: Type.Array(Type.Array(NullOr(Type.String())), { description: 'the first 20, by `columns`' }),
  sampled: Type.Integer({ description: 'rows that were read to see what they mean' }),
  files: Type.Array(TriedFile, { description: 'the first 100 that fit the pattern' }),
  matched: Type.Integer({ description: 'files that fit the pattern' }),
  warnings: Type.Array(Words),
});
export type ConnectionTried = Static<typeof ConnectionTried>;

export const ConnectionInput = Type.Object(
  {
    name: Name,
    place: ConnectionPlace,
    secret: Secret,
    pull: ConnectionPull,
    mapping: ImportMappingSchema,
    choices: Type.Optional(NullOr(ImportChoices)),
    schedule: ConnectionSchedule,
    isPaused: Type.Optional(Type.Boolean({ default: false })),
  },
  strict,
);
export type ConnectionInput = Static<typeof ConnectionInput>;

/** What is left out stays. Another query or place begins from the beginning. */
export const ConnectionChange = Type.Object(
  {
    name: Type.Optional(Name),
    place: Type.Optional(ConnectionPlace),
    secret: Secret,
    pull: Type.Optional(ConnectionPull),
    mapping: Type.Optional(ImportMappingSchema),
    choices: Type.Optional(NullOr(ImportChoices)),
    schedule: Type.Optional(ConnectionSchedule),
    isPaused: Type.Optional(Type.Boolean()),
    readAgain: Type.Optional(
      Type.Boolean({ description: 'the next run begins from the beginning: what rows say of customers is said anew, events that are here stay as they are' }),
    ),
  },
  strict,
);
export type ConnectionChange = Static<typeof ConnectionChange>;

export const connectionRunStates = ['waiting', 'running', 'done', 'failed', 'stopped'] as const;
export type ConnectionRunState = (typeof connectionRunStates)[number];

const Problem = NullOr(Type.Object({ code: Type.String(), message: Type.String(), zh: Type.String() }));

/** read = unchanged + what its imports say of their rows: used, skipped, rejected. */
export const ConnectionRun = Type.Object({
  id: Type.Integer(),
  cause: Type.Enum(['schedule', 'person']),
  by: NullOr(Type.String()),
  state: Type.Enum([...connectionRunStates]),
  read: Type.Integer({ description: 'rows that came' }),
  unchanged: Type.Integer({ description: 'of a full read: rows that were the same the last time, and are left out' }),
  used: Type.Integer(),
  skipped: Type.Integer(),
  rejected: Type.Integer(),
  events: Type.Integer({ description: 'of what was made of them, what is new' }),
  duplicates: Type.Integer({ description: 'had come before' }),
  parked: Type.Integer(),
  dropped: Type.Integer(),
  imports: Type.Integer(),
  error: Problem,
  createdAt: Moment,
  startedAt: NullOr(Moment),
  finishedAt: NullOr(Moment),
});
export type ConnectionRun = Static<typeof ConnectionRun>;
export const ConnectionRunPage = PageOf(ConnectionRun);

/** One slice of a run: an import like any, by its own page. */
const ConnectionRunImport = Type.Object({
  id: Type.String(),
  fileName: Type.String(),
  state: Type.Enum([...importStates]),
  rows: Type.Integer(),
  events: Type.Integer(),
  rejected: Type.Integer(),
});
export const ConnectionRunImports = Type.Object({ items: Type.Array(ConnectionRunImport) });
export type ConnectionRunImports = Static<typeof ConnectionRunImports>;

export const connectionStates = ['ok', 'new', 'running', 'failing', 'paused'] as const;
export type ConnectionState = (typeof connectionStates)[number];

export const ConnectionView = Type.Object({
  id: Type.Integer(),
  name: Type.String(),
  place: ConnectionPlace,
  hasSecret: Type.Boolean(),
  pull: ConnectionPull,
  mapping: ImportMappingSchema,
  choices: NullOr(ImportChoices),
  source: Type.String({ description: 'the source that its events come under' }),
  schedule: ConnectionSchedule,
  isPaused: Type.Boolean(),
  state: Type.Enum([...connectionStates]),
  failures: Type.Integer({ description: 'runs that failed since one that did not' }),
  lag: Type.Object({
    have: NullOr(Type.String({ description: 'the newest value of the column that is here' })),
    newest: NullOr(Type.String({ description: 'the newest that the place had when it was last asked' })),
    newestAt: NullOr(Moment),
    waitingFiles: Type.Integer(),
  }),
  lastRun: NullOr(ConnectionRun),
  lastSuccessAt: NullOr(Moment),
  nextAt: NullOr(Moment),
  updatedAt: Moment,
  updatedBy: Type.String(),
});
export type ConnectionView = Static<typeof ConnectionView>;

export const ConnectionList = Type.Object({
  items: Type.Array(ConnectionView),
  folders: Type.Array(Type.String(), { description: 'those that may be watched in this installation' }),
});
export type ConnectionList = Static<typeof ConnectionList>;

export const ConnectionFile = Type.Object({
  path: Type.String(),
  version: Type.String(),
  bytes: Type.Integer(),
  import: NullOr(Type.String()),
  state: Type.Enum(['done', 'failed']),
  isAgain: Type.Boolean({ description: 'an earlier version of it was brought in before' }),
  error: Problem,
  at: Moment,
});
export type ConnectionFile = Static<typeof ConnectionFile>;
export const ConnectionFilePage = PageOf(ConnectionFile);
export const ConnectionRunParams = Type.Object({ id: Type.Integer({ minimum: 1 }), run: Type.Integer({ minimum: 1 }) });
