import type { Pack, PackNeeds, TagDefinitionJson } from '@danqing/contracts';
import { type Dependencies, dependenciesOf, type EvaluationContext, parseRule, parseSegments, type TagShape, type Vocabulary } from '#compile';
import { invalid } from '#kernel';
import { fieldsOf } from '../fields.ts';
import { typesOf, under } from '../forms.ts';
import { parseTag } from '../parse.ts';
import { planDependencies } from '../plan-dependencies.ts';
import type { PackItem } from './catalogue.ts';

export type Needs = Required<PackNeeds>;

/** What rules of a pack may name: what the workspace has, and what comes with the pack. */
export function withPack({ tags, segments, ...rest }: Vocabulary, pack: Pack): Vocabulary {
  const shapeOf = (definition: TagDefinitionJson, type: TagShape['type'] | undefined): TagShape => ({
    id: 0,
    type: type ?? typesOf(definition)[0] ?? 'text',
    fields: fieldsOf(definition).map(({ name }) => name),
  });
  return {
    ...rest,
    tags: new Map([...pack.tags.map(({ key, definition, type }) => [key, shapeOf(definition, type)] as const), ...tags]),
    segments: new Map([...pack.segments.map(({ key, rule }) => [key, rule] as const), ...segments]),
  };
}

/** The data an item lives on: what its definition names, where the item does not say otherwise. Throws DQ_INVALID when that cannot be read. */
export function needsOf(item: PackItem, vocabulary: Vocabulary, moment: Pick<EvaluationContext, 'at' | 'timezone'>): Needs {
  const found = dependenciesOfItem(item, vocabulary, { ...moment, segments: parseSegments(vocabulary) });
  return {
    events: found.events.filter((name) => name !== '*'),
    properties: found.properties.filter((path) => !path.startsWith('$')),
    traits: [...found.traits],
    identifiers: [...found.identifiers],
    entities: [...new Set(found.entities)],
    consents: [...found.consents],
    tags: [...found.tags],
    segments: [...found.segments],
    ...item.needs,
  };
}

function dependenciesOfItem(item: PackItem, vocabulary: Vocabulary, context: Pick<EvaluationContext, 'at' | 'timezone' | 'segments'>): Dependencies {
  if (item.kind === 'tag') return planDependencies(parseTag(item.definition, { type: item.type }, vocabulary).plan, context);
  const parsed = parseRule(item.rule, { ...vocabulary, self: item.key });
  if (!parsed.ok) throw invalid(`the rule of ${item.key} is not valid`, under('/rule', parsed.errors));
  return dependenciesOf(parsed.rule, context);
}
