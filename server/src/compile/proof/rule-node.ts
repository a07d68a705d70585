import { Fault } from '#kernel';
import { describePart } from '../describe/sentence.ts';
import type { Rule } from '../rule.ts';
import type { Asked } from './asked.ts';
import { eventNode } from './event-node.ts';
import { measureNode, outlookOfMeasure, type ReadNode, selectionOf } from './measure-node.ts';
import { blank, neededOf, type Node } from './node.ts';
import { type Outlook, outlookOfAge, outlookOfGroup, outlookOfValue } from './turn.ts';
import { missing, missingComparison, missingParts, missingRank, missingValue } from './words.ts';

/** Asks what the proof of a rule needs; `way`: the segments that are being opened. */
export function ruleNode(rule: Rule, path: string, asked: Asked, way: readonly string[]): ReadNode {
  switch (rule.kind) {
    case 'all':
    case 'any':
      return groupNode(rule, path, asked, way);
    case 'not': {
      const inner = ruleNode(rule.of, `${path}/not`, asked, way);
      return (answers) => {
        const part = inner(answers);
        const holds = part.holds !== true;
        return { ...start(rule, path, 'not'), holds, missing: holds ? null : missing.not, outlook: part.outlook, parts: [part] };
      };
    }
    case 'segment':
      return segmentNode(rule, path, asked, way);
    case 'trait':
    case 'tag':
      return storedNode(rule, path, asked);
    case 'compare':
      return compareNode(rule, path, asked);
    case 'measure':
    case 'edge':
    case 'sequence':
      return eventNode(rule, path, asked, start(rule, path, rule.kind));
    case 'rank':
      return rankNode(rule, path, asked, way);
    case 'anniversary': {
      const [value, origin] = [asked.stored({ kind: 'trait', path: rule.path }), asked.traitOrigin(rule.path)];
      const leaf = leafNode(rule, path, asked);
      return (answers) => ({ ...leaf(answers), trait: rule.path.text, actual: value(answers), origin: origin(answers) });
    }
    case 'consent': {
      const [leaf, origin] = [leafNode(rule, path, asked), asked.consentOrigin(rule.purpose)];
      return (answers) => {
        const found = origin(answers);
        return { ...leaf(answers), actual: found?.value ?? null, origin: found };
      };
    }
    case 'account': {
      const [leaf, groups] = [leafNode(rule, path, asked), asked.events(selectionOf('$group'))];
      return (answers) => ({ ...leaf(answers), events: asked.shown(groups(answers)) });
    }
    default:
      return leafNode(rule, path, asked);
  }
}

const start = (rule: Rule, path: string, kind: string): Node => ({ ...blank, path, kind, sentence: describePart(rule) });

type Leaf = Extract<Rule, { readonly kind: 'has' | 'sample' | 'list' | 'account' | 'consent' | 'anniversary' }>;

/** Consents expire, anniversaries come, accounts do things: when is not followed here. */
const outlooks = { has: 'never', sample: 'never', list: 'never', account: null, consent: null, anniversary: null } as const satisfies Record<
  Leaf['kind'],
  Outlook
>;

function leafNode(rule: Leaf, path: string, asked: Asked): ReadNode {
  const holds = asked.holds(rule);
  const node = start(rule, path, rule.kind);
  return (answers) => {
    const isHeld = holds(answers);
    return { ...node, holds: isHeld, missing: isHeld ? null : missing[rule.kind], outlook: outlooks[rule.kind] };
  };
}

function groupNode(rule: Extract<Rule, { readonly kind: 'all' | 'any' }>, path: string, asked: Asked, way: readonly string[]): ReadNode {
  const parts = rule.of.map((part, index) => ruleNode(part, `${path}/${rule.kind}/${index}`, asked, way));
  const node = start(rule, path, rule.kind);
  return (answers) => {
    const read = parts.map((part) => part(answers));
    const held = read.filter(({ holds }) => holds === true).length;
    const holds = rule.kind === 'all' ? held === read.length : held > 0;
    const outlook = outlookOfGroup(
      read.map((part) => ({ holds: part.holds === true, outlook: part.outlook })),
      rule.kind === 'all',
    );
    return { ...node, holds, missing: holds ? null : missingParts(read.length - held, read.length, rule.kind), outlook, parts: read };
  };
}

