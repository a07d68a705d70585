import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { Fault } from '#kernel';
import type { LogRecord } from '#platform';
import type { DecodedEvent } from '../decode/decoded-event.ts';

export type Method = 'GET' | 'POST';

/** How somebody came to a door. */
export interface Knock {
  readonly method: Method;
  readonly query: URLSearchParams | undefined;
}

/** What was brought. */
export interface Arrived extends Knock {
  /** The body of a POST; of a GET what stands behind the question mark. */
  readonly bytes: Buffer;
  readonly headers: IncomingHttpHeaders;
}

/** What the collector knows of a request before it is written: how many events, whose, and the bytes to keep. */
export interface Admission {
  readonly events: number;
  readonly body: Buffer;
  /** As the events name it; headers and address go first. */
  readonly writeKey: string | undefined;
  /** The record's `call`, where the address says more than which path it was. */
  readonly call?: string;
}

export interface Reply {
  readonly status: number;
  readonly type: string;
  /** A text where it can be one: Node then writes headers and body in one piece. */
  readonly body: Buffer | string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A path at which clients hand in events. */
export interface Door {
  /** Who decodes the record. */
  readonly protocol: string;
  /** The record's `call`: what the path says and the body may not. */
  readonly call: string;
  /** The first one is named to whoever comes with another. */
  readonly methods: readonly [Method, ...Method[]];
  /** How it is counted. */
  readonly label: string;
  /** Bytes of a body as it is sent; by default what Segment's SDKs may need. */
  readonly maxSentBytes?: number;
  /** Pure. Throws what the client must mend, and only that. */
  admit(arrived: Arrived): Admission;
  /** What this SDK takes for a yes. */
  yes(knock: Knock): Reply;
  /** The fault as this SDK has to see it, where the common answer would make it lose events or send one request for ever; undefined: it hears yes whatever happened. */
  no?(fault: Fault): Fault | undefined;
}

/** What an SDK asks before or beside its events; nothing is kept of it. */
export interface Desk {
  readonly label: string;
  readonly methods: readonly [Method, ...Method[]];
  /** `named`: the part of the path that stands for something, or ''. */
  answer(asked: Asked): Reply | Promise<Reply>;
}

export interface Asked {
  readonly request: IncomingMessage;
  readonly query: URLSearchParams | undefined;
  readonly named: string;
  isKnownKey(writeKey: string): boolean;
}

/** Desks whose path holds a name. The pattern's first group is that name; `prefix` is what is looked at first. */
export interface NamedDesk {
  readonly prefix: string;
  readonly pattern: RegExp;
  readonly desk: Desk;
}

/** How one family of SDKs speaks. */
export interface Protocol {
  readonly name: string;
  readonly doors: Readonly<Record<string, Door>>;
  readonly desks: Readonly<Record<string, Desk>>;
  readonly namedDesks: readonly NamedDesk[];
  /**
   * The messages of a record in Segment's form, in the order in which they were counted. Total: whatever the body holds. Throws only the faults that its door would have thrown.
   */
  decode(record: LogRecord): readonly DecodedEvent[];
}
