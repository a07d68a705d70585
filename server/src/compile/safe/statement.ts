import type { FaultDetail } from '#kernel';
import type { Compiled, EvaluationContext } from '../context.ts';
import { quoted } from '../sql/binder.ts';
import { Compilation } from '../sql/compilation.ts';
import { eventViews } from './event-views.ts';
import { type Field, fieldColumn, type Mention, mentionsOf, type UsualForm } from './fields.ts';
import { momentFunctions } from './functions.ts';
import { type GuardOptions, guardSql, placeWords } from './guard.ts';
import { MaskSql, type ViewMask } from './mask.ts';
import { peopleViews } from './people-views.ts';
import { readsAnyColumn } from './star.ts';
import { isName, isSign, type Token } from './tokens.ts';
import { localSql, type SafeNames, type SafeView } from './view.ts';

export const safeViews: readonly SafeView[] = [...peopleViews, ...eventViews];

/** A value that a statement names: {{since:Date}}. */
interface SqlParameter {
  readonly name: string;
  readonly type: ParameterType;
}

/** As people write them; Strings is a list. */
const parameterTypes = {
  string: 'String',
  number: 'Float64',
  integer: 'Int64',
  date: 'Date',
  datetime: 'DateTime64(3)',
  strings: 'Array(String)',
} as const;
export type ParameterType = keyof typeof parameterTypes;
const isParameterType = (text: string): text is ParameterType => Object.hasOwn(parameterTypes, text);

/** A statement that passed the guard, as far as it must be known to be run. */
export interface SafeStatement {
  readonly tokens: readonly Token[];
  readonly mentions: readonly Mention[];
  readonly parameters: readonly SqlParameter[];
  /** Views that it names. */
  readonly views: ReadonlySet<string>;
  /** Every name in it, columns that it reads among them; undefined: it may read all there are. */
  readonly named: ReadonlySet<string> | undefined;
}

export type ReadStatement = { readonly ok: true; readonly statement: SafeStatement } | { readonly ok: false; readonly faults: readonly FaultDetail[] };

const nothingUsual: UsualForm = () => undefined;

/** Reads SQL that people write; everything that is wrong with it where it may not run. */
export function readStatement(sql: string, options: GuardOptions, usual: UsualForm = nothingUsual): ReadStatement {
  const guarded = guardSql(sql, options);
  if (!guarded.isSafe) return { ok: false, faults: guarded.faults };
  const { tokens } = guarded;
  const fault = (place: number, message: string): ReadStatement => ({
    ok: false,
    faults: [{ path: options.path, code: 'DQ_SQL_NOT_ALLOWED', message: `${placeWords(sql, place)}: ${message}` }],
  });
  const mentions = mentionsOf(tokens, usual);
  if ('message' in mentions) return fault(mentions.place, mentions.message);
  const parameters = new Map<string, SqlParameter>();
  for (const { kind, text, type = '', place } of tokens) {
    if (kind !== 'parameter') continue;
    const known = type.toLowerCase();
    if (!isParameterType(known)) return fault(place, `${type} is no type of a value; there are String, Strings, Number, Integer, Date and DateTime`);
    const before = parameters.get(text);
    if (before !== undefined && before.type !== known) return fault(place, `${text} is written with two types`);
    parameters.set(text, { name: text, type: known });
  }
  const named = new Set(tokens.filter(isName).map(({ text }) => text));
  return {
    ok: true,
    statement: {
      tokens,
      mentions,
      parameters: [...parameters.values()],
      views: new Set(safeViews.filter(({ name }) => named.has(name)).map(({ name }) => name)),
      named: readsAnyColumn(tokens) ? undefined : named,
    },
  };
}

export interface StatementScope {
  readonly context: EvaluationContext;
  readonly names: SafeNames;
  /** How personal data are hidden; undefined: they are shown. */
  readonly mask?: ViewMask;
  /** Columns that SELECT * gives besides: fields of which the data are known. */
  readonly known?: readonly Field[];
  /** What the statement's parameters stand for, by name. */
  readonly values?: Readonly<Record<string, unknown>>;
}

/** The heads of a WITH clause and the statement behind them, which stands on lines of its own as it was written. */
export function statementSql(
  { tokens, mentions, views, named, parameters }: SafeStatement,
  scope: StatementScope,
): Compiled & { readonly head: string; readonly body: string } {
  const compilation = new Compilation(scope.context);
  const { binder } = compilation;
  const fields = uniqueFields([...mentions.map(({ field }) => field), ...(named === undefined ? (scope.known ?? []) : [])]);
  const mask = scope.mask === undefined ? undefined : new MaskSql(scope.mask);
  const inner = { binder, context: scope.context, mask, fields, names: scope.names, named };
  const heads = safeViews.filter(({ name }) => views.has(name)).map((view) => `${view.name} AS (${view.sql(inner).replaceAll('\n', ' ')})`);
  const now = localSql(binder.moment(scope.context.at), inner);
  const body = printed(tokens, mentions, now);
  const head = heads.length === 0 ? '' : `WITH ${heads.join(', ')} `;
  const { sql, params } = compilation.finish(`${head}SELECT * FROM (\n${body}\n)`);
  const values = Object.fromEntries(parameters.map(({ name }) => [`v_${name}`, scope.values?.[name]]));
  return { sql, params: { ...params, ...values }, head, body };
}

const uniqueFields = (fields: readonly Field[]): readonly Field[] => [...new Map(fields.map((field) => [fieldColumn(field), field])).values()];

/** The statement as the engine reads it: fields are columns, values are parameters, the present is the moment. Lines stay lines. */
function printed(tokens: readonly Token[], mentions: readonly Mention[], now: string): string {
  const mentionAt = new Map(mentions.map((mention) => [mention.from, mention]));
  let out = '';
  let line = 0;
  let at = 0;
  while (at < tokens.length) {
    const token = tokens[at];
    if (token === undefined) break;
    while (line < token.line) {
      out += '\n';
      line++;
    }
    const [text, next] = printedToken(tokens, at, mentionAt.get(at), now);
    out += `${text} `;
    line += text.split('\n').length - 1;
    at = next;
  }
  return out;
}

function printedToken(tokens: readonly Token[], at: number, mention: Mention | undefined, now: string): readonly [string, number] {
  const token = tokens[at];
  if (token === undefined) return ['', at + 1];
  if (mention !== undefined) return [quoted(fieldColumn(mention.field)), mention.to];
  const { kind, text, type = '' } = token;
  if (kind === 'parameter') {
    const known = type.toLowerCase();
    return [`{v_${text}:${isParameterType(known) ? parameterTypes[known] : 'String'}}`, at + 1];
  }
  if (kind === 'quoted') return [quoted(text), at + 1];
  const lower = text.toLowerCase();
  if (kind === 'word' && momentFunctions.has(lower) && isSign(tokens[at + 1], '(') && isSign(tokens[at + 2], ')'))
    return [lower === 'now' ? now : lower === 'today' ? `toDate(${now})` : `toDate(${now}) - 1`, at + 3];
  return [text, at + 1];
}
