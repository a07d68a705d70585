import type { Door, Protocol } from '../door.ts';
import { segmentCalls, segmentDoor, segment } from '../segment/protocol.ts';

/** Dittofeed sends Segment's messages; its key is the whole of the header Authorization. It never sends again. */
export const dittofeed: Protocol = {
  name: 'dittofeed',
  doors: Object.fromEntries(
    segmentCalls.map((call): readonly [string, Door] => [`/api/public/apps/${call}`, { ...segmentDoor(call), label: `dittofeed/${call}` }]),
  ),
  desks: {},
  namedDesks: [],
  decode: segment.decode,
};
