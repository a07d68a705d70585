import { betterAuth } from 'better-auth';
import { twoFactor } from 'better-auth/plugins';
import Type, { type Static } from 'typebox';
import Value from 'typebox/value';
import { Fault } from '#kernel';
import type { Postgres } from '#platform';

/** What goes along with a request to the library: whose browser, from where. */
export interface Visitor {
  readonly cookie: string | undefined;
  readonly address: string;
  readonly agent: string | undefined;
}

interface LibraryAnswer {
  readonly status: number;
  readonly body: unknown;
  /** Set-Cookie headers. */
  readonly cookies: readonly string[];
}

const SessionAnswer = Type.Object({
  session: Type.Object({ id: Type.String() }),
  user: Type.Object({ id: Type.String(), name: Type.String(), email: Type.String() }),
});
type LibrarySession = Static<typeof SessionAnswer>;

/** The sign-in library, reduced to what we ask of it: its routes are called in process and are not reachable from outside. */
export interface SignInLibrary {
  post(path: LibraryPath, body: object, visitor: Visitor): Promise<LibraryAnswer>;
  /** Who is behind a cookie; cookies to set when the session was prolonged. */
  sessionOf(visitor: Visitor): Promise<{ readonly found: LibrarySession | undefined; readonly cookies: readonly string[] }>;
}

export type LibraryPath =
  | '/sign-in/email'
  | '/sign-out'
  | '/change-password'
  | '/two-factor/enable'
  | '/two-factor/disable'
  | '/two-factor/generate-backup-codes'
  | '/two-factor/verify-totp'
  | '/two-factor/verify-backup-code';

export const cookiePrefix = 'danqing';
const inside = 'http://danqing.internal';
const addressHeader = 'x-danqing-address';
const secondsADay = 86_400;

export interface LibraryDeps {
  readonly pg: Postgres;
  readonly secret: string;
  /** Whether somebody may have a session at all; asked whenever one is about to begin. */
  readonly mayEnter: (operator: string) => Promise<boolean>;
  /** Hears what the library finds broken. */
  readonly complain: (message: string) => void;
}

const unavailable = (cause: unknown): never => {
  throw new Fault('DQ_UNAVAILABLE', 503, 'sessions cannot be read at the moment, try again shortly', { cause });
};

/**
 * better-auth on our pool and our tables (db/postgres/022-operators.sql). Telemetry is off; its own limits are off, because ours
 * (attempts.ts) also know addresses and stand before it. Sessions last a week and are prolonged once a day.
 */
export function openLibrary({ pg, secret, mayEnter, complain }: LibraryDeps): SignInLibrary {
  const auth = betterAuth({
    appName: 'Danqing',
    baseURL: inside,
    basePath: '/api/auth',
    secret,
    database: pg.lend(),
    telemetry: { enabled: false },
    rateLimit: { enabled: false },
    logger: { level: 'error', log: (_level, message) => complain(message) },
    emailAndPassword: { enabled: true, disableSignUp: true, maxPasswordLength: 200, minPasswordLength: 10 },
    advanced: {
      cookiePrefix,
      useSecureCookies: false, // decided by each request: `withSecurity` in cookies.ts
      ipAddress: { ipAddressHeaders: [addressHeader] },
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/' },
    },
    databaseHooks: { session: { create: { before: async (session) => ((await mayEnter(session.userId)) ? undefined : false) } } },
    user: {
      modelName: 'govern.operator',
      fields: { emailVerified: 'email_verified', createdAt: 'created_at', updatedAt: 'updated_at' },
    },
    session: {
      modelName: 'govern.operator_session',
      fields: {
        expiresAt: 'expires_at',
        createdAt: 'created_at',
        updatedAt: 'updated_at',
        ipAddress: 'ip_address',
        userAgent: 'user_agent',
        userId: 'operator',
      },
      expiresIn: 7 * secondsADay,
      updateAge: secondsADay,
    },
    account: {
      modelName: 'govern.operator_account',
      fields: {
        accountId: 'account_id',
        providerId: 'provider_id',
        userId: 'operator',
        accessToken: 'access_token',
        refreshToken: 'refresh_token',
        idToken: 'id_token',
        accessTokenExpiresAt: 'access_token_expires_at',
        refreshTokenExpiresAt: 'refresh_token_expires_at',
        createdAt: 'created_at',
        updatedAt: 'updated_at',
      },
    },
    verification: {
      modelName: 'govern.operator_verification',
      fields: { expiresAt: 'expires_at', createdAt: 'created_at', updatedAt: 'updated_at' },
    },
    plugins: [
      twoFactor({
        issuer: 'Danqing 丹青',
        schema: {
          user: { fields: { twoFactorEnabled: 'two_factor_enabled' } },
          twoFactor: {
            modelName: 'govern.operator_two_factor',
            fields: {
              userId: 'operator',
              backupCodes: 'backup_codes',
              failedVerificationCount: 'failed_verification_count',
              lockedUntil: 'locked_until',
            },
          },
        },
      }),
    ],
  });

  const headersOf = ({ cookie, agent, address }: Visitor): Headers => {
    const headers = new Headers({ origin: inside, 'content-type': 'application/json', [addressHeader]: address });
    if (cookie !== undefined) headers.set('cookie', cookie);
    if (agent !== undefined) headers.set('user-agent', agent);
    return headers;
  };
  return {
    post: async (path, body, visitor) => {
      const request = new Request(`${inside}/api/auth${path}`, { method: 'POST', headers: headersOf(visitor), body: JSON.stringify(body) });
      const response = await auth.handler(request);
      const text = await response.text();
      return { status: response.status, body: text === '' ? null : JSON.parse(text), cookies: response.headers.getSetCookie() };
    },
    // Past the library's router, which it builds anew for every request: each request of the console comes through here.
    sessionOf: async (visitor) => {
      const { headers, response } = await auth.api.getSession({ headers: headersOf(visitor), returnHeaders: true }).catch(unavailable);
      return { found: Value.Check(SessionAnswer, response) ? response : undefined, cookies: headers.getSetCookie() };
    },
  };
}
