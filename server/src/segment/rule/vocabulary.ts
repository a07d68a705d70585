import { RuleVocabulary } from '@danqing/contracts';
import type { FastifyInstance } from 'fastify';
import { contextNames, holidaysNamed, metricNames, namesOf, type Sentence, usualWords } from '#compile';
import { type EvaluationDeps, readVocabulary } from '#evaluate';
import { type CatalogueNames, readCatalogueNames } from '#pipeline';
import { type Postgres, typed } from '#platform';

export interface VocabularyDeps extends EvaluationDeps {
  readonly pg: Postgres;
}

/** Everything that a rule may name, in one answer: an editor reads it once and searches it on the spot. */
export function registerVocabularyRoute(app: FastifyInstance, deps: VocabularyDeps): void {
  const schema = {
    summary: 'Everything that a rule may name: events, properties, traits, tags, segments, lists, metrics, holidays',
    response: { 200: RuleVocabulary },
  };
  typed(app).get('/api/v1/rules/vocabulary', { schema, config: { capability: 'definitions.read', personal: 'shown' } }, async ({ caller }) => {
    const { workspace } = caller;
    const [data, defined, known] = await Promise.all([
      readCatalogueNames(deps.pg, workspace),
      readVocabulary(deps.lookup, workspace),
      deps.knownNames?.(workspace),
    ]);
    const keyed = (keys: Iterable<string>, names: ReadonlyMap<string, string> | undefined) =>
      [...keys].map((key) => ({ key, name: names?.get(key) ?? key })).sort((a, b) => (a.name < b.name ? -1 : 1));
    const attributes = (names: { readonly own: ReadonlySet<string> } | undefined) =>
      [...(names?.own ?? [])].sort().map((path) => ({ path, ...namesOf.property(path) }));
    return {
      ...fieldsIn(data),
      products: attributes(known?.products),
      accounts: attributes(known?.accounts),
      context: contextNames.map(({ key, zh, en }) => ({ path: key, zh, en })),
      tags: keyed(defined.tags.keys(), defined.names?.tags).map(({ key, name }) => {
        const shape = defined.tags.get(key);
        return { key, name, type: shape?.type ?? 'text', fields: [...(shape?.fields ?? [])] };
      }),
      segments: keyed(defined.segments.keys(), defined.names?.segments),
      lists: keyed(defined.lists?.keys() ?? [], defined.names?.lists),
      metrics: [...metricNames],
      holidays: [...holidaysNamed, ...[...(defined.holidays?.keys() ?? [])].map((name) => ({ key: name, zh: name, en: name }))],
      usual: {
        events: [...usualWords.events],
        properties: [...usualWords.properties],
        traits: [...usualWords.traits],
        identifiers: [...usualWords.identifiers],
      },
    };
  });
}

type Noted = CatalogueNames['properties'][number];

function fieldsIn({ events, properties, traits, identifiers }: CatalogueNames): Pick<RuleVocabulary, 'events' | 'properties' | 'traits' | 'identifiers'> {
  const called = ({ note }: Pick<Noted, 'note'>, { zh, en }: Sentence) => ({
    zh: note.labelZh === '' ? zh : note.labelZh,
    en: note.labelEn === '' ? en : note.labelEn,
    description: note.description,
  });
  const field = (one: Noted) => ({ unit: one.note.unit, type: one.types[0]?.type ?? null, share: one.filledShare });
  return {
    events: events.map((one) => ({ name: one.event, ...called(one, namesOf.event(one.event)), events: one.events, lastAt: one.lastAt.toISOString() })),
    properties: properties.map((one) => ({ event: one.event, path: one.path, ...called(one, namesOf.property(one.path)), ...field(one) })),
    traits: traits.map((one) => ({ path: one.path, ...called(one, namesOf.trait(one.path)), ...field(one) })),
    identifiers: identifiers.map((one) => ({ kind: one.path, ...called(one, namesOf.identifier(one.path)), share: one.filledShare })),
  };
}
