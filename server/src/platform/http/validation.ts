import type { FastifySchemaCompiler } from 'fastify';
import { Compile } from 'typebox/compile';
import type { TLocalizedValidationError } from 'typebox/error';
import { Settings } from 'typebox/system';
import type { TSchema } from 'typebox';
import { type Fault, type FaultDetail, invalid } from '#kernel';

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
    return { error: refusal(part, detailsOf(validator.Errors(value), prefix)) };
  };
};

const refusal = (part: string, details: readonly FaultDetail[]): Fault =>
  invalid(
    details.length === 1 ? `${part} is not valid: ${details[0]?.path} ${details[0]?.message}` : `${part} is not valid in ${details.length} places`,
    details,
  );

/** Every place once, with what is really wrong there; unions of constants become "one of". */
function detailsOf(errors: readonly TLocalizedValidationError[], prefix = ''): readonly FaultDetail[] {
  const allowed = new Map<string, unknown[]>();
  const missing: FaultDetail[] = [];
  const found = new Map<string, FaultDetail>();
  for (const error of errors) {
    const path = `${prefix}${error.instancePath}`;
    if (error.keyword === 'const') allowed.set(path, [...(allowed.get(path) ?? []), error.params.allowedValue]);
    else if (error.keyword === 'enum') allowed.set(path, [...error.params.allowedValues]);
    else if (error.keyword === 'required') {
      for (const name of error.params.requiredProperties) missing.push({ path: `${path}/${escaped(name)}`, code: 'DQ_REQUIRED', message: 'is required' });
    } else if (error.keyword === 'boolean') found.set(path, { path, code: 'DQ_UNKNOWN_PROPERTY', message: 'is not known here' });
    else if (!isEcho(error.keyword) && !found.has(path)) found.set(path, { path, code: codeOf(error.keyword), message: error.message });
  }
  for (const [path, values] of allowed)
    found.set(path, { path, code: 'DQ_NOT_ALLOWED', message: `must be ${values.map((value) => JSON.stringify(value)).join(' or ')}` });
  const details = [...missing, ...found.values()];
  return details.length > 0 ? details : [{ path: prefix, code: 'DQ_INVALID', message: errors[0]?.message ?? 'is not valid' }];
}

/** Keywords that only repeat that one of their parts failed. */
const isEcho = (keyword: string): boolean => keyword === 'anyOf' || keyword === 'additionalProperties' || keyword === 'unevaluatedProperties';

const escaped = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');

const codeOf = (keyword: string): string => {
  if (keyword === 'type') return 'DQ_TYPE';
  if (keyword === 'format' || keyword === 'pattern') return 'DQ_FORMAT';
  return /^(min|max|exclusive|multiple)/.test(keyword) ? 'DQ_RANGE' : 'DQ_INVALID';
};
