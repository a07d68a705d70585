import { isName, isSign, isWord, type Refusal, type Token } from './tokens.ts';

/** Which fields of which view: `traits` of profiles, `properties` of events, `attributes` of entities. */
export type FieldRoot = 'traits' | 'properties' | 'attributes';
/** As what a field is read: its exact text, a number, an integer, or the texts of a list. */
export type FieldForm = 'text' | 'number' | 'integer' | 'list';

export interface Field {
  readonly root: FieldRoot;
  /** As rules write it: `city`, `address.street`, `products[].sku`. */
  readonly path: string;
  readonly form: FieldForm;
}

/** How a field is read when nothing is said: by what its values are. */
export type UsualForm = (root: FieldRoot, path: string) => FieldForm | undefined;

/** One name of a field in the text, from its first token up to (not with) `to`. */
export interface Mention {
  readonly from: number;
  readonly to: number;
  readonly field: Field;
}

const roots = ['traits', 'properties', 'attributes'] as const;
const rootOf = (text: string): FieldRoot | undefined => roots.find((root) => root === text);

const forms: Readonly<Record<string, FieldForm>> = {
  string: 'text',
  'nullable(string)': 'text',
  float64: 'number',
  float32: 'number',
  int64: 'integer',
  int32: 'integer',
  uint64: 'integer',
  'array(string)': 'list',
  'array(nullable(string))': 'list',
};

/** Of lists, fields are lists; others are read as they usually are, or as texts. */
const formOf = (root: FieldRoot, path: string, usual: UsualForm): FieldForm => (path.includes('[]') ? 'list' : (usual(root, path) ?? 'text'));

/** The name of a field's column in its view. */
export const fieldColumn = ({ root, path, form }: Field): string => (form === 'text' || form === 'list' ? `${root}.${path}` : `${root}.${path}:${form}`);

/** Every field that a statement names: traits.city, p.properties.price.:Float64, properties.`products[]`.sku, properties.products[].sku. */
export function mentionsOf(tokens: readonly Token[], usual: UsualForm): readonly Mention[] | Refusal {
  const mentions: Mention[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const found = mentionAt(tokens, at, usual);
    if (found === undefined) continue;
    if ('message' in found) return found;
    mentions.push(found);
    at = found.to - 1;
  }
  return mentions;
}

function mentionAt(tokens: readonly Token[], at: number, usual: UsualForm): Mention | Refusal | undefined {
  const token = tokens[at];
  if (!isName(token)) return undefined;
  if (token.kind === 'quoted') return headingAt(token, at, usual);
  const root = rootOf(token.text);
  if (root === undefined || isWord(tokens[at - 1], 'as') || isSign(tokens[at + 1], '(')) return undefined;
  const names: string[] = [];
  let to = at + 1;
  while (isSign(tokens[to], '.')) {
    const name = tokens[to + 1];
    if (!isName(name)) break;
    const isList = isSign(tokens[to + 2], '[') && isSign(tokens[to + 3], ']');
    names.push(isList ? `${name.text}[]` : name.text);
    to += isList ? 4 : 2;
  }
  if (names.length === 0) return { place: token.place, message: `${root} has many fields: name one, as in ${root}.city` };
  const path = names.join('.');
  if (!isSign(tokens[to], '.:')) return { from: at, to, field: { root, path, form: formOf(root, path, usual) } };
  const typed = typeAt(tokens, to + 1);
  const form = forms[typed.name.toLowerCase()];
  if (form === undefined) return { place: tokens[to]?.place ?? token.place, message: 'a field is read .:String, .:Float64, .:Int64 or .:Array(String)' };
  return { from: at, to: typed.to, field: { root, path, form: path.includes('[]') ? 'list' : form } };
}

/** `traits.city` in quotes: a heading as answers have it. */
function headingAt({ text }: Token, at: number, usual: UsualForm): Mention | undefined {
  const dot = text.indexOf('.');
  const root = rootOf(text.slice(0, dot));
  const path = text.slice(dot + 1);
  return dot < 0 || root === undefined || path === '' ? undefined : { from: at, to: at + 1, field: { root, path, form: formOf(root, path, usual) } };
}

function typeAt(tokens: readonly Token[], at: number): { readonly name: string; readonly to: number } {
  const first = tokens[at];
  if (!isName(first)) return { name: '', to: at };
  let [name, to, depth] = [first.text, at + 1, 0];
  while (isSign(tokens[to], '(') || depth > 0) {
    const token = tokens[to];
    if (token === undefined) break;
    if (isSign(token, '(')) depth++;
    if (isSign(token, ')')) depth--;
    name += token.text;
    to++;
  }
  return { name, to };
}
