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
  readonly kind: 'stream' | 'import';
  /** 0–100; of two sources the more trusted one's trait value survives. */
  readonly trust: number;
  readonly defaultRegion: string;
  readonly timezone: string;
}

export type Scope = 'read' | 'write' | 'admin';

/** Who sends a request, and what that key may do. */
export interface Caller {
  readonly workspace: WorkspaceId;
  readonly timezone: string;
  readonly defaultRegion: string;
  /** The key's name, for logs. */
  readonly name: string;
  readonly scopes: readonly Scope[];
  /** The admin key: acts in every workspace and may make new ones. */
  readonly isInstanceAdmin: boolean;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the authentication hook on every route under /api/v1, and only there. */
    caller: Caller;
  }
  interface FastifyContextConfig {
    /** What the key must be allowed to; `read` for GET and `write` otherwise when nothing is said. */
    scope?: Scope;
    /** Fields of the answer that are shown once: a repeat under the same Idempotency-Key gets the answer without them. */
    shownOnce?: readonly string[];
  }
}