function segmentNode(rule: Extract<Rule, { readonly kind: 'segment' }>, path: string, asked: Asked, way: readonly string[]): ReadNode {
  if (way.includes(rule.key)) throw new Fault('DQ_RULE_CYCLE', 422, `this rule reaches itself: ${[...way, rule.key].join(' → ')}`);
  const opened = asked.context.segments.get(rule.key);
  if (opened === undefined) throw new Fault('DQ_RULE_UNKNOWN_SEGMENT', 422, `there is no segment "${rule.key}" that can be read`);
  const inner = ruleNode(opened, '', asked, [...way, rule.key]);
  const node = start(rule, path, 'segment');
  return (answers) => {
    const part = inner(answers);
    const holds = part.holds === true;
    return { ...node, holds, missing: holds ? null : missing.segment, outlook: part.outlook, parts: [part] };
  };
}

function storedNode(rule: Extract<Rule, { readonly kind: 'trait' | 'tag' }>, path: string, asked: Asked): ReadNode {
  const [holds, value] = [asked.holds(rule), asked.stored(rule)];
  const origin = rule.kind === 'trait' ? asked.traitOrigin(rule.path) : () => null;
  const about = rule.kind === 'trait' ? { trait: rule.path.text } : { tag: rule.key };
  const node = { ...start(rule, path, rule.kind), ...about, needed: neededOf(rule.test) };
  return (answers) => {
    const [isHeld, actual] = [holds(answers), value(answers)];
    // A tag follows its own definition, which time may change.
    const outlook = rule.kind === 'tag' ? null : outlookOfValue(actual, rule.test, asked.context);
    return { ...node, holds: isHeld, actual, missing: isHeld ? null : missingValue(actual, rule.test), outlook, origin: origin(answers) };
  };
}

function compareNode(rule: Extract<Rule, { readonly kind: 'compare' }>, path: string, asked: Asked): ReadNode {
  const holds = asked.holds(rule);
  const [left, right] = [measureNode(rule.left, `${path}/compare/0`, asked), measureNode(rule.right, `${path}/compare/2`, asked)];
  const node = start(rule, path, 'compare');
  return (answers) => {
    const [isHeld, a, b] = [holds(answers), left(answers), right(answers)];
    const [leftValue, rightValue] = [numberIn(a), numberIn(b)];
    const outlook = outlookOfComparison(rule, leftValue, asked);
    return { ...node, holds: isHeld, missing: isHeld ? null : missingComparison(leftValue, rule.op, rightValue), outlook, parts: [a, b] };
  };
}

function outlookOfComparison({ left, op, right }: Extract<Rule, { readonly kind: 'compare' }>, leftValue: number | null, asked: Asked): Outlook {
  if (left.kind !== 'since' || right.kind !== 'number') return outlookOfMeasure(left) === 'never' ? outlookOfMeasure(right) : null;
  return leftValue === null ? 'never' : outlookOfAge(leftValue, op, right.value, left.unit, asked.context);
}

const numberIn = ({ actual }: Node): number | null => (typeof actual === 'number' ? actual : null);

function rankNode(rule: Extract<Rule, { readonly kind: 'rank' }>, path: string, asked: Asked, way: readonly string[]): ReadNode {
  const { end, by, among } = rule.rank;
  const holds = asked.holds(rule);
  const value = measureNode(by, `${path}/${end}/by`, asked);
  const crowd = among === null ? null : ruleNode(among, `${path}/${end}/among`, asked, way);
  const node = start(rule, path, end);
  return (answers) => {
    const [isHeld, measured] = [holds(answers), value(answers)];
    const parts = crowd === null ? [measured] : [measured, crowd(answers)];
    return { ...node, holds: isHeld, actual: measured.actual, missing: isHeld ? null : missingRank(numberIn(measured)), parts };
  };
}
