import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Fault, isJsonObject, type JsonObject, type JsonValue } from '#kernel';
import { recogniseFile } from '../../import/recognise/recognise.ts';
import { valueAtPath } from './body.ts';
import { isList } from './lists.ts';

/** A path of a body, with what stood there. */
export interface SeenPath {
  readonly path: string;
  readonly example: string;
}

const maxPaths = 400;
const maxDepth = 6;
const exampleLength = 80;

/** Paths of what bodies hold: values by their dotted path, those of a list's elements as `lines[].sku`. */
export function pathsOf(bodies: readonly JsonObject[]): readonly SeenPath[] {
  const found = new Map<string, string>();
  const walk = (value: JsonValue, path: string, depth: number, isInList: boolean): void => {
    if (found.size >= maxPaths) return;
    if (isJsonObject(value) && depth < maxDepth) {
      for (const [name, inner] of Object.entries(value)) if (!name.includes('.')) walk(inner, path === '' ? name : `${path}.${name}`, depth + 1, isInList);
    } else if (isList(value) && !isInList) {
      for (const element of value.slice(0, 3)) walk(element, `${path}[]`, depth + 1, true);
    } else if (path !== '' && typeof value !== 'object' && value !== null && value !== '' && !found.has(path))
      found.set(path, String(value).slice(0, exampleLength));
  };
  for (const body of bodies) walk(body, '', 0, false);
  return [...found].map(([path, example]) => ({ path, example }));
}

/** Headings are short names: the last step of a path, or as much of it as tells it from the others. */
function headingsOf(paths: readonly string[]): ReadonlyMap<string, string> {
  const headings = new Map<string, string>();
  for (const path of paths) {
    const steps = path.replaceAll('[]', '').split('.');
    let taken = steps.length - 1;
    while (taken > 0 && headings.has(steps.slice(taken).join(' '))) taken--;
    headings.set(steps.slice(taken).join(' '), path);
  }
  return headings;
}

const elementsOf = (body: JsonObject, list: string): readonly JsonValue[] => {
  const found = valueAtPath(body, list);
  return isList(found) ? found : [];
};

function linesOf(body: JsonObject, headings: ReadonlyMap<string, string>): readonly JsonObject[] {
  const lists = [...new Set([...headings.values()].flatMap((path) => (path.includes('[]') ? [path.split('[]', 1)[0] ?? ''] : [])))];
  const count = Math.max(1, ...lists.map((list) => Math.min(100, elementsOf(body, list).length)));
  const at = (path: string, row: number): unknown => {
    const [list = '', inner = ''] = path.split('[]', 2);
    if (!path.includes('[]')) return valueAtPath(body, path);
    const element = elementsOf(body, list)[row];
    return inner === '' ? element : valueAtPath(element, inner.slice(1));
  };
  return Array.from({ length: count }, (_, row) =>
    Object.fromEntries(
      [...headings].flatMap(([heading, path]) => {
        const value = at(path, row);
        return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? [[heading, value]] : [];
      }),
    ),
  );
}

/** What only files have. */
const ofFiles: ReadonlySet<string> = new Set(['format', 'delimiter', 'encoding', 'sheet', 'headerRow', 'source', 'group']);

/** Puts paths into the place of headings wherever a mapping names a column. */
function withPaths(value: unknown, headings: ReadonlyMap<string, string>, name = ''): unknown {
  if (typeof value === 'string') return ['event', 'skip', 'value', 'op', 'type', 'zone'].includes(name) ? value : (headings.get(value) ?? value);
  if (Array.isArray(value)) return value.map((one: unknown) => withPaths(one, headings, name));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).flatMap(([key, inner]) => (name === '' && ofFiles.has(key) ? [] : [[key, withPaths(inner, headings, key)]])));
}

/** A mapping for bodies like these, found as for a file: their paths are the columns. Undefined where nothing tells what they are. */
export async function proposeMapping(bodies: readonly JsonObject[]): Promise<JsonObject | undefined> {
  const headings = headingsOf(pathsOf(bodies).map(({ path }) => path));
  const rows = bodies.flatMap((body) => linesOf(body, headings));
  if (rows.length === 0 || headings.size === 0) return undefined;
  const folder = await mkdtemp(join(tmpdir(), 'danqing-hook-'));
  try {
    const file = join(folder, 'bodies.jsonl');
    const text = rows.map((row) => JSON.stringify(row)).join('\n');
    await writeFile(file, `${text}\n`);
    const { proposal } = await recogniseFile(file, { totalBytes: Buffer.byteLength(text) });
    const mapped = withPaths(proposal, headings);
    return isJsonObject(mapped) ? mapped : undefined;
  } catch (error) {
    // Bodies that are no table of anything: people say what they are.
    if (error instanceof Fault) return undefined;
    throw error;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
