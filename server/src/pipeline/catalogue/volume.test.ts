import { expect, it } from 'vitest';
import { defaultKinds, type EventHead } from '#clean';
import { sourceId, workspaceId } from '#kernel';
import { volumesOf } from './volume.ts';

const receivedAt = Date.UTC(2026, 10, 20, 12);

const event = (name: string, ts: number, source = 1): EventHead => ({
  origin: {
    workspace: workspaceId(1),
    sourceId: sourceId(source),
    sourceName: 'web',
    trust: 50,
    timezone: 'Asia/Shanghai',
    defaultRegion: 'CN',
    kinds: defaultKinds,
    isImport: false,
    importId: undefined,
    position: 1,
    receivedAt,
    remoteAddress: '',
    userAgent: '',
  },
  index: 0,
  messageId: '',
  type: 'track',
  name,
  ts,
  isClamped: false,
  isBot: false,
  identifiers: [],
  previousId: undefined,
  groupId: '',
  traits: [],
  consents: [],
});

it('counts by days of the workspace’s zone, and by months what happened long before it came', () => {
  const late = Date.UTC(2026, 10, 19, 16); // midnight in Shanghai
  const counted = volumesOf([event('A', late - 1), event('A', late), event('A', late + 5), event('A', late, 2), event('B', Date.UTC(2024, 1, 29, 20))]);
  expect(counted.map(({ event: name, day, sourceId: source, events, firstAt, lastAt }) => [name, day, source, events, lastAt - firstAt])).toEqual([
    ['A', '2026-11-19', 1, 1, 0],
    ['A', '2026-11-20', 1, 2, 5],
    ['B', '2024-03-01', 1, 1, 0],
    ['A', '2026-11-20', 2, 1, 0],
  ]);
});
