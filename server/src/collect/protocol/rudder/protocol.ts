import type { Desk, Protocol } from '../door.ts';
import { json } from '../reply.ts';
import { segment, segmentDoor } from '../segment/protocol.ts';

/** Before the first one, so that the SDK never thinks its own copy older. */
const unchanged = '2020-01-01T00:00:00.000Z';

/** What the browser SDK asks for before it sends anything: a source that is on, with nowhere else to send to, and no reports to its maker. */
const sourceConfig: Desk = {
  label: 'rudder/sourceConfig',
  methods: ['GET'],
  answer: ({ query }) => {
    const writeKey = query?.get('writeKey') ?? '';
    return json(
      {
        source: {
          id: 'danqing',
          name: 'danqing',
          writeKey,
          workspaceId: 'danqing',
          enabled: true,
          createdAt: unchanged,
          updatedAt: unchanged,
          connections: [],
          destinations: [],
          dataplanes: {},
          config: { statsCollection: { errors: { enabled: false }, metrics: { enabled: false } } },
        },
        updatedAt: unchanged,
      },
      { 'cache-control': 'no-store' },
    );
  },
};

/** RudderStack speaks Segment's protocol at Segment's paths; its browser SDK asks for its configuration first, and unloads to a path of its own. */
export const rudder: Protocol = {
  name: 'rudder',
  doors: { '/beacon/v1/batch': { ...segmentDoor('batch'), label: 'rudder/beacon' } },
  desks: { '/sourceConfig/': sourceConfig, '/sourceConfig': sourceConfig },
  namedDesks: [],
  decode: segment.decode,
};
