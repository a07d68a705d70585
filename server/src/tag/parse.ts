import type { TagDefinitionJson } from '@danqing/contracts';
import { parseMeasure, parseRule, type TagType, type Vocabulary } from '#compile';
import type { FaultDetail } from '#kernel';
import { type Findings, noFindings } from './findings.ts';
import { at, checkedForm, kindsOf, refuse, typesOf, under } from './forms.ts';
import { parseFeature } from './feature/parse-feature.ts';
import { parseLifecycle } from './parse-lifecycle.ts';
import { parseRfm } from './parse-rfm.ts';
import { parseGrid, parseTiers } from './parse-tiers.ts';
import { parseTop } from './parse-top.ts';
import type { TagPlan } from './plan.ts';
import type { TagKind } from './tag-kind.ts';
import { isOfType } from './values.ts';

export interface ParsedTag {
  readonly plan: TagPlan;
  readonly definition: TagDefinitionJson;
  readonly kind: TagKind;
  readonly type: TagType;
  /** Names that no data has brought yet; there only when the vocabulary knows names. */
  readonly warnings: readonly FaultDetail[];
}

/** Reads a tag's definition and what goes with it; throws DQ_INVALID with every fault, DQ_NOT_AVAILABLE for a form that comes later. */
export function parseTag(
  json: unknown,
  wanted: { readonly kind?: TagKind | undefined; readonly type?: TagType | undefined },
  vocabulary: Vocabulary,
): ParsedTag {
  const definition = checkedForm(json);
  const found = noFindings();
  const { faults, warnings } = found;
  const plan = planOf(definition, wanted.type, vocabulary, found);
  const types = plan === undefined ? [] : typesOf(definition);
  const type = wanted.type ?? types[0] ?? 'text';
  if (plan !== undefined && !types.includes(type)) faults.push(at('/type', 'DQ_NOT_ALLOWED', `a tag defined like this is of type ${types.join(' or ')}`));
  const kinds = kindsOf(definition);
  const kind = wanted.kind ?? kinds[0] ?? 'analytic';
  if (!kinds.includes(kind)) faults.push(at('/kind', 'DQ_NOT_ALLOWED', `a tag defined like this is of kind ${kinds.join(' or ')}`));
  if (plan === undefined || faults.length > 0) throw refuse(faults);
  return { plan, definition, kind, type, warnings };
}

/** What a stored definition says; undefined when it names what is no longer there. */
export const readPlan = (definition: TagDefinitionJson, type: TagType, vocabulary: Vocabulary): TagPlan | undefined => {
  const found = noFindings();
  const plan = planOf(definition, type, vocabulary, found);
  return found.faults.length > 0 ? undefined : plan;
};

function planOf(definition: TagDefinitionJson, type: TagType | undefined, vocabulary: Vocabulary, found: Findings): TagPlan | undefined {
  const { faults, warnings } = found;
  if ('manual' in definition) return { kind: 'manual' };
  if ('sql' in definition) return { kind: 'sql', sql: definition.sql };
  if ('cases' in definition) return casesOf(definition, type, vocabulary, found);
  if ('rule' in definition) {
    const parsed = parseRule(definition.rule, vocabulary);
    if (parsed.ok) warnings.push(...under('/definition/rule', parsed.warnings));
    else faults.push(...under('/definition/rule', parsed.errors));
    return parsed.ok ? { kind: 'rule', rule: parsed.rule } : undefined;
  }
  if (isAnalysed(definition)) return analysedOf(definition, vocabulary, found);
  const measure = 'trait' in definition ? { trait: definition.trait } : definition.measure;
  const parsed = parseMeasure(measure, vocabulary);
  const place = 'trait' in definition ? '/definition' : '/definition/measure';
  if (!parsed.ok) {
    faults.push(...under(place, parsed.errors));
    return undefined;
  }
  warnings.push(...under(place, parsed.warnings));
  if ('trait' in definition && parsed.measure.kind === 'trait') return { kind: 'trait', path: parsed.measure.path };
  return { kind: 'measure', measure: parsed.measure };
}

type AnalysedName = 'rfm' | 'top' | 'lifecycle' | 'tiers' | 'grid' | 'feature';
type AnalysedJson = { readonly [Name in AnalysedName]: Extract<TagDefinitionJson, Readonly<Record<Name, unknown>>> }[AnalysedName];
const analysed: readonly AnalysedName[] = ['rfm', 'top', 'lifecycle', 'tiers', 'grid', 'feature'];
const isAnalysed = (definition: TagDefinitionJson): definition is AnalysedJson => analysed.some((name) => name in definition);

/** Definitions with a parser of their own. */
function analysedOf(definition: AnalysedJson, vocabulary: Vocabulary, found: Findings): TagPlan | undefined {
  if ('rfm' in definition) {
    const rfm = parseRfm(definition.rfm, vocabulary, '/definition/rfm', found);
    return rfm === undefined ? undefined : { kind: 'rfm', rfm };
  }
  if ('top' in definition) {
    const top = parseTop(definition.top, vocabulary, '/definition/top', found);
    return top === undefined ? undefined : { kind: 'top', top };
  }
  if ('lifecycle' in definition) {
    const lifecycle = parseLifecycle(definition.lifecycle, vocabulary, '/definition/lifecycle', found);
    return lifecycle === undefined ? undefined : { kind: 'lifecycle', lifecycle };
  }
  if ('feature' in definition) {
    const feature = parseFeature(definition.feature, vocabulary, '/definition/feature', found);
    return feature === undefined ? undefined : { kind: 'feature', feature };
  }
  if ('tiers' in definition) {
    const tiers = parseTiers(definition.tiers, vocabulary, '/definition/tiers', found);
    return tiers === undefined ? undefined : { kind: 'tiers', tiers };
  }
  const grid = parseGrid(definition.grid, vocabulary, '/definition/grid', found);
  return grid === undefined ? undefined : { kind: 'grid', ...grid };
}

type CasesJson = Extract<TagDefinitionJson, { readonly cases: unknown }>;

function casesOf(definition: CasesJson, type: TagType | undefined, vocabulary: Vocabulary, { faults, warnings }: Findings): TagPlan {
  const expected = type ?? typesOf(definition)[0] ?? 'text';
  const textOf = (value: unknown, path: string): string => {
    if (!isOfType(expected, value)) faults.push(at(path, 'DQ_TYPE', `must be a ${expected} as the tag is`));
    return String(value);
  };
  const cases = definition.cases.flatMap(({ rule, value, ...rest }, index) => {
    const path = `/definition/cases/${index}`;
    for (const name of Object.keys(rest)) faults.push(at(`${path}/${name}`, 'DQ_UNKNOWN_PROPERTY', 'is not known here'));
    const parsed = parseRule(rule, vocabulary);
    if (parsed.ok) warnings.push(...under(`${path}/rule`, parsed.warnings));
    else faults.push(...under(`${path}/rule`, parsed.errors));
    const text = textOf(value, `${path}/value`);
    return parsed.ok ? [{ rule: parsed.rule, text }] : [];
  });
  return { kind: 'cases', cases, otherwise: definition.else === undefined || definition.else === null ? null : textOf(definition.else, '/definition/else') };
}
