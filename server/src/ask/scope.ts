import type { CatalogueProperty } from '@danqing/contracts';
import { compileTraitNames, type Field, type FieldForm, type FieldRoot, type SafeStatement, type StatementScope } from '#compile';
import { contextAt } from '#evaluate';
import { viewMaskOf } from '#govern';
import { type CatalogueNames, readCatalogueNames } from '#pipeline';
import { readSegmentIds } from '#segment';
import type { Asker, AskDeps } from './deps.ts';

/** Of a field that holds numbers wherever it was seen: read as a number when nothing else is said. */
function isNumeric(types: CatalogueProperty['types']): boolean {
  return types.length > 0 && types.every(({ type, share }) => type === 'number' || share < 0.01);
}

const isList = (types: CatalogueProperty['types']): boolean => types.some(({ type, share }) => type === 'list' && share > 0.5);

/** How a field is read by what the data hold; undefined: as its text. */
function usualForm(names: CatalogueNames, personal: (root: FieldRoot, path: string) => boolean) {
  const byPath = (fields: CatalogueNames['traits']) => Map.groupBy(fields, ({ path }) => path);
  const known = { traits: byPath(names.traits), properties: byPath(names.properties), attributes: new Map<string, CatalogueNames['traits'][number][]>() };
  return (root: FieldRoot, path: string): FieldForm | undefined => {
    const seen = known[root].get(path);
    return seen !== undefined && !personal(root, path) && seen.every(({ types }) => isNumeric(types)) ? 'number' : undefined;
  };
}

/** A field as a statement names it: lists have their brackets. */
export const writtenPath = ({ path, types }: { readonly path: string; readonly types: CatalogueProperty['types'] }): string | null =>
  isList(types) ? (path.includes('[]') ? null : `${path}[]`) : path;

/** So many of the fullest fields SELECT * gives. */
const starred = 60;

function knownFields(names: CatalogueNames, form: ReturnType<typeof usualForm>): readonly Field[] {
  const of = (root: FieldRoot, fields: CatalogueNames['traits']): readonly Field[] =>
    [...new Set(fields.flatMap((field) => writtenPath(field) ?? []))]
      .slice(0, starred)
      .map((path) => ({ root, path, form: path.includes('[]') ? 'list' : (form(root, path) ?? 'text') }));
  return [...of('traits', names.traits), ...of('properties', names.properties)];
}

/** What a workspace's statements are read with. */
export interface AskScope {
  readonly names: CatalogueNames;
  readonly usual: ReturnType<typeof usualForm>;
  readonly isPersonal: (root: FieldRoot, path: string) => boolean;
}

const scopes = { traits: 'trait', properties: 'property', attributes: 'entity' } as const;

export async function askScope(deps: AskDeps, { workspace, seesPersonalData }: Asker): Promise<AskScope> {
  const names = await readCatalogueNames(deps.pg, workspace);
  const { of } = deps.privacy.classifierFor(workspace);
  const isPersonal = (root: FieldRoot, path: string): boolean => (of(scopes[root], path) ?? 'none') !== 'none';
  return { names, isPersonal, usual: usualForm(names, (root, path) => !seesPersonalData && isPersonal(root, path)) };
}

/** What the statement is compiled with, for whoever asks. */
export async function statementScope(
  deps: AskDeps,
  asker: Asker,
  statement: SafeStatement,
  scope: AskScope,
  values: Readonly<Record<string, unknown>>,
): Promise<StatementScope> {
  const { workspace, seesPersonalData } = asker;
  const [context, segments] = await Promise.all([contextAt(deps, workspace), readSegmentIds(deps.pg, workspace)]);
  const base = { context, known: statement.named === undefined ? knownFields(scope.names, scope.usual) : [], values };
  if (seesPersonalData) return { ...base, names: { segments, traits: [] } };
  const traits = statement.views.has('trait_history') ? await traitNames(deps, workspace) : [];
  return { ...base, names: { segments, traits }, mask: viewMaskOf(deps, workspace) };
}

async function traitNames({ clickhouse }: AskDeps, workspace: number): Promise<readonly string[]> {
  const { sql, params } = compileTraitNames(workspace);
  return (await clickhouse.query<{ name: string }>(sql, params)).map(({ name }) => name);
}
