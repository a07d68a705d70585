import type { Role, RouteCapability } from '@danqing/contracts';
import type { SourceId, WorkspaceId } from '#kernel';

export interface Workspace {
  readonly id: WorkspaceId;
  readonly key: string;
  readonly name: string;
  /** IANA zone; the workspace's days begin there. */
  readonly timezone: string;
  /** ISO 3166-1 alpha-2; reads phone numbers without a country code. */
  readonly defaultRegion: string;
}

/** Where events come from: a web page, an app, a file. */
export interface Source {
  readonly id: SourceId;
  readonly workspace: WorkspaceId;
  readonly name: string;
  readonly kind: 'stream' | 'import' | 'webhook';
  /** 0–100; of two sources the more trusted one's trait value survives. */
  readonly trust: number;
  readonly defaultRegion: string;
  readonly timezone: string;
  /** Its events are refused. */
  readonly isDisabled?: boolean;
  /** Its workspace was removed: nothing of it counts any more. */
  readonly isRemoved?: boolean;
}

export type Scope = 'read' | 'write' | 'admin';

/** A person who logs in to the console, in the workspace of the request. */
export interface Operator {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
}

/** Who sends a request, and what that key or operator may do. */
export interface Caller {
  readonly workspace: WorkspaceId;
  readonly timezone: string;
  readonly defaultRegion: string;
  /** The operator's or the key's name, for logs. */
  readonly name: string;
  readonly scopes: readonly Scope[];
  /** The admin key: acts in every workspace and may make new ones. */
  readonly isInstanceAdmin: boolean;
  /** Who is signed in; null: an API key. */
  readonly operator: Operator | null;
  /** Whether answers show personal data unmasked: keys with the scope admin do, operators never (they reveal, with a reason). */
  readonly seesPersonalData: boolean;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the authentication hook on every route under /api/v1, and only there. */
    caller: Caller;
  }
  interface FastifyContextConfig {
    /** What the key must be allowed to; `read` for GET and `write` otherwise when nothing is said. */
    scope?: Scope;
    /** What an operator's role must include; without it the route is closed to operators. */
    capability?: RouteCapability;
    /** Fields of the answer that are shown once: a repeat under the same Idempotency-Key gets the answer without them. */
    shownOnce?: readonly string[];
  }
}
