import type { IncomingMessage } from 'node:http';

/** Where the client reached this server, as a proxy in front says or as the request does. */
function publicOrigin({ headers, socket }: IncomingMessage): { readonly protocol: string; readonly host: string } {
  const first = (value: string | string[] | undefined): string | undefined => (typeof value === 'string' ? value.split(',')[0]?.trim() : undefined);
  const protocol = first(headers['x-forwarded-proto']) ?? ('encrypted' in socket ? 'https' : 'http');
  return { protocol: protocol === 'https' ? 'https' : 'http', host: first(headers['x-forwarded-host']) ?? headers.host ?? 'localhost' };
}

/**
 * What analytics-next asks for before it sends anything. Without `Segment.io` in it, events would go to Segment's own host; without a
 * sample rate of 0, the SDK would report every thirty seconds to Segment's host how it does.
 */
export function browserSettings(request: IncomingMessage, writeKey: string): object {
  const { protocol, host } = publicOrigin(request);
  return {
    integrations: {
      'Segment.io': {
        apiKey: writeKey,
        apiHost: `${host}/v1`,
        protocol,
        unbundledIntegrations: [],
        addBundledMetadata: true,
        versionSettings: { version: '4.4.7', componentTypes: ['browser'] },
      },
    },
    plan: { track: { __default: { enabled: true, integrations: {} } }, identify: { __default: { enabled: true } }, group: { __default: { enabled: true } } },
    metrics: { sampleRate: 0 },
    edgeFunction: {},
    analyticsNextEnabled: true,
    middlewareSettings: {},
    enabledMiddleware: {},
    legacyVideoPluginsEnabled: false,
    remotePlugins: [],
  };
}
