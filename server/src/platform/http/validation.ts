import type { FastifySchemaCompiler } from 'fastify';
import { Compile } from 'typebox/compile';
import type { TLocalizedValidationError } from 'typebox/error';
import { Settings } from 'typebox/system';
import type { TSchema } from 'typebox';
import { type Fault, type FaultDetail, invalid, nearest } from '#kernel';

// All mistakes at once, so that nobody mends a request one answer at a time; yet a hostile body gets no endless list.
Settings.Set({ maxErrors: 50 });

/** Where a detail's pointer starts: the body is the root, the rest stands beside it. */
const prefixes: Readonly<Record<string, string>> = { body: '', querystring: '/query', params: '/params', headers: '/headers' };

/**
 * Checks requests against their TypeBox schemas. Texts of query, path and headers are converted to the schema's types;
 * a body is taken as it is, because "1" and 1 mean different things in a rule.
 */
export const compileValidator: FastifySchemaCompiler<TSchema> = ({ schema, httpPart }) => {
  const validator = Compile(schema);
  const part = httpPart ?? 'body';
  const prefix = prefixes[part] ?? '';
  const convert = part === 'body' ? (data: unknown) => data : (data: unknown) => validator.Convert(data);
  return (data: unknown) => {
    const value = validator.Default(convert(data ?? (part === 'body' ? undefined : {})));
    if (validator.Check(value)) return { value };
    return { error: refusal(part, validationDetails(validator.Errors(value), prefix)) };
  };
};

const refusal = (part: string, details: readonly FaultDetail[]): Fault =>
  invalid(
    details.length === 1 ? `${part} is not valid: ${details[0]?.path} ${details[0]?.message}` : `${part} is not valid in ${details.length} places`,
    details,
  );

/** Every place once, with what is really wrong there; unions of constants become "one of". */
export function validationDetails(errors: readonly TLocalizedValidationError[], prefix = ''): readonly FaultDetail[] {
  const allowed = new Map<string, unknown[]>();
  const missing: FaultDetail[] = [];
  const found = new Map<string, FaultDetail>();
  const nullable = new Set<string>();
  for (const error of errors) {
    const path = `${prefix}${error.instancePath}`;
    if (error.keyword === 'const') allowed.set(path, [...(allowed.get(path) ?? []), error.params.allowedValue]);
    else if (error.keyword === 'enum') allowed.set(path, [...error.params.allowedValues]);
    else if (error.keyword === 'type' && error.params.type === 'null') nullable.add(path);
    else if (error.keyword === 'required') {
      for (const name of error.params.requiredProperties) missing.push({ path: `${path}/${escaped(name)}`, code: 'DQ_REQUIRED', message: 'is required' });
    } else if (error.keyword === 'boolean') found.set(path, { path, code: 'DQ_UNKNOWN_PROPERTY', message: 'is not known here' });
    else if (!isEcho(error.keyword) && !found.has(path)) found.set(path, { path, code: codeOf(error.keyword), message: error.message });
  }
  for (const [path, values] of allowed)
    found.set(path, { path, code: 'DQ_NOT_ALLOWED', message: `must be ${values.map((value) => JSON.stringify(value)).join(' or ')}` });
  const details = orNull(misspelt([...missing, ...found.values()]), nullable);
  return details.length > 0 ? details : [{ path: prefix, code: 'DQ_INVALID', message: errors[0]?.message ?? 'is not valid' }];
}

/** That null would do is said once, at the value that is neither; what is wrong inside a value says enough. */
function orNull(details: readonly FaultDetail[], nullable: ReadonlySet<string>): readonly FaultDetail[] {
  const told = details.map((detail) => (nullable.has(detail.path) ? { ...detail, message: `${detail.message} or null` } : detail));
  const untold = [...nullable].filter((path) => !details.some((detail) => detail.path === path || detail.path.startsWith(`${path}/`)));
  return [...told, ...untold.map((path) => ({ path, code: 'DQ_TYPE', message: 'must be null' }))];
}

/** A property that is not known, beside one that is required and reads nearly so, is one mistake. */
function misspelt(details: readonly FaultDetail[]): readonly FaultDetail[] {
  const parentOf = (path: string): string => path.slice(0, path.lastIndexOf('/'));
  const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
  const meant = new Map<FaultDetail, FaultDetail>();
  for (const detail of details) {
    if (detail.code !== 'DQ_UNKNOWN_PROPERTY') continue;
    const beside = details.filter(({ path, code }) => code === 'DQ_REQUIRED' && parentOf(path) === parentOf(detail.path));
    const name = nearest(
      nameOf(detail.path),
      beside.map(({ path }) => nameOf(path)),
    );
    const required = beside.find(({ path }) => nameOf(path) === name);
    if (required !== undefined) meant.set(detail, required);
  }
  const mended = new Set(meant.values());
  return details
    .filter((detail) => !mended.has(detail))
    .map((detail) => {
      const required = meant.get(detail);
      return required === undefined
        ? detail
        : { ...detail, message: `is not known here; ${nameOf(required.path)} is required`, suggestion: nameOf(required.path) };
    });
}

/** Keywords that only repeat that one of their parts failed. */
const isEcho = (keyword: string): boolean => keyword === 'anyOf' || keyword === 'additionalProperties' || keyword === 'unevaluatedProperties';

const escaped = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');

const codeOf = (keyword: string): string => {
  if (keyword === 'type') return 'DQ_TYPE';
  if (keyword === 'format' || keyword === 'pattern') return 'DQ_FORMAT';
  return /^(min|max|exclusive|multiple)/.test(keyword) ? 'DQ_RANGE' : 'DQ_INVALID';
};
