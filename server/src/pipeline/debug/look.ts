import type { Breach, CleanItem, Origin, RawEvent, Ruled } from '#clean';
import { isJsonObject, type JsonValue, placeInLog } from '#kernel';

/** What somebody who looks at arriving events asks for; nothing named: all of the workspace. */
export interface LookFilter {
  readonly source?: string;
  /** Name of the event, as stored. */
  readonly event?: string;
  readonly outcome?: 'passed' | 'dropped' | 'parked';
  /** An identifier or a message id, in every form in which events may carry it. */
  readonly values?: readonly string[];
}

export interface Look {
  readonly id: string;
  readonly workspace: number;
  readonly filter: LookFilter;
  readonly untilMs: number;
}

/** An event as it arrived, and how it ended. */
export interface LookedEvent {
  /** Place in the log: position and index. */
  readonly id: string;
  readonly receivedAt: string;
  readonly source: string;
  readonly event: string;
  readonly type: string;
  readonly messageId: string;
  outcome: 'passed' | 'dropped' | 'parked';
  reason: string;
  detail: string;
  /** What is not as planned, where the plan wants it to be seen. */
  readonly breaches?: readonly Breach[];
  readonly identifiers: readonly { readonly kind: string; readonly value: string }[];
  /** Where it went; null unless it passed. */
  profile: number | null;
  /** As it went on after the cleaning rules, and which of them did something. */
  readonly cleaned?: { readonly raw: string; readonly rules: string[] };
  /** As it was sent, as JSON text; cut when it is very long. */
  readonly raw: string;
}

const longestRaw = 8_000;
const textAt = (raw: unknown, name: string): string => {
  const value: JsonValue | undefined = isJsonObject(raw) ? raw[name] : undefined;
  return typeof value === 'string' || typeof value === 'number' ? String(value).slice(0, 500) : '';
};

/** What the event is called in the lists of people: the stored name when it has one, otherwise what was sent. */
const nameOf = (raw: RawEvent, item: CleanItem | undefined): string => (item !== undefined && 'name' in item ? item.name : textAt(raw.raw, 'event'));

export function lookedEvent(
  origin: Origin,
  raw: RawEvent,
  item: CleanItem | undefined,
  end: Pick<LookedEvent, 'outcome' | 'reason' | 'detail' | 'breaches'>,
  ruled?: Ruled,
): LookedEvent {
  const identifiers = item !== undefined && 'identifiers' in item ? item.identifiers : [];
  return {
    id: placeInLog(origin.position, raw.index),
    receivedAt: new Date(origin.receivedAt).toISOString(),
    source: origin.sourceName,
    event: nameOf(raw, item),
    type: 'invalid' in raw ? '' : raw.type,
    messageId: textAt(raw.raw, 'messageId'),
    ...end,
    identifiers: identifiers.map(({ kind, value }) => ({ kind, value })),
    profile: null,
    ...(ruled === undefined
      ? {}
      : { cleaned: { raw: JSON.stringify(ruled.raw).slice(0, longestRaw), rules: [...new Set(ruled.effects.map(({ rule }) => rule))] } }),
    raw: (JSON.stringify(raw.raw) ?? 'null').slice(0, longestRaw),
  };
}

const namedAt = ['userId', 'anonymousId', 'previousId', 'groupId', 'messageId'] as const;

/** Whether an event carries one of the values: as an identifier, or as one of the ids that stand on every message. */
function carries(raw: RawEvent, item: CleanItem | undefined, values: readonly string[]): boolean {
  if (item !== undefined && 'identifiers' in item && item.identifiers.some(({ value }) => values.includes(value))) return true;
  return namedAt.some((name) => {
    const sent = textAt(raw.raw, name);
    return sent !== '' && values.includes(sent);
  });
}

/** Whether a look asks for an event, whatever its outcome. */
export function asksFor({ workspace, filter }: Look, origin: Origin, raw: RawEvent, item: CleanItem | undefined): boolean {
  if (workspace !== origin.workspace) return false;
  if (filter.source !== undefined && filter.source !== origin.sourceName) return false;
  if (filter.event !== undefined && filter.event !== nameOf(raw, item)) return false;
  return filter.values === undefined || carries(raw, item, filter.values);
}
