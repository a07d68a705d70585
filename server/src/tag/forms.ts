import type { TagDefinitionJson } from '@danqing/contracts';
import type { TagType } from '#compile';
import { Fault, type FaultDetail, invalid, isJsonObject } from '#kernel';
import type { TagKind } from './tag-kind.ts';

const forms = ['rule', 'cases', 'measure', 'trait', 'top', 'rfm', 'lifecycle', 'tiers', 'grid', 'feature', 'sql', 'manual'] as const;

export const at = (path: string, code: string, message: string, suggestion?: string): FaultDetail => ({
  path,
  code,
  message,
  ...(suggestion === undefined ? {} : { suggestion }),
});
export const refuse = (errors: readonly FaultDetail[]): Fault => invalid('the tag is not valid', errors);
/** Points the faults of a part into the request. */
export const under = (path: string, errors: readonly FaultDetail[]): readonly FaultDetail[] =>
  errors.map((error) => ({ ...error, path: `${path}${error.path}` }));

/** Which one of the forms it is; exactly one must be named. Throws DQ_INVALID; DQ_NOT_AVAILABLE for a model, as long as there are none. */
export function checkedForm(json: unknown): TagDefinitionJson {
  if (!isJsonObject(json)) throw refuse([at('/definition', 'DQ_TYPE', 'must be an object')]);
  if ('model' in json) {
    const message = 'tags by "model" need a trained model, and this version has none yet';
    throw new Fault('DQ_NOT_AVAILABLE', 400, message, { errors: [at('/definition/model', 'DQ_NOT_AVAILABLE', message, `one of ${forms.join(', ')}`)] });
  }
  const named = forms.filter((name) => name in json);
  if (named.length !== 1) throw refuse([at('/definition', 'DQ_NOT_ALLOWED', `must have exactly one of ${forms.join(', ')}`)]);
  const allowed: readonly string[] = named[0] === 'cases' ? ['cases', 'else'] : named;
  const unknown = Object.keys(json).filter((name) => !allowed.includes(name));
  if (unknown.length > 0) throw refuse(unknown.map((name) => at(`/definition/${name}`, 'DQ_UNKNOWN_PROPERTY', 'is not known here')));
  if (!hasForm(json)) throw refuse([at(`/definition/${named[0]}`, 'DQ_TYPE', neededForm(named[0]))]);
  return json;
}

const isListOfObjects = (json: unknown, most: number): boolean =>
  Array.isArray(json) && json.length > 0 && json.length <= most && json.every((each) => isJsonObject(each));

/** Just enough to tell the forms apart; what is inside is read by the parsers of rules, measures and so on. */
function hasForm(json: object): json is TagDefinitionJson {
  if ('trait' in json) return typeof json.trait === 'string' && json.trait !== '';
  if ('manual' in json) return json.manual === true;
  if ('cases' in json) return isListOfObjects(json.cases, 1000);
  if ('lifecycle' in json) return isListOfObjects(json.lifecycle, 50);
  if ('sql' in json) return typeof json.sql === 'string' && json.sql.trim() !== '';
  return true;
}

function neededForm(name: (typeof forms)[number] | undefined): string {
  if (name === 'cases') return 'must be a list of 1 to 1,000 cases';
  if (name === 'lifecycle') return 'must be a list of 1 to 50 stages';
  return name === 'sql' ? 'must be a SELECT statement' : 'does not have the form this definition needs';
}

/** The value types that a definition can have, the natural one first. */
export function typesOf(definition: TagDefinitionJson): readonly TagType[] {
  if ('rule' in definition) return ['boolean'];
  if ('measure' in definition) return ['number'];
  if ('rfm' in definition) return ['text', 'number'];
  if ('feature' in definition) return [isJsonObject(definition.feature) && definition.feature.as === 'text' ? 'text' : 'number'];
  if ('lifecycle' in definition || 'tiers' in definition || 'grid' in definition) return ['text'];
  // Who is interested in the very first only gets a text.
  if ('top' in definition) return definition.top.k === 1 ? ['list', 'text'] : ['list'];
  if ('cases' in definition) {
    const values = [...definition.cases.map(({ value }) => value), ...(definition.else === undefined ? [] : [definition.else])];
    if (values.every((value) => typeof value === 'number')) return ['number'];
    if (values.every((value) => typeof value === 'boolean')) return ['boolean'];
    return ['text', 'date'];
  }
  return ['text', 'number', 'boolean', 'date', 'list'];
}

/** The kinds that a definition can be of, the natural one first. A predictive tag comes from a model. */
export function kindsOf(definition: TagDefinitionJson): readonly TagKind[] {
  if ('manual' in definition) return ['manual'];
  return 'trait' in definition || 'measure' in definition ? ['fact', 'analytic'] : ['analytic', 'fact'];
}
