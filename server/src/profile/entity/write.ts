import type { CleanEntity } from '#clean';
import { flatRow, flatten, type JsonObject } from '#kernel';
import type { PostgresSession } from '#platform';
import { clickhouseTime } from '../event-row.ts';
import { type EntityName, type EntityRow, readEntities, type StoredEntity, writeEntityRows } from './entity.store.ts';
import { gonePath, LeavesDraft } from './leaves.ts';
import { stagedVersion } from './stage.ts';
import { changedVersions, type EntityVersion, stateAt, type VersionChanges } from './versions.ts';

/** What a slice's entities come to. */
export interface EntityRows {
  /** Lines of JSONEachRow for `entity`: versions at moments that had none. */
  readonly inserted: readonly string[];
  /** Lines for `entity_stage`: versions that read otherwise now. */
  readonly rewritten: readonly string[];
  /** One answer a message, in order: whether it said anything that was not known. */
  readonly isNew: readonly boolean[];
}

const noEntityRows: EntityRows = { inserted: [], rewritten: [], isNew: [] };

/** Line feeds stand in no kind; what comes after the second one is the key. */
const nameOf = ({ origin, kind, key }: CleanEntity): string => `${origin.workspace}\n${kind}\n${key}`;

/** The messages about one entity, and what they change. */
interface Change {
  readonly name: EntityName;
  readonly before: StoredEntity | undefined;
  readonly draft: LeavesDraft;
  readonly messages: CleanEntity[];
}

/** Adds a slice's messages to what is known of their entities, and says what ClickHouse is to get. Inside the slice's transaction; two statements. */
export async function writeEntities(tx: PostgresSession, messages: readonly CleanEntity[], now: number): Promise<EntityRows> {
  if (messages.length === 0) return noEntityRows;
  const changes = await changesOf(tx, messages);
  const isHeard = messages.map((message) => hear(changes.get(nameOf(message)), message));
  const rows: EntityRow[] = [];
  const inserted: string[] = [];
  const rewritten: string[] = [];
  const changed = new Set<Change>();
  for (const change of changes.values()) {
    const { name, before, draft, messages: said } = change;
    const versions = changedVersions(
      before?.leaves ?? new Map(),
      draft.leaves,
      before?.versions ?? [],
      said.map(({ ts }) => ts),
    );
    if (versions.inserted.length + versions.rewritten.length > 0) changed.add(change);
    rows.push(rowOf(name, draft, versions));
    const messageAt = new Map(said.map((message) => [message.ts, message]));
    for (const version of versions.inserted) inserted.push(insertedLine(name, version, messageAt.get(version.ts) ?? said[0]));
    for (const version of versions.rewritten) rewritten.push(stagedVersion(name, version, JSON.stringify(flat(version.attributes))));
  }
  await writeEntityRows(tx, rows, now);
  return { inserted, rewritten, isNew: messages.map((message, index) => isHeard[index] === true && isIn(changed, changes.get(nameOf(message)))) };
}

const isIn = (changed: ReadonlySet<Change>, change: Change | undefined): boolean => change !== undefined && changed.has(change);

async function changesOf(tx: PostgresSession, messages: readonly CleanEntity[]): Promise<ReadonlyMap<string, Change>> {
  const names = new Map(
    messages.map((message): [string, EntityName] => [nameOf(message), { workspace: message.origin.workspace, kind: message.kind, key: message.key }]),
  );
  const stored = await readEntities(tx, [...names.values()]);
  const known = new Map(stored.map((entity) => [`${entity.workspace}\n${entity.kind}\n${entity.key}`, entity]));
  return new Map(
    [...names].map(([id, name]) => [id, { name, before: known.get(id), draft: new LeavesDraft(known.get(id)?.leaves ?? new Map()), messages: [] }]),
  );
}

/** True when it says something that did not hold at its moment. */
function hear(change: Change | undefined, message: CleanEntity): boolean {
  if (change === undefined) return false;
  const { ts, messageId, origin, isGone, attributes } = message;
  change.messages.push(message);
  let isNew = change.draft.say(gonePath, [ts, messageId, origin.sourceId, origin.trust, isGone]);
  for (const { path, value } of attributes) isNew = change.draft.say(path, [ts, messageId, origin.sourceId, origin.trust, value]) || isNew;
  return isNew;
}

function rowOf(name: EntityName, { leaves }: LeavesDraft, { versions }: VersionChanges): EntityRow {
  const sayings = leaves.get(gonePath) ?? [];
  const [first, last] = [sayings[0]?.[0] ?? 0, sayings.at(-1)?.[0] ?? 0];
  const now = stateAt(leaves, Number.POSITIVE_INFINITY);
  return { ...name, leaves, versions, attributes: now?.attributes ?? {}, isGone: now?.isGone ?? false, firstAt: first, lastAt: last };
}

const flat = (attributes: JsonObject) => flatRow(flatten(attributes));

function insertedLine({ workspace, kind, key }: EntityName, { ts, attributes, isGone }: EntityVersion, message: CleanEntity | undefined): string {
  return JSON.stringify({
    workspace,
    kind,
    key,
    ts: clickhouseTime(ts),
    attributes: flat(attributes),
    is_gone: isGone ? 1 : 0,
    source: message?.origin.sourceName ?? '',
    log_position: message?.origin.position ?? 0,
    log_index: message?.index ?? 0,
  });
}
