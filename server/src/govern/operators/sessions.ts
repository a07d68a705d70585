import { mayUse } from '@danqing/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Fault } from '#kernel';
import type { Postgres } from '#platform';
import type { Caller } from '../types.ts';
import { hasSessionCookie, sendCookies, visitorOf } from './cookies.ts';
import type { SignInLibrary } from './library.ts';
import { type Place, readPlaces } from './operator.read.ts';
import { requireSameOrigin } from './same-origin.ts';

export interface SignedIn {
  readonly session: string;
  readonly operator: { readonly id: string; readonly name: string; readonly email: string };
  readonly places: readonly Place[];
}

export interface Sessions {
  /** Whether the request brings a session rather than a key. */
  isFor(request: FastifyRequest): boolean;
  /** Who is signed in; undefined when the cookie opens nothing (any more). A prolonged session's cookie goes along with the answer. */
  signedIn(request: FastifyRequest, reply: FastifyReply): Promise<SignedIn | undefined>;
  /** The caller behind a session, in the workspace that the request names. Throws DQ_UNAUTHORISED, DQ_CROSS_SITE, DQ_FORBIDDEN. */
  callerOf(request: FastifyRequest, reply: FastifyReply): Promise<Caller>;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** The session of the operator who calls; undefined for keys. */
    signedIn?: SignedIn;
  }
}

const isWrite = (request: FastifyRequest): boolean => request.method !== 'GET' && request.method !== 'HEAD';

/**
 * Nothing about sessions, operators and roles is kept in memory: each request reads them by key (three point reads), so that whoever
 * is removed, disabled or signed out is so with the next request.
 */
export function openSessions(deps: { readonly pg: Postgres; readonly library: SignInLibrary; readonly publicUrl: string | undefined }): Sessions {
  const { pg, library, publicUrl } = deps;

  const signedIn: Sessions['signedIn'] = async (request, reply) => {
    const { found, cookies } = await library.sessionOf(visitorOf(request));
    if (found === undefined) return undefined;
    const places = await readPlaces(pg, found.user.id);
    if (places.length === 0) return undefined;
    sendCookies(request, reply, cookies);
    return { session: found.session.id, operator: found.user, places };
  };
  return {
    isFor: (request) => request.headers.authorization === undefined && hasSessionCookie(request),
    signedIn,
    callerOf: async (request, reply) => {
      if (isWrite(request)) requireSameOrigin(request, publicUrl);
      const found = await signedIn(request, reply);
      if (found === undefined) throw new Fault('DQ_UNAUTHORISED', 401, 'this session has ended; sign in again');
      const wanted = request.headers['x-workspace'];
      const place = wanted === undefined ? found.places[0] : found.places.find(({ key }) => key === wanted);
      // A workspace that does not exist is answered like one of others: nobody learns which there are.
      if (place === undefined) throw new Fault('DQ_FORBIDDEN', 403, 'you do not belong to this workspace');
      const { id, name, email } = found.operator;
      request.signedIn = found;
      const needed = request.routeOptions.config.capability;
      if (!request.is404 && !mayUse(place.role, needed))
        throw new Fault('DQ_FORBIDDEN', 403, `your role does not include this${needed === undefined ? '' : ` (${needed})`}; ask an admin of the workspace`);
      return {
        workspace: place.id,
        timezone: place.timezone,
        defaultRegion: place.defaultRegion,
        name,
        scopes: [],
        isInstanceAdmin: false,
        operator: { id, name, email, role: place.role },
        seesPersonalData: false,
      };
    },
  };
}
