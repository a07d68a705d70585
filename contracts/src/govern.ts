import Type from 'typebox';

const Name = Type.String({ minLength: 1, maxLength: 100, pattern: '\\S' });
const Key = Type.String({ pattern: '^[a-z0-9][a-z0-9_-]{0,62}$', description: 'lower-case letters, digits, - and _' });
const Region = Type.String({ pattern: '^[A-Z]{2}$', description: 'ISO 3166-1 alpha-2; reads phone numbers without a country code' });
const WriteKey = Type.String({ description: 'shown once; `c` and 24 letters or digits' });
const CreatedAt = Type.String({ format: 'date-time' });

export const Scope = Type.Union([Type.Literal('read'), Type.Literal('write'), Type.Literal('admin')]);

export const WorkspaceInput = Type.Object(
  {
    key: Key,
    name: Name,
    timezone: Type.Optional(Type.String({ description: 'IANA; the days of the workspace begin there' })),
    defaultRegion: Type.Optional(Region),
  },
  { additionalProperties: false },
);
export const WorkspaceView = Type.Object({
  id: Type.Integer(),
  key: Type.String(),
  name: Type.String(),
  timezone: Type.String(),
  defaultRegion: Type.String(),
  createdAt: CreatedAt,
});
export const WorkspaceCreated = Type.Object({
  ...WorkspaceView.properties,
  writeKey: WriteKey,
  apiKey: Type.String({ description: 'shown once; a key with the scope admin in this workspace' }),
});

export const SourceInput = Type.Object(
  {
    name: Name,
    kind: Type.Optional(Type.Union([Type.Literal('stream'), Type.Literal('import')], { default: 'stream' })),
    trust: Type.Optional(Type.Integer({ minimum: 0, maximum: 100, default: 50, description: "of two sources the more trusted one's trait value survives" })),
  },
  { additionalProperties: false },
);
export const SourceView = Type.Object({
  id: Type.Integer(),
  name: Type.String(),
  kind: Type.Union([Type.Literal('stream'), Type.Literal('import'), Type.Literal('webhook')]),
  trust: Type.Integer(),
  writeKeyHint: Type.Union([Type.String({ description: 'the last four characters of the write key' }), Type.Null()]),
  createdAt: CreatedAt,
});
export const SourceCreated = Type.Object({ ...SourceView.properties, writeKey: Type.Union([WriteKey, Type.Null()]) });

export const KeyInput = Type.Object(
  { name: Name, scopes: Type.Array(Scope, { minItems: 1, maxItems: 3, uniqueItems: true }) },
  { additionalProperties: false },
);
export const KeyView = Type.Object({ id: Type.Integer(), name: Type.String(), scopes: Type.Array(Scope), createdAt: CreatedAt });
export const KeyCreated = Type.Object({ ...KeyView.properties, secret: Type.String({ description: 'shown once; only its SHA-256 is stored' }) });

export const IdParams = Type.Object({ id: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }) });
