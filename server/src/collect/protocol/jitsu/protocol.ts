import type { Door, Protocol } from '../door.ts';
import { json } from '../reply.ts';
import { segmentCalls, segmentDoor, segment } from '../segment/protocol.ts';

/** The SDK reads the answer as JSON, and never sends again. */
const ok = json({ ok: true });

/** Jitsu sends Segment's messages one by one, from browsers and (`s2s`) from servers. The key in the body is masked; the one in `X-Write-Key` counts. */
export const jitsu: Protocol = {
  name: 'jitsu',
  doors: Object.fromEntries(
    segmentCalls.flatMap((call): (readonly [string, Door])[] => {
      const door: Door = { ...segmentDoor(call), label: `jitsu/${call}`, yes: () => ok };
      return [
        [`/api/s/${call}`, door],
        [`/api/s/s2s/${call}`, door],
      ];
    }),
  ),
  desks: {},
  namedDesks: [],
  decode: segment.decode,
};
