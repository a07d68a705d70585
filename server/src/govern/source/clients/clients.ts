import type { Client, Target } from './client.ts';
import { danqingClients } from './danqing.ts';
import { dittofeedClients } from './dittofeed.ts';
import { curl } from './http.ts';
import { jitsuClients } from './jitsu.ts';
import { mixpanelClients } from './mixpanel.ts';
import { posthogClients } from './posthog.ts';
import { rudderClients } from './rudder.ts';
import { segmentClients } from './segment.ts';
import { sensorsClients } from './sensors.ts';
import { snowplowClients } from './snowplow.ts';

const clients: readonly ((target: Target) => Client)[] = [
  ...danqingClients,
  ...segmentClients,
  ...sensorsClients,
  ...posthogClients,
  ...rudderClients,
  ...mixpanelClients,
  ...snowplowClients,
  ...jitsuClients,
  ...dittofeedClients,
  curl,
];

/** Every client that was run unchanged against this server: by test/sdk-*.e2e.test.ts, which run these very snippets, browsers' in a real Chromium on a page of another origin. */
export const clientsFor = (target: Target): Client[] => clients.map((client) => client(target));
