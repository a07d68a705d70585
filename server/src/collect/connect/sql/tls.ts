import { isIP } from 'node:net';
import type { DatabasePlace } from '@danqing/contracts';

export interface TlsOptions {
  readonly rejectUnauthorized: boolean;
  readonly servername?: string;
  readonly ca?: string;
}

/** How a connection is encrypted; undefined: not at all. The name that people entered is checked, not the address that it was resolved to. */
export function tlsOf({ tls, host, ca }: DatabasePlace): TlsOptions | undefined {
  if (tls === 'off') return undefined;
  return {
    rejectUnauthorized: tls === 'verify',
    ...(isIP(host) === 0 ? { servername: host } : {}),
    ...(ca === undefined || ca === '' ? {} : { ca }),
  };
}
