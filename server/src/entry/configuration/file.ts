import {
  CleaningRule,
  ConnectionPlace,
  ConnectionPull,
  ConnectionSchedule,
  EnrichmentInput,
  ImportChoices,
  ImportMappingSchema,
  Plan,
  WebhookMapping,
  webhookKinds,
} from '@danqing/contracts';
import Type from 'typebox';
import Value from 'typebox/value';
import { invalid } from '#kernel';

const strict = { additionalProperties: false } as const;

const Webhook = Type.Object(
  { name: Type.String(), kind: Type.Enum([...webhookKinds]), settings: Type.Record(Type.String(), Type.String()), mappings: Type.Array(WebhookMapping) },
  strict,
);
const Connection = Type.Object(
  {
    name: Type.String(),
    place: ConnectionPlace,
    pull: ConnectionPull,
    mapping: ImportMappingSchema,
    choices: Type.Union([ImportChoices, Type.Null()]),
    schedule: ConnectionSchedule,
  },
  strict,
);

/** How data comes in and is made clean, as a file: to keep beside one's code, to bring from a trial workspace to the real one. Never a secret. A part that is left out is left alone. */
export const Configuration = Type.Object(
  {
    danqing: Type.Literal('configuration'),
    version: Type.Literal(1),
    plan: Type.Optional(Plan),
    cleaning: Type.Optional(Type.Array(CleaningRule)),
    enrichment: Type.Optional(EnrichmentInput),
    webhooks: Type.Optional(Type.Array(Webhook)),
    connections: Type.Optional(Type.Array(Connection)),
  },
  strict,
);
export type Configuration = Type.Static<typeof Configuration>;

/** A configuration of a file's text. Throws DQ_INVALID with every fault. */
export function configurationIn(text: string): Configuration {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch (error) {
    throw invalid('the file is no JSON', [{ path: '', code: 'DQ_INVALID', message: error instanceof Error ? error.message : 'no JSON' }]);
  }
  if (Value.Check(Configuration, read)) return read;
  const errors = Value.Errors(Configuration, read).map(({ instancePath, message }) => ({ path: instancePath, code: 'DQ_INVALID', message }));
  throw invalid('the file is no configuration of this version', errors);
}
