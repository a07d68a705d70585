import type { FileMetaData, SchemaElement, SchemaTree } from 'hyparquet';

/** What the values of a column are, as far as their JavaScript type does not say it. */
export type ParquetKind = (
  | { readonly name: 'plain' }
  | { readonly name: 'moment'; readonly isLocal: boolean }
  | { readonly name: 'time'; readonly perSecond: number }
  | { readonly name: 'decimal'; readonly scale: number }
  | { readonly name: 'list'; readonly element: ParquetKind }
  | { readonly name: 'struct' }
) & { readonly inner?: ReadonlyMap<string, ParquetKind> };

const perSecond = { MILLIS: 1000, MICROS: 1_000_000, NANOS: 1_000_000_000 } as const;

/** The kinds of the columns at the top, by name. */
export const kindOf = (tree: SchemaTree): ParquetKind => {
  const { element, children } = tree;
  if (children.length === 0) return leafKind(element);
  if (element.converted_type === 'LIST' || element.logical_type?.type === 'LIST') return { name: 'list', element: elementKind(tree) };
  if (element.repetition_type === 'REPEATED') return { name: 'list', element: structKind(tree) };
  return structKind(tree);
};

const structKind = ({ children }: SchemaTree): ParquetKind => ({
  name: 'struct',
  inner: new Map(children.map((child) => [child.element.name, kindOf(child)])),
});

/** Of the three levels of a list, the innermost; older writers have two. */
function elementKind({ children: [middle] }: SchemaTree): ParquetKind {
  if (middle === undefined) return { name: 'plain' };
  const [only, ...others] = middle.children;
  return only !== undefined && others.length === 0 ? kindOf(only) : kindOf(middle);
}

function leafKind({ logical_type: logical, converted_type: converted, scale = 0 }: SchemaElement): ParquetKind {
  if (converted === 'DECIMAL' || logical?.type === 'DECIMAL') return { name: 'decimal', scale: logical?.type === 'DECIMAL' ? logical.scale : scale };
  if (logical?.type === 'TIMESTAMP') return { name: 'moment', isLocal: !logical.isAdjustedToUTC };
  if (logical?.type === 'TIME') return { name: 'time', perSecond: perSecond[logical.unit] };
  if (converted === 'TIME_MILLIS' || converted === 'TIME_MICROS') return { name: 'time', perSecond: converted === 'TIME_MILLIS' ? 1000 : 1_000_000 };
  return { name: 'plain' };
}

/** The schema without the marks by which the reader would make decimals doubles: their digits come whole, and are put together here. */
export const withWholeDecimals = (metadata: FileMetaData): FileMetaData => ({
  ...metadata,
  schema: metadata.schema.map((element) => {
    if (element.converted_type !== 'DECIMAL' && element.logical_type?.type !== 'DECIMAL') return element;
    const { converted_type: _converted, logical_type: _logical, ...bare } = element;
    return bare;
  }),
});

/** A column as paths name it: `customer.name`, `items[].sku`; of a map and of a list of values the column itself. */
export function pathsOf(tree: SchemaTree, prefix = '', depth = 0): readonly string[] {
  const path = `${prefix}${tree.element.name}`;
  if (tree.children.length === 0 || depth > 4) return [path];
  const converted = tree.element.converted_type ?? tree.element.logical_type?.type;
  if (converted === 'MAP' || converted === 'MAP_KEY_VALUE') return [path];
  if (converted === 'LIST') {
    const [middle] = tree.children;
    const [only, ...others] = middle?.children ?? [];
    const element = only !== undefined && others.length === 0 ? only : middle;
    return element === undefined || element.children.length === 0 || prefix.includes('[]')
      ? [path]
      : element.children.flatMap((child) => pathsOf(child, `${path}[].`, depth + 1));
  }
  return tree.children.flatMap((child) => pathsOf(child, `${path}.`, depth + 1));
}
