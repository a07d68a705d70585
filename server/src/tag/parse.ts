import type { TagDefinitionJson } from '@danqing/contracts';
import { type Measure, parseMeasure, parseRule, type Path, type Rule, type TagType, type Vocabulary } from '#compile';
import { Fault, type FaultDetail, invalid, isJsonObject } from '#kernel';
import { parseRfm, type RfmPlan } from './parse-rfm.ts';
import type { TagKind } from './tag.store.ts';
import { isOfType } from './values.ts';

/** A definition that nothing is left to doubt about. */
export type TagPlan =
  | { readonly kind: 'rule'; readonly rule: Rule }
  | { readonly kind: 'cases'; readonly cases: readonly { readonly rule: Rule; readonly text: string }[]; readonly otherwise: string | null }
  | { readonly kind: 'measure'; readonly measure: Measure }
  | { readonly kind: 'trait'; readonly path: Path }
  | { readonly kind: 'rfm'; readonly rfm: RfmPlan }
  | { readonly kind: 'manual' };

export interface ParsedTag {
  readonly plan: TagPlan;
  readonly definition: TagDefinitionJson;
  readonly kind: TagKind;
  readonly type: TagType;
}

const available = ['rule', 'cases', 'measure', 'trait', 'rfm', 'manual'] as const;
/** Forms of the grammar that this version cannot compute yet. */
const planned = ['top', 'lifecycle', 'sql', 'model', 'list'] as const;

const at = (path: string, code: string, message: string, suggestion?: string): FaultDetail => ({
  path,
  code,
  message,
  ...(suggestion === undefined ? {} : { suggestion }),
});
const refuse = (errors: readonly FaultDetail[]): Fault => invalid('the tag is not valid', errors);
const under = (path: string, errors: readonly FaultDetail[]): readonly FaultDetail[] => errors.map((error) => ({ ...error, path: `${path}${error.path}` }));

/** Reads a tag's definition and what goes with it; throws DQ_INVALID with every fault, DQ_NOT_AVAILABLE for a form that comes later. */
export function parseTag(
  json: unknown,
  wanted: { readonly kind?: TagKind | undefined; readonly type?: TagType | undefined },
  vocabulary: Vocabulary,
): ParsedTag {
  const definition = checkedForm(json);
  const faults: FaultDetail[] = [];
  const plan = planOf(definition, wanted.type, vocabulary, faults);
  const types = typesOf(definition);
  const type = wanted.type ?? types[0] ?? 'text';
  if (!types.includes(type)) faults.push(at('/type', 'DQ_NOT_ALLOWED', `a tag defined like this is of type ${types.join(' or ')}`));
  const kinds = kindsOf(definition);
  const kind = wanted.kind ?? kinds[0] ?? 'analytic';
  if (!kinds.includes(kind)) faults.push(at('/kind', 'DQ_NOT_ALLOWED', `a tag defined like this is of kind ${kinds.join(' or ')}`));
  if (plan === undefined || faults.length > 0) throw refuse(faults);
  return { plan, definition, kind, type };
}

/** Which one of the forms it is; exactly one must be named. */
function checkedForm(json: unknown): TagDefinitionJson {
  if (!isJsonObject(json)) throw refuse([at('/definition', 'DQ_TYPE', 'must be an object')]);
  const coming = planned.find((name) => name in json);
  if (coming !== undefined) {
    const message = `tags by "${coming}" are not available in this version yet`;
    throw new Fault('DQ_NOT_AVAILABLE', 400, message, { errors: [at(`/definition/${coming}`, 'DQ_NOT_AVAILABLE', message, `one of ${available.join(', ')}`)] });
  }
  const named = available.filter((name) => name in json);
  if (named.length !== 1) throw refuse([at('/definition', 'DQ_NOT_ALLOWED', `must have exactly one of ${available.join(', ')}`)]);
  const allowed: readonly string[] = named[0] === 'cases' ? ['cases', 'else'] : named;
  const unknown = Object.keys(json).filter((name) => !allowed.includes(name));
  if (unknown.length > 0) throw refuse(unknown.map((name) => at(`/definition/${name}`, 'DQ_UNKNOWN_PROPERTY', 'is not known here')));
  if (!hasForm(json))
    throw refuse([
      at(`/definition/${named[0]}`, 'DQ_TYPE', named[0] === 'cases' ? 'must be a list of 1 to 1,000 cases' : 'does not have the form this definition needs'),
    ]);
  return json;
}

