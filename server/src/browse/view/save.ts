import { mayUse, type SavedView, type SavedViewChange, type SavedViewInput, type ViewArrangement } from '@danqing/contracts';
import { parseRule } from '#compile';
import { type DefinitionLookup, readVocabulary } from '#evaluate';
import { type Caller, recordAudit } from '#govern';
import { type Clock, Fault, invalid, notFound } from '#kernel';
import type { Postgres } from '#platform';
import { columnsOf } from '../query/columns.ts';
import { orderOf } from '../query/order.ts';
import { arrangeViews, deleteView, insertView, readDefaultView, readView, readViews, type StoredView, updateView, type Viewer } from './view.store.ts';

export interface ViewDeps {
  readonly pg: Postgres;
  readonly clock: Clock;
  readonly lookup: DefinitionLookup;
}

const viewerOf = ({ workspace, operator }: Caller): Viewer => ({ workspace, operator: operator?.id ?? null });

/** What everybody uses is changed by whoever may write definitions; an API key with the scope write is one. */
const mayShare = ({ operator }: Caller): boolean => operator === null || mayUse(operator.role, 'definitions.write');
const isMine = ({ operator }: Caller, view: StoredView): boolean => operator !== null && view.operator === operator.id;
const mayChange = (caller: Caller, view: StoredView): boolean => mayShare(caller) || (isMine(caller, view) && view.visibility === 'mine');

const shown = (caller: Caller, view: StoredView, defaultView: number | null): SavedView => ({
  id: view.id,
  name: view.name,
  rule: view.rule,
  columns: view.columns,
  sort: view.sort,
  visibility: view.visibility,
  by: view.actor,
  isMine: isMine(caller, view),
  mayChange: mayChange(caller, view),
  isDefault: view.id === defaultView,
  version: view.version,
  createdAt: view.createdAt.toISOString(),
  updatedAt: view.updatedAt.toISOString(),
});

export async function listViews({ pg }: ViewDeps, caller: Caller): Promise<SavedView[]> {
  const [views, first] = await Promise.all([readViews(pg, viewerOf(caller)), readDefaultView(pg, viewerOf(caller))]);
  return views.map((view) => shown(caller, view, first));
}

/** Refuses what the list could not show, so that nobody finds a broken view. */
async function check({ lookup }: ViewDeps, caller: Caller, view: SavedViewInput): Promise<void> {
  if (view.visibility === 'everybody' && !mayShare(caller))
    throw new Fault('DQ_FORBIDDEN', 403, 'sharing a view with everybody needs a role that may write definitions; keep it as yours');
  if (view.visibility === 'mine' && caller.operator === null)
    throw invalid('an API key has no views of its own', [{ path: '/visibility', code: 'DQ_NOT_ALLOWED', message: 'must be everybody' }]);
  const vocabulary = await readVocabulary(lookup, caller.workspace);
  columnsOf(view.columns);
  orderOf(view.sort, vocabulary);
  const parsed = view.rule === null ? undefined : parseRule(view.rule, vocabulary);
  if (parsed?.ok === false)
    throw invalid(
      'the rule is not valid',
      parsed.errors.map((error) => ({ ...error, path: `/rule${error.path}` })),
    );
}

export async function makeView(deps: ViewDeps, caller: Caller, input: SavedViewInput): Promise<SavedView> {
  const view = { ...input, name: input.name.trim() };
  await check(deps, caller, view);
  const stored = await deps.pg.transaction(async (tx) => {
    const made = await insertView(tx, viewerOf(caller), caller.operator?.name ?? caller.name, view, new Date(deps.clock.now()));
    await recordAudit(tx, caller, { action: 'view.create', object: `view:${made.id}`, details: { visibility: made.visibility } });
    return made;
  });
  return shown(caller, stored, await readDefaultView(deps.pg, viewerOf(caller)));
}

async function existing({ pg }: ViewDeps, caller: Caller, id: number): Promise<StoredView> {
  const view = await readView(pg, viewerOf(caller), id);
  if (view === undefined) throw notFound(`the view ${id}`);
  return view;
}

/** `match` refuses a version that the caller has not seen. */
export async function changeView(deps: ViewDeps, caller: Caller, id: number, change: SavedViewChange, match: (version: number) => void): Promise<SavedView> {
  const before = await existing(deps, caller, id);
  refuseStrangers(caller, before);
  match(before.version);
  const { name, rule, columns, sort, visibility } = before;
  const view: SavedViewInput = { name, rule, columns, sort, visibility, ...change };
  await check(deps, caller, view);
  const stored = await deps.pg.transaction(async (tx) => {
    const made = await updateView(tx, before, { ...view, name: view.name.trim() }, new Date(deps.clock.now()));
    if (made === undefined) throw new Fault('DQ_CHANGED_MEANWHILE', 412, 'somebody has changed this view meanwhile; read it again and repeat the change');
    await recordAudit(tx, caller, { action: 'view.change', object: `view:${id}`, details: { fields: Object.keys(change), visibility: made.visibility } });
    return made;
  });
  return shown(caller, stored, await readDefaultView(deps.pg, viewerOf(caller)));
}

export async function removeView(deps: ViewDeps, caller: Caller, id: number): Promise<void> {
  const view = await existing(deps, caller, id);
  refuseStrangers(caller, view);
  await deps.pg.transaction(async (tx) => {
    await deleteView(tx, id);
    await recordAudit(tx, caller, { action: 'view.remove', object: `view:${id}`, details: { name: view.name, visibility: view.visibility } });
  });
}

function refuseStrangers(caller: Caller, view: StoredView): void {
  if (!mayChange(caller, view)) throw new Fault('DQ_FORBIDDEN', 403, 'this view belongs to everybody; your role may use it and save a copy of your own');
}

/** How whoever asks wants to find the views: nobody else's concern, so it is not in the audit log. */
export async function arrange(deps: ViewDeps, caller: Caller, arrangement: ViewArrangement): Promise<SavedView[]> {
  if (caller.operator === null) throw invalid('an API key has no order of its own');
  const { order, defaultView } = arrangement;
  if (defaultView !== undefined && defaultView !== null) await existing(deps, caller, defaultView);
  await arrangeViews(deps.pg, viewerOf(caller), { ...(order === undefined ? {} : { order }), ...(defaultView === undefined ? {} : { defaultView }) });
  return listViews(deps, caller);
}
