import type { MeasureJson, RuleJson, WhereJson, WindowJson } from '@danqing/contracts';
import { type DidRule, type Operand, operationOf, tallyOf, type Test } from './forms.ts';
import { groupJson, groupOf, type Place } from './tree.ts';

const isText = (value: string | undefined): boolean => value !== undefined && value !== '';

/** Whether a condition says what it compares with. An empty text is a value that nobody means. */
function isTestFinished({ op, value }: Test): boolean {
  if (op === 'exists' || op === 'missing') return true;
  if (value === undefined || value === '') return false;
  return !Array.isArray(value) || (value.length > 0 && value.every((one) => one !== ''));
}

function isWindowFinished(window: WindowJson | undefined): boolean {
  if (window === undefined) return true;
  if ('from' in window) return isText(window.from);
  return !('holiday' in window) || isText(window.holiday);
}

export function isWhereFinished(where: WhereJson | undefined): boolean {
  if (where === undefined) return true;
  if ('all' in where) return where.all.every(isWhereFinished);
  if ('any' in where) return where.any.every(isWhereFinished);
  if ('not' in where) return isWhereFinished(where.not);
  if ('element' in where) return isText(where.element) && isWhereFinished(where.where);
  return isText(where.prop) && isTestFinished(where);
}

interface Selecting {
  readonly did: string;
  readonly where?: WhereJson;
  readonly window?: WindowJson;
}

const isSelectionFinished = ({ did, where, window }: Selecting): boolean => isText(did) && isWhereFinished(where) && isWindowFinished(window);

export function isMeasureFinished(measure: Operand): boolean {
  if (typeof measure === 'number') return true;
  const operation = operationOf(measure);
  if (operation !== null) return isMeasureFinished(operation.left) && isMeasureFinished(operation.right);
  return isPlainFinished(measure);
}

function isPlainFinished(measure: MeasureJson): boolean {
  if ('did' in measure) {
    const tally = tallyOf(measure);
    return isSelectionFinished(measure) && (tally.stat === 'count' || isText(tally.prop));
  }
  if ('trait' in measure) return isText(measure.trait);
  if ('tag' in measure) return isText(measure.tag);
  if ('metric' in measure) return isText(measure.metric);
  if ('since' in measure) return isText(measure.since.first ?? measure.since.last) && isWhereFinished(measure.since.where);
  if ('random' in measure) return isText(measure.random);
  if ('interval' in measure) return isText(measure.interval.did) && isWhereFinished(measure.interval.where);
  return true;
}

function isDidFinished(rule: DidRule): boolean {
  if (!isSelectionFinished(rule)) return false;
  if (!('op' in rule)) return rule.count === undefined || isTestFinished(rule.count);
  const tally = tallyOf(rule);
  return isTestFinished(rule) && (tally.stat === 'count' || isText(tally.prop));
}

function isLeafFinished(rule: RuleJson): boolean {
  if ('did' in rule) return isDidFinished(rule);
  if ('first' in rule) return isText(rule.first) && isWhereFinished(rule.where) && isWindowFinished(rule.window);
  if ('last' in rule) return isText(rule.last) && isWhereFinished(rule.where) && isWindowFinished(rule.window);
  if ('sequence' in rule) return rule.sequence.every(({ event, where }) => isText(event) && isWhereFinished(where)) && isWindowFinished(rule.window);
  if ('compare' in rule) return isMeasureFinished(rule.compare[0]) && isMeasureFinished(rule.compare[2]);
  if ('top' in rule) return isMeasureFinished(rule.top.by) && isOptionFinished(rule.top.among);
  if ('bottom' in rule) return isMeasureFinished(rule.bottom.by) && isOptionFinished(rule.bottom.among);
  return isNamedFinished(rule);
}

const isOptionFinished = (rule: RuleJson | undefined): boolean => rule === undefined || isFinished(rule);

/** Conditions that hardly say more than a name. */
function isNamedFinished(rule: RuleJson): boolean {
  if ('trait' in rule) return isText(rule.trait) && isTestFinished(rule);
  if ('tag' in rule) return isText(rule.tag) && isTestFinished(rule);
  if ('has' in rule) return isText(rule.has);
  if ('sample' in rule) return isText(rule.sample.seed);
  if ('segment' in rule) return isText(rule.segment);
  if ('list' in rule) return isText(rule.list);
  if ('account' in rule) return isFinished(rule.account);
  if ('consent' in rule) return isText(rule.consent);
  return !('anniversary' in rule) || isText(rule.anniversary);
}

/** Whether everything is filled in that the server would ask for. */
export function isFinished(rule: RuleJson): boolean {
  if ('not' in rule) return isFinished(rule.not);
  return groupOf(rule)?.of.every(isFinished) ?? isLeafFinished(rule);
}

export interface Countable {
  /** The rule without the conditions that are not finished; the rule itself where all are. */
  readonly rule: RuleJson;
  /** Places of the conditions left out. */
  readonly unfinished: readonly Place[];
  /** A place in `rule` → the place in the rule as it is being drawn. */
  readonly placeOf: (place: Place) => Place;
}

/** What can be counted while people are still drawing. */
export function countable(rule: RuleJson): Countable {
  const unfinished: Place[] = [];
  const origins = new Map<Place, Place>();
  const kept = keep(rule, '', '', { unfinished, origins }) ?? { all: [] };
  return { rule: kept, unfinished, placeOf: (place) => originOf(place, origins) };
}

interface Found {
  readonly unfinished: Place[];
  readonly origins: Map<Place, Place>;
}

function keep(rule: RuleJson, from: Place, to: Place, found: Found): RuleJson | null {
  found.origins.set(to, from);
  if ('not' in rule) {
    const of = keep(rule.not, `${from}/not`, `${to}/not`, found);
    return of === null ? null : of === rule.not ? rule : { not: of };
  }
  const group = groupOf(rule);
  if (group === null) {
    if (isLeafFinished(rule)) return rule;
    found.unfinished.push(from);
    return null;
  }
  const of: RuleJson[] = [];
  for (const [index, part] of group.of.entries()) {
    const kept = keep(part, `${from}/${group.join}/${index}`, `${to}/${group.join}/${of.length}`, found);
    if (kept !== null) of.push(kept);
  }
  if (of.length === group.of.length && of.every((part, index) => part === group.of[index])) return rule;
  return of.length === 0 ? null : groupJson({ join: group.join, of });
}

/** The longest known beginning leads back; what is inside a condition stays as it is. */
function originOf(place: Place, origins: ReadonlyMap<Place, Place>): Place {
  for (let end = place.length; end >= 0; end = place.lastIndexOf('/', end - 1)) {
    const origin = origins.get(place.slice(0, end));
    if (origin !== undefined) return origin + place.slice(end);
    if (end === 0) break;
  }
  return place;
}