/** Just enough to tell the forms apart; what is inside is read by the parsers of rules, measures and so on. */
function hasForm(json: object): json is TagDefinitionJson {
  if ('trait' in json) return typeof json.trait === 'string' && json.trait !== '';
  if ('manual' in json) return json.manual === true;
  if ('cases' in json) return Array.isArray(json.cases) && json.cases.length > 0 && json.cases.length <= 1000 && json.cases.every((each) => isJsonObject(each));
  return true;
}

function planOf(definition: TagDefinitionJson, type: TagType | undefined, vocabulary: Vocabulary, faults: FaultDetail[]): TagPlan | undefined {
  if ('manual' in definition) return { kind: 'manual' };
  if ('cases' in definition) return casesOf(definition, type, vocabulary, faults);
  if ('rule' in definition) {
    const parsed = parseRule(definition.rule, vocabulary);
    if (parsed.ok) return { kind: 'rule', rule: parsed.rule };
    faults.push(...under('/definition/rule', parsed.errors));
    return undefined;
  }
  if ('rfm' in definition) {
    const rfm = parseRfm(definition.rfm, vocabulary, '/definition/rfm', faults);
    return rfm === undefined ? undefined : { kind: 'rfm', rfm };
  }
  const measure = 'trait' in definition ? { trait: definition.trait } : definition.measure;
  const parsed = parseMeasure(measure, vocabulary);
  if (!parsed.ok) {
    faults.push(...under('trait' in definition ? '/definition' : '/definition/measure', parsed.errors));
    return undefined;
  }
  if ('trait' in definition && parsed.measure.kind === 'trait') return { kind: 'trait', path: parsed.measure.path };
  return { kind: 'measure', measure: parsed.measure };
}

type CasesJson = Extract<TagDefinitionJson, { readonly cases: unknown }>;

function casesOf(definition: CasesJson, type: TagType | undefined, vocabulary: Vocabulary, faults: FaultDetail[]): TagPlan {
  const expected = type ?? typesOf(definition)[0] ?? 'text';
  const textOf = (value: unknown, path: string): string => {
    if (!isOfType(expected, value)) faults.push(at(path, 'DQ_TYPE', `must be a ${expected} as the tag is`));
    return String(value);
  };
  const cases = definition.cases.flatMap(({ rule, value, ...rest }, index) => {
    const path = `/definition/cases/${index}`;
    for (const name of Object.keys(rest)) faults.push(at(`${path}/${name}`, 'DQ_UNKNOWN_PROPERTY', 'is not known here'));
    const parsed = parseRule(rule, vocabulary);
    if (!parsed.ok) faults.push(...under(`${path}/rule`, parsed.errors));
    const text = textOf(value, `${path}/value`);
    return parsed.ok ? [{ rule: parsed.rule, text }] : [];
  });
  return { kind: 'cases', cases, otherwise: definition.else === undefined || definition.else === null ? null : textOf(definition.else, '/definition/else') };
}

/** The value types that a definition can have, the natural one first. */
function typesOf(definition: TagDefinitionJson): readonly TagType[] {
  if ('rule' in definition) return ['boolean'];
  if ('measure' in definition) return ['number'];
  if ('rfm' in definition) return ['text', 'number'];
  if ('cases' in definition) {
    const values = [...definition.cases.map(({ value }) => value), ...(definition.else === undefined ? [] : [definition.else])];
    if (values.every((value) => typeof value === 'number')) return ['number'];
    if (values.every((value) => typeof value === 'boolean')) return ['boolean'];
    return ['text', 'date'];
  }
  return ['text', 'number', 'boolean', 'date', 'list'];
}

/** The kinds that a definition can be of, the natural one first. A predictive tag comes from a model. */
function kindsOf(definition: TagDefinitionJson): readonly TagKind[] {
  if ('manual' in definition) return ['manual'];
  return 'trait' in definition || 'measure' in definition ? ['fact', 'analytic'] : ['analytic', 'fact'];
}
