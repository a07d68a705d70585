import type { CleanEvent, Origin } from '#clean';
import { flatten, type JsonObject, storable } from '#kernel';

const minuteMs = 60_000;
/** The minute that was written last: most events of a slice are of the same. */
let [minute, minuteText] = [Number.NaN, ''];

/** `2026-11-20 12:00:00.123`: what ClickHouse reads fastest; always UTC; fractions of a millisecond are cut off. */
export function clickhouseTime(ms: number): string {
  const whole = Math.trunc(ms);
  const at = Math.floor(whole / minuteMs);
  if (at !== minute) {
    const iso = new Date(at * minuteMs).toISOString();
    [minute, minuteText] = [at, `${iso.slice(0, 10)} ${iso.slice(11, 17)}`];
  }
  const rest = String(100_000 + whole - at * minuteMs);
  return `${minuteText}${rest.slice(1, 3)}.${rest.slice(3, 6)}`;
}

const numeric = /^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$/;

/** A property that has a typed column of its own: the number it is or is written as. */
export function numberOf(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (typeof value !== 'string' || !numeric.test(value)) return undefined;
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
}

/** Characters that JSON writes as they are; above come halves of pairs, which it escapes where they stand alone. */
const plain = /^[ !#-[\]-\ud7ff]*$/;
/** A look at a text is half as dear as writing it as JSON; few texts need that. */
const quote = (text: string): string => (plain.test(text) ? `"${text}"` : JSON.stringify(text));

/** What all events of a log record have in common, written once. */
const origins = new WeakMap<Origin, string>();

function originText(origin: Origin): string {
  const known = origins.get(origin);
  if (known !== undefined) return known;
  const { workspace, sourceName, receivedAt, position } = origin;
  const text = `"workspace":${workspace},"source":${quote(sourceName)},"received_at":"${clickhouseTime(receivedAt)}","log_position":${position}`;
  origins.set(origin, text);
  return text;
}

export function propertiesText(properties: JsonObject, listPaths: Set<string>): string {
  const { scalars, lists, nodes } = flatten(properties);
  const parts: string[] = [];
  for (const [path, mark] of nodes) parts.push(`${quote(path)}:"${mark}"`);
  for (const [path, text] of scalars) parts.push(`${quote(path)}:${quote(text)}`);
  for (const [path, list] of lists) {
    listPaths.add(path);
    parts.push(`${quote(path)}:${JSON.stringify(list)}`);
  }
  return `{${parts.join(',')}}`;
}

/** The context as shown in timelines: person traits stand in the profile. */
function shown(context: JsonObject): JsonObject {
  if (context['traits'] === undefined) return context;
  const { traits: _traits, ...rest } = context;
  return rest;
}

/** Where a line holds the profile's id, in bytes from its beginning: wide enough for every id, and blank until the id is known. */
export const idWidth = 16;
const blank = ' '.repeat(idWidth);
const beforeOrigin = '{"origin_id":';
const beforeProfile = ',"profile_id":';
export const idPlaces = [beforeOrigin.length, beforeOrigin.length + idWidth + beforeProfile.length] as const;

/**
 * One line of JSONEachRow for `event_feed`, but for its profile. Empty columns are left out: their default is empty. Written by hand, because
 * building an object for JSON.stringify was the worker's largest single cost. Paths of its lists are added to `listPaths`.
 */
export function eventRow(event: CleanEvent, listPaths: Set<string>): string {
  const { origin, properties, context, columns } = event;
  const revenue = numberOf(properties['revenue']);
  const currency = properties['currency'];
  let row = `${beforeOrigin}${blank}${beforeProfile}${blank},${originText(origin)},"event":${quote(event.name)},"ts":"${clickhouseTime(event.ts)}"`;
  row += `,"message_id":${quote(event.messageId)},"type":"${event.type}","log_index":${event.index}`;
  row += `,"identifiers":${JSON.stringify(event.identifiers.map(({ kind, value }) => `${kind}=${value}`))}`;
  if (event.groupId !== '') row += `,"group_id":${quote(event.groupId)}`;
  for (const column in columns) row += `,"${column}":${quote(columns[column] ?? '')}`;
  if (event.isBot) row += ',"is_bot":1';
  if (event.isClamped) row += ',"is_clamped":1';
  if (revenue !== undefined) row += `,"revenue":${revenue}`;
  if (typeof currency === 'string') row += `,"currency":${quote(storable(currency))}`;
  return `${row},"properties":${propertiesText(properties, listPaths)},"payload":${JSON.stringify(JSON.stringify({ properties, context: shown(context) }))}}\n`;
}
