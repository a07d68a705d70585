import type { EvaluationContext } from '#compile';
import type { OwnHoliday } from '#kernel';
import { contextAt, type EvaluationDeps } from '../context.ts';
import { nameOf } from '../graph.ts';
import type { DefinitionKind, Node } from '../types.ts';
import { readVocabulary } from '../vocabulary.ts';
import type { LiveForm, LiveKind } from './live-kind.ts';

interface LiveForms {
  /** Of the moment it was read; ticks set their own moment. Without what changes by itself: merges that wait, paths of lists. */
  readonly context: EvaluationContext;
  /** By `kind:id`: definitions whose profiles can be evaluated one by one: by ticks when they are live, and by one statement with others. */
  readonly forms: ReadonlyMap<string, LiveForm>;
  /** By `kind:id`: why the others cannot; they run in full when data has passed. */
  readonly obstacles: ReadonlyMap<string, string>;
}

/** The forms of a workspace's definitions, read again when any definition changed. */
export interface Registry {
  formsOf(workspace: number, nodes: readonly Node[]): Promise<LiveForms>;
}

/** Any new version may change what others mean: rules stand for the segments they name, tags for their columns. */
const fingerprint = (nodes: readonly Node[]): string =>
  nodes
    .map((node) => `${nameOf(node)}.${node.version}.${node.refresh}`)
    .sort()
    .join(' ');

export function openRegistry(deps: EvaluationDeps, kinds: Readonly<Record<DefinitionKind, LiveKind>>): Registry {
  const known = new Map<number, { readonly fingerprint: string; readonly forms: LiveForms }>();
  const load = async (workspace: number, nodes: readonly Node[]): Promise<LiveForms> => {
    const vocabulary = await readVocabulary(deps.lookup, workspace);
    const { listPaths: _listPaths, ...context } = await contextAt(deps, workspace, undefined, vocabulary);
    const [forms, obstacles] = [new Map<string, LiveForm>(), new Map<string, string>()];
    for (const kind of Object.values(kinds)) {
      const own = nodes.filter((node) => node.kind === kind.kind);
      for (const [definitionId, form] of own.length === 0 ? [] : await kind.load(own, vocabulary, context)) {
        const name = nameOf({ kind: kind.kind, definitionId });
        if ('obstacle' in form) obstacles.set(name, form.obstacle);
        else if (form.edges.obstacle !== null) obstacles.set(name, form.edges.obstacle);
        else forms.set(name, form);
      }
    }
    return { context, forms, obstacles };
  };
  return {
    formsOf: async (workspace, nodes) => {
      const own = nodes.filter((node) => node.workspace === workspace);
      // What the brand celebrates when moves the windows of rules.
      const holidays = [...((await deps.lookup.holidays?.(workspace)) ?? new Map<string, OwnHoliday>()).values()];
      const print = `${fingerprint(own)} ${JSON.stringify(holidays)}`;
      const before = known.get(workspace);
      if (before?.fingerprint === print) return before.forms;
      const forms = await load(workspace, own);
      known.set(workspace, { fingerprint: print, forms });
      return forms;
    },
  };
}
