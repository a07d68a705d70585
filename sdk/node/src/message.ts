import { randomUUID } from 'node:crypto';
import type { Properties } from '../../shared/events.ts';
import manifest from '../package.json' with { type: 'json' };

/** Whom it is about: at least one of the two. */
export type Who = { readonly userId: string | number; readonly anonymousId?: string } | { readonly userId?: undefined; readonly anonymousId: string };

export interface Common {
  /** When it happened; now by default. */
  readonly timestamp?: Date | string;
  /** Give an id of your own (an order's number) and the same event is counted once, however often a job runs. */
  readonly messageId?: string;
  /** Page, campaign, device, ip, … in Segment's form. */
  readonly context?: Properties;
}

type Named<Events extends object, Name extends keyof Events> = { readonly event: Name } & (Partial<Events[Name]> extends Events[Name]
  ? { readonly properties?: Events[Name] }
  : { readonly properties: Events[Name] });

/** An event and the properties that belong to it. */
export type Track<Events extends object> = { readonly [Name in keyof Events & string]: Who & Common & Named<Events, Name> }[keyof Events & string];
export type Identify = Who & Common & { readonly traits?: Properties };
export type Page = Who & Common & { readonly name?: string; readonly properties?: Properties };
export type Group = Who & Common & { readonly groupId: string | number; readonly traits?: Properties };
export type Alias = Common & { readonly userId: string | number; readonly previousId: string | number };

export type MessageType = 'track' | 'identify' | 'page' | 'group' | 'alias';

const library = { name: manifest.name, version: manifest.version };

const isNamed = (id: unknown): boolean => (typeof id === 'string' && id.trim() !== '') || (typeof id === 'number' && Number.isFinite(id));

/** What the server would refuse, told before it travels; undefined when nothing is missing. */
export function lackOf(type: MessageType, given: Readonly<Record<string, unknown>>): string | undefined {
  if (!isNamed(given['userId']) && !isNamed(given['anonymousId'])) return 'userId or anonymousId is missing';
  if (type === 'track' && !isNamed(given['event'])) return 'the event has no name';
  if (type === 'group' && !isNamed(given['groupId'])) return 'groupId is missing';
  if (type === 'alias' && !isNamed(given['previousId'])) return 'previousId is missing';
  return undefined;
}

/** One message as JSON. Throws where JSON cannot say it (a circle, a BigInt). */
export function jsonOf(type: MessageType, given: Readonly<Record<string, unknown>>, now: Date): string {
  const { timestamp, messageId, context } = given;
  return JSON.stringify({
    ...given,
    type,
    messageId: isNamed(messageId) ? String(messageId) : randomUUID(),
    timestamp: timestamp ?? now,
    context: typeof context === 'object' ? { library, ...context } : { library },
  });
}
