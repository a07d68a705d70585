import type { Desk, Door, NamedDesk, Protocol } from './door.ts';
import { dittofeed } from './dittofeed/protocol.ts';
import { jitsu } from './jitsu/protocol.ts';
import { mixpanel } from './mixpanel/protocol.ts';
import { posthog } from './posthog/protocol.ts';
import { rudder } from './rudder/protocol.ts';
import { segment } from './segment/protocol.ts';
import { sensors } from './sensors/protocol.ts';
import { snowplow } from './snowplow/protocol.ts';
import { webhookProtocol } from '../webhook/read/decode.ts';

/** Every protocol that is spoken here. Their paths do not collide. */
export const protocols: readonly Protocol[] = [segment, rudder, jitsu, dittofeed, sensors, posthog, mixpanel, snowplow, webhookProtocol];

/** What a path leads to. `named`: the part of it that stands for something, or ''. */
export type Target = { readonly door: Door } | { readonly desk: Desk; readonly named: string };

/** Exact paths, so that the hot ones cost one look-up. */
const fixed: ReadonlyMap<string, Target> = new Map(
  protocols.flatMap(({ doors, desks }): (readonly [string, Target])[] => [
    ...Object.entries(doors).map(([path, door]): readonly [string, Target] => [path, { door }]),
    ...Object.entries(desks).map(([path, desk]): readonly [string, Target] => [path, { desk, named: '' }]),
  ]),
);

const named: readonly NamedDesk[] = protocols.flatMap(({ namedDesks }) => namedDesks);

/** Undefined for paths that are not the collector's. */
export function targetOf(path: string): Target | undefined {
  const found = fixed.get(path);
  if (found !== undefined) return found;
  for (const { prefix, pattern, desk } of named) {
    const name = path.startsWith(prefix) ? pattern.exec(path) : null;
    if (name !== null) return { desk, named: name[1] ?? '' };
  }
  return undefined;
}

const byName: ReadonlyMap<string, Protocol> = new Map(protocols.map((protocol) => [protocol.name, protocol]));

/** Who decodes a record; undefined for protocols of other versions. */
export const protocolOf = (name: string): Protocol | undefined => byName.get(name);
