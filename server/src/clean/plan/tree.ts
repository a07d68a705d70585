import type { PlanProperty, PlanType } from '@danqing/contracts';
import type { Breach } from './breach.ts';
import { scalarTest, type ValueTest } from './value.ts';

/** A place in the properties of an event, ready for use: everything that can be said wrong of it exists already. */
export interface PlanNode {
  readonly path: string;
  readonly name: string;
  /** Undefined where only what lies below is planned: then an object must stand there, or a list when `elements` is known. */
  readonly test: ValueTest | undefined;
  readonly isList: boolean;
  readonly isNullable: boolean;
  readonly isRequired: boolean;
  /** What the plan does not name is fine here. */
  readonly isOpen: boolean;
  readonly children: ReadonlyMap<string, PlanNode>;
  readonly required: readonly PlanNode[];
  /** Of lists: each element, and what lies in it. */
  readonly elements: PlanNode | undefined;
  readonly breaches: Readonly<Record<'missing' | 'type' | 'value' | 'pattern' | 'range', Breach>>;
}

interface Branch {
  property: PlanProperty | undefined;
  readonly children: Map<string, Branch>;
  /** Below `name[]`. */
  elements: Branch | undefined;
}

const newBranch = (): Branch => ({ property: undefined, children: new Map(), elements: undefined });

/** `products[].sku` → products, its elements, sku. */
function branchAt(root: Branch, path: string): Branch {
  let branch = root;
  for (const part of path.split('.')) {
    const isList = part.endsWith('[]');
    const name = isList ? part.slice(0, -2) : part;
    const next = branch.children.get(name) ?? newBranch();
    branch.children.set(name, next);
    branch = next;
    if (isList) {
      branch.elements ??= newBranch();
      branch = branch.elements;
    }
  }
  return branch;
}

export const typeWords = ({ type, of }: Pick<PlanProperty, 'type' | 'of'>): string =>
  type === 'list' && of !== undefined && of !== 'any' ? `list of ${of}` : type;

const rangeWords = ({ minimum, maximum }: PlanProperty): string => `${minimum ?? '−∞'} … ${maximum ?? '∞'}`;

function breachesOf(path: string, property: PlanProperty | undefined, isList: boolean): PlanNode['breaches'] {
  const of = (kind: Breach['kind'], expected: string): Breach => ({ path, kind, expected });
  const type = property === undefined ? (isList ? 'list' : 'object') : typeWords(property);
  return {
    missing: of('missing', type),
    type: of('type', type),
    value: of('value', (property?.values ?? []).join(' | ')),
    pattern: of('pattern', property?.pattern ?? ''),
    range: of('range', property === undefined ? '' : rangeWords(property)),
  };
}

const mayNest: ReadonlySet<PlanType> = new Set(['object', 'list', 'any']);

function nodeOf(branch: Branch, name: string, path: string, isOpen: boolean): PlanNode {
  const { property } = branch;
  const children = new Map([...branch.children].map(([inner, below]) => [inner, nodeOf(below, inner, path === '' ? inner : `${path}.${inner}`, isOpen)]));
  const isList = property?.type === 'list' || (property === undefined && branch.elements !== undefined);
  const below = branch.elements === undefined ? undefined : nodeOf(branch.elements, `${name}[]`, `${path}[]`, isOpen);
  const test = property === undefined ? undefined : scalarTest(isList ? { ...property, type: 'list' } : property, property.type);
  return {
    path,
    name,
    test: isList ? undefined : test,
    isList,
    isNullable: property?.nullable ?? false,
    isRequired: property?.required ?? (!isList && [...children.values()].some((child) => child.isRequired)),
    isOpen: isOpen || (path !== '' && children.size === 0) || property?.type === 'any',
    children: property !== undefined && !mayNest.has(property.type) ? new Map() : children,
    required: [...children.values()].filter((child) => child.isRequired),
    elements: isList ? elementNode(below, property, path) : undefined,
    breaches: breachesOf(path, property, isList),
  };
}

/** An element is tested by its list's own rules; what lies in it, by its own. Its faults are the list's. */
function elementNode(below: PlanNode | undefined, property: PlanProperty | undefined, path: string): PlanNode {
  const of = property?.of ?? (below === undefined ? 'any' : 'object');
  return {
    path: `${path}[]`,
    name: '[]',
    test: property === undefined ? undefined : scalarTest(property, of),
    isList: false,
    isNullable: true,
    isRequired: false,
    isOpen: below?.isOpen ?? true,
    children: below?.children ?? new Map(),
    required: below?.required ?? [],
    elements: undefined,
    breaches: breachesOf(path, property, true),
  };
}

/** The properties of one event as a tree. Of two for one path the later counts (`faultsOf` refuses such plans). */
export function treeOf(properties: readonly PlanProperty[], others: 'allow' | 'report'): PlanNode {
  const root = newBranch();
  for (const property of properties) branchAt(root, property.path).property = property;
  return nodeOf(root, '', '', others === 'allow');
}
