/**
 * How printed text is laid out: on one line where it fits, otherwise each part of a group on a line of its own, so that a changed part is a
 * changed line. A group that is broken keeps its joiner at the beginning of the line.
 */
export type Doc = string | readonly Doc[] | Group;

export interface Group {
  readonly open: string;
  readonly items: readonly Doc[];
  /** "and", "or", "then", "," */
  readonly joiner: string;
  readonly close: string;
}

const width = 100;

export const isGroup = (doc: Doc): doc is Group => typeof doc === 'object' && 'items' in doc;

export const laidOut = (doc: Doc): string => render(doc, 0);

function flat(doc: Doc): string {
  if (typeof doc === 'string') return doc;
  if (!isGroup(doc)) return doc.map(flat).join('');
  return doc.open + doc.items.map(flat).join(doc.joiner === ',' ? ', ' : ` ${doc.joiner} `) + doc.close;
}

function render(doc: Doc, depth: number): string {
  const whole = flat(doc);
  if (typeof doc === 'string' || (whole.length + 2 * depth <= width && !whole.includes('\n'))) return whole;
  return isGroup(doc) ? broken(doc, depth) : doc.map((part) => (isGroup(part) ? broken(part, depth) : render(part, depth))).join('');
}

function broken({ open, items, joiner, close }: Group, depth: number): string {
  if (items.length === 0) return open + close;
  const inner = open === '' ? depth : depth + 1;
  const start = `\n${'  '.repeat(inner)}`;
  const lines = items.map((item) => render(item, inner)).join(joiner === ',' ? `,${start}` : `${start}${joiner} `);
  return open === '' ? lines : `${open}${start}${lines}\n${'  '.repeat(depth)}${close}`;
}
