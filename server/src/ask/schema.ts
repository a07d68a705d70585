import type { SqlField, SqlSchemaView } from '@danqing/contracts';
import { type FieldRoot, offeredFunctions, safeViews } from '#compile';
import type { Caller } from '#govern';
import type { CatalogueNames } from '#pipeline';
import type { Asker, AskDeps } from './deps.ts';
import { examples } from './examples.ts';
import { limits } from './limits.ts';
import { roleLimits } from './role-limits.ts';
import { type AskScope, askScope, writtenPath } from './scope.ts';

type CatalogueField = CatalogueNames['traits'][number];

/** What there is to ask of: views with the columns that every workspace has, and the fields that this one's data hold. */
export async function schemaOf(deps: AskDeps, asker: Asker & Pick<Caller, 'operator'>): Promise<SqlSchemaView> {
  const scope = await askScope(deps, asker);
  const { names } = scope;
  const { rows, seconds } = await roleLimits(deps, asker);
  return {
    views: safeViews.map((view) => ({
      name: view.name,
      about: { zh: view.zh, en: view.en },
      columns: view.columns.map(({ name, type, zh, en }) => ({ name, type, about: { zh, en } })),
      fields:
        view.root === 'traits' ? fieldsOf('traits', names.traits, scope) : view.root === 'properties' ? fieldsOf('properties', names.properties, scope) : [],
    })),
    events: names.events.map(({ event, events, note }) => ({ name: event, label: { zh: note.labelZh, en: note.labelEn }, events })),
    functions: [...offeredFunctions.aggregates, ...offeredFunctions.others],
    examples: examples.map((example) => ({ ...example })),
    limits: { rows, seconds, memoryBytes: limits.memoryBytes },
    isMasked: !asker.seesPersonalData,
  };
}

const mostFields = 500;

function fieldsOf(root: FieldRoot, fields: readonly CatalogueField[], { usual, isPersonal }: AskScope): SqlField[] {
  const byPath = Map.groupBy(fields, (field) => writtenPath(field) ?? '');
  byPath.delete('');
  return [...byPath].slice(0, mostFields).map(([path, seen]) => {
    const [first] = seen;
    return {
      name: nameOf(root, path),
      type: path.includes('[]') ? 'Array(String)' : usual(root, path) === 'number' ? 'Nullable(Float64)' : 'Nullable(String)',
      label: { zh: first?.note.labelZh ?? '', en: first?.note.labelEn ?? '' },
      filledShare: root === 'traits' ? (first?.filledShare ?? null) : null,
      isPersonal: isPersonal(root, path),
      events: root === 'properties' ? seen.map(({ event }) => event).slice(0, 20) : [],
    };
  });
}

/** As a statement writes it: names beyond letters stand in quotes. */
const nameOf = (root: FieldRoot, path: string): string =>
  [root, ...path.split('.').map((part) => (/^[A-Za-z_][A-Za-z0-9_]*(?:\[\])?$/.test(part) ? part : `\`${part}\``))].join('.');
