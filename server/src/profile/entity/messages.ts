import { randomUUID } from 'node:crypto';
import { cleanItem, defaultKinds, type Origin } from '#clean';
import { invalid, type JsonObject, objectAt, parseMoment, sourceId, type WorkspaceId } from '#kernel';

/** What a caller says of one entity. */
export interface EntityStatement {
  readonly kind: string;
  readonly key: string;
  readonly attributes?: Readonly<Record<string, unknown>>;
  readonly timestamp?: string;
  readonly gone?: boolean;
}

export interface Speaker {
  readonly workspace: WorkspaceId;
  readonly timezone: string;
  readonly defaultRegion: string;
}

/**
 * The messages for the log. Of the same moment the later in the list counts, because its id is the greater one.
 * Throws DQ_INVALID for what the pipeline would park: people are told at once. `path` is where the list stands in the request.
 */
export function messagesOf(statements: readonly EntityStatement[], caller: Speaker, now: number, path = ''): readonly JsonObject[] {
  const call = `${now.toString(36).padStart(9, '0')}-${randomUUID().slice(0, 8)}`;
  return statements.map(({ kind, key, attributes = {}, timestamp, gone }, index) => {
    const ts = timestamp === undefined ? now : parseMoment(timestamp, caller.timezone);
    if (ts === null) throw refused(`${path}/timestamp`, index, path, 'is no moment; write ISO 8601, as 2026-01-31 or 2026-01-31T08:00:00+08:00');
    const message: JsonObject = {
      type: 'entity',
      messageId: `api:${call}-${String(index).padStart(4, '0')}`,
      kind,
      key,
      timestamp: new Date(ts).toISOString(),
      traits: objectAt(attributes),
      ...(gone === undefined ? {} : { gone }),
    };
    const outcome = cleanItem({ index, type: 'entity', raw: message, sentAt: null }, originOf(caller, now));
    if (outcome.kind === 'park') throw refused(path, index, path, `${outcome.reason}${outcome.detail === '' ? '' : `: ${outcome.detail}`}`);
    return message;
  });
}

function refused(path: string, index: number, list: string, message: string) {
  const at = list === '' ? path : path.replace(list, `${list}/${index}`);
  return invalid('this cannot be kept', [{ path: at, code: 'DQ_FORMAT', message }]);
}

const originOf = ({ workspace, timezone, defaultRegion }: Speaker, receivedAt: number): Origin => ({
  workspace,
  sourceId: sourceId(0),
  sourceName: 'api',
  trust: 50,
  timezone,
  defaultRegion,
  kinds: defaultKinds,
  isImport: true,
  importId: undefined,
  position: 0,
  receivedAt,
  remoteAddress: '',
  userAgent: '',
});
