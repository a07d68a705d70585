import { expect, it } from 'vitest';
import type { PageContext } from '../context.ts';
import { createView } from './leave.ts';

const pageOf = (path: string): PageContext => ({ url: `https://a.example${path}`, path, search: '', title: '', referrer: '' });

function viewUnderTest() {
  const told: unknown[] = [];
  const world = { ms: 0, isVisible: true, depth: 20 };
  const view = createView({
    now: () => world.ms,
    isVisible: () => world.isVisible,
    depth: () => world.depth,
    onLeft: (page, properties) => told.push([page.path, properties]),
  });
  return { view, world, told };
}

it('tells how long a page was in sight and how far it was scrolled, when the next one begins', () => {
  const { view, world, told } = viewUnderTest();
  view.begin(pageOf('/a'));
  world.depth = 80;
  view.scrolled();
  world.depth = 30;
  view.scrolled();
  world.ms = 12_340;
  view.begin(pageOf('/b'));
  expect(told).toEqual([['/a', { visible_seconds: 12.3, scroll_depth: 80 }]]);
});

it('does not count the time out of sight, and after a return tells only what came on top', () => {
  const { view, world, told } = viewUnderTest();
  view.begin(pageOf('/a'));
  world.ms = 5_000;
  world.isVisible = false;
  view.end();
  world.ms = 60_000;
  view.resume();
  world.isVisible = true;
  view.resume();
  world.ms = 63_000;
  view.end();
  view.end();
  expect(told).toEqual([
    ['/a', { visible_seconds: 5, scroll_depth: 20 }],
    ['/a', { visible_seconds: 3, scroll_depth: 20, returned: true }],
  ]);
});

it('says nothing of a page that nobody saw, or whose visitor had not agreed', () => {
  const { view, world, told } = viewUnderTest();
  world.isVisible = false;
  view.begin(pageOf('/hidden'));
  world.ms = 9_000;
  view.begin(pageOf('/also-hidden'));
  world.isVisible = true;
  view.resume();
  world.ms = 15_000;
  view.drop();
  view.begin(pageOf('/a'));
  world.ms = 17_000;
  view.end();
  expect(told).toEqual([['/a', { visible_seconds: 2, scroll_depth: 20 }]]);
});
