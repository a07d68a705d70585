import { isJsonObject, type JsonObject, type JsonValue } from '#kernel';
import type { PostgresSession } from '#platform';
import { type Classifier, classifierOf, firstClassification } from '../privacy/classification.ts';
import { readLatestClassifications } from '../privacy/classification.store.ts';
import { maskText } from '../privacy/mask-text.ts';

/** Properties of an event without anything that says who it was of. */
export type Anonymise = (properties: JsonObject) => JsonObject;

/** By what the workspace says is personal: fields by their names, texts by what they hold (numbers of phones and cards, addresses of mail). */
export async function openAnonymiser(pg: PostgresSession, workspace: number): Promise<Anonymise> {
  const stored = (await readLatestClassifications(pg)).find((row) => row.workspace === workspace);
  const classifier = classifierOf(stored ?? firstClassification);
  return (properties) => withoutPersons(properties, classifier, '');
}

function withoutPersons(object: JsonObject, classifier: Classifier, path: string): JsonObject {
  const kept = Object.entries(object).flatMap(([name, value]): [string, JsonValue][] => {
    const field = path === '' ? name : `${path}.${name}`;
    if ((classifier.of('property', field) ?? 'none') !== 'none') return [];
    const left = cleared(value, classifier, field);
    return left === undefined ? [] : [[name, left]];
  });
  return Object.fromEntries(kept);
}

function cleared(value: JsonValue, classifier: Classifier, path: string): JsonValue | undefined {
  if (Array.isArray(value)) return value.flatMap((one: JsonValue) => cleared(one, classifier, path) ?? []);
  if (isJsonObject(value)) return withoutPersons(value, classifier, path);
  const isPersonal = (typeof value === 'string' || typeof value === 'number') && maskText(String(value), classifier.looks) !== String(value);
  return isPersonal ? undefined : value;
}
