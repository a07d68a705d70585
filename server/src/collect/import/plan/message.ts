import { hash } from 'node:crypto';
import { longestEntityKey } from '@danqing/contracts';
import type { JsonValue } from '#kernel';
import { type Cells, isUnknown } from '../read/row.ts';
import type { Fold } from './fold.ts';
import type { ObjectWriter } from './object.ts';
import { cellText } from './operators.ts';

/** One message, ready for the log, or why its rows make none. */
export type Built = { readonly message: string; readonly event: string } | { readonly reason: string };

export interface Folded {
  readonly folds: readonly Fold[];
  readonly write: ObjectWriter;
}

/** What all messages of an import share: compiled once. */
export interface MessageShape {
  /** `entity`: not about a person but about what `event` names the kind of; the one identifier is its key. */
  readonly type: 'track' | 'identify' | 'entity';
  /** Epoch milliseconds; null where the row names no time, NaN where it cannot be read. */
  readonly moment: (cells: Cells) => number | null;
  /** Import time for traits without a timestamp of their own; undefined where a missing time is a fault. */
  readonly defaultMoment: number | undefined;
  readonly messageIdColumns: readonly number[];
  readonly identifiers: Folded;
  readonly traits: Folded;
  /** Named by purpose or purpose/channel; dots do not nest. */
  readonly consents: Folded;
  readonly properties: Folded;
  /** One product of one row as JSON text; undefined when the mapping has none. */
  readonly product: ((cells: Cells) => string) | undefined;
  readonly context: Folded;
  /** Of an event that rows also make: whether this row is one of them; the others say only who it is about, and when. */
  readonly holds: ((cells: Cells) => boolean) | undefined;
}

type Values = readonly (JsonValue | undefined)[];

export interface MessageParts {
  readonly event: string;
  /** What names the event; undefined when nothing does. */
  readonly ownId: string | undefined;
  readonly firstRow: number;
  readonly moment: number | null;
  readonly identifiers: Values;
  readonly traits: Values;
  readonly consents: Values;
  readonly properties: Values;
  readonly context: Values;
  /** JSON texts joined by commas. */
  readonly products: string;
}

/** A message must fit into one record of the log, which holds a megabyte. */
export const maxMessageBytes = 900_000;
export const tooLarge: Built = { reason: `the event is larger than ${maxMessageBytes} bytes` };

/** Texts that spreadsheets and data frames made of whole numbers. */
const decimalId = /^(\d+)\.0+$/;
const identifierText = (value: JsonValue | undefined): string | undefined =>
  value === undefined ? undefined : cellText(value).trim().replace(decimalId, '$1');

/** Puts a message together: Segment's form, and `identifiers` by kind. */
export function buildMessage(shape: MessageShape, parts: MessageParts): Built {
  if (shape.type === 'entity') return buildEntity(shape, parts);
  const ids = shape.identifiers.write(parts.identifiers.map(identifierText));
  if (ids === '{}') return { reason: 'no identifier' };
  const time = parts.moment ?? shape.defaultMoment;
  if (time === undefined) return { reason: 'no timestamp' };
  const body = `"identifiers":${ids},"traits":${shape.traits.write(parts.traits)}${consentPart(shape, parts)}${contextPart(shape, parts)}${shape.type === 'track' ? eventPart(shape, parts) : ''}`;
  const id = messageId(shape, parts, body);
  const message = `{"type":"${shape.type}","messageId":${JSON.stringify(id)},"timestamp":"${new Date(time).toISOString()}",${body}}`;
  return Buffer.byteLength(message) > maxMessageBytes ? tooLarge : { message, event: parts.event };
}

/**
 * What rows say of an entity. Its key does not name the message, because a catalogue is imported again when prices have changed: the content does. The row's number comes first, so that of
 * two rows about one moment the later one counts (messages of a millisecond go by id); without a time of its own a row is said anew by each import.
 */
function buildEntity(shape: MessageShape, { event, firstRow, moment, identifiers, traits }: MessageParts): Built {
  const key = identifiers[0] === undefined ? '' : cellText(identifiers[0]).trim();
  if (key === '') return { reason: 'no key' };
  if (key.length > longestEntityKey) return { reason: `the key is longer than ${longestEntityKey} characters` };
  const time = moment ?? shape.defaultMoment ?? 0;
  const body = `"kind":${JSON.stringify(event)},"key":${JSON.stringify(key)},"timestamp":"${new Date(time).toISOString()}","traits":${shape.traits.write(traits)}`;
  const name = key.length <= 100 ? key : `${key.slice(0, 80)}~${hash('sha256', key, 'base64url').slice(0, 19)}`;
  const id = `${event}:${name}#${String(firstRow).padStart(12, '0')}-${hash('sha256', body, 'base64url').slice(0, 27)}`;
  const message = `{"type":"entity","messageId":${JSON.stringify(id)},${body}}`;
  return Buffer.byteLength(message) > maxMessageBytes ? tooLarge : { message, event };
}

function consentPart(shape: MessageShape, { consents }: MessageParts): string {
  if (consents.length === 0) return '';
  const said = shape.consents.write(consents);
  return said === '{}' ? '' : `,"consents":${said}`;
}

function contextPart(shape: MessageShape, { context }: MessageParts): string {
  if (context.length === 0) return '';
  const said = shape.context.write(context);
  return said === '{}' ? '' : `,"context":${said}`;
}

function eventPart(shape: MessageShape, { event, properties, products }: MessageParts): string {
  const own = shape.properties.write(properties);
  const all = products === '' ? own : `${own.slice(0, -1)}${own === '{}' ? '' : ','}"products":[${products}]}`;
  return `,"event":${JSON.stringify(event)},"properties":${all}`;
}

/** The cells that name an event, joined; undefined when none is known, so that rows without an id do not become one event. */
export function joinedId({ messageIdColumns }: MessageShape, cells: Cells): string | undefined {
  const named = messageIdColumns.map((index) => cells[index] ?? null);
  return named.every(isUnknown) ? undefined : named.map((cell) => (isUnknown(cell) ? '' : cellText(cell).replaceAll('|', '\\|'))).join('|');
}

/**
 * The same file gives the same ids, so that importing it again adds nothing. The event's name is part of it: an order's completion and its refund, and two files
 * that both count their rows from 1, stay apart. Where nothing names an event it is its content and its place in the file.
 */
function messageId(shape: MessageShape, { event, ownId, moment, firstRow }: MessageParts, body: string): string {
  const name = shape.type === 'track' ? event : '$identify';
  if (ownId === undefined) return `${name.slice(0, 100)}#${hash('sha256', `${firstRow}\n${moment ?? ''}\n${body}`, 'base64url').slice(0, 27)}`;
  const id = `${name}:${ownId}`;
  return id.length <= 250 ? id : `${id.slice(0, 200)}#${hash('sha256', id, 'base64url').slice(0, 27)}`;
}
