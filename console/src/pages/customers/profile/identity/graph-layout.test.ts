import { describe, expect, it } from 'vitest';
import { pictureOf } from './graph-layout.ts';

const node = (kind: string, value: string, isOthers = false) => ({ id: `${kind}=${value}`, kind, value, isOthers, firstSeen: null, lastSeen: null });
const edge = (from: string, to: string, kind = 'together') => ({ from, to, kind, firstSeen: '2026-01-01T00:00:00Z' });

describe('the picture of an identity', () => {
  it('puts the strongest identifier in the middle and no two in one place', () => {
    const nodes = [node('anonymous_id', 'a'), node('customer_id', 'c'), node('phone', 'p'), node('email', 'e')];
    const { points } = pictureOf({ nodes, edges: [edge('customer_id=c', 'phone=p'), edge('phone=p', 'email=e'), edge('customer_id=c', 'anonymous_id=a')] });
    const middle = points.find(({ kind }) => kind === 'customer_id');
    const distance = ({ x, y }: { readonly x: number; readonly y: number }): number => Math.hypot(x - (middle?.x ?? 0), y - (middle?.y ?? 0));
    expect(points.filter((point) => distance(point) < 1).length).toBe(1);
    expect(distance(points.find(({ kind }) => kind === 'email') ?? { x: 0, y: 0 })).toBeGreaterThan(
      distance(points.find(({ kind }) => kind === 'phone') ?? { x: 0, y: 0 }),
    );
    expect(new Set(points.map(({ x, y }) => `${Math.round(x)},${Math.round(y)}`)).size).toBe(4);
  });

  it('draws two hundred browsers of one account as one point, and loses none', () => {
    const nodes = [node('user_id', 'u'), ...Array.from({ length: 200 }, (_, index) => node('anonymous_id', `a${index}`))];
    const { points, lines } = pictureOf({ nodes, edges: nodes.slice(1).map(({ id }) => edge('user_id=u', id)) });
    expect(points.map(({ kind, count }) => [kind, count])).toEqual([
      ['user_id', 1],
      ['anonymous_id', 200],
    ]);
    expect(lines).toEqual([{ from: 'user_id=u', to: expect.stringMatching(/^bundle:/), kind: 'together' }]);
  });

  it('keeps those whom a refused link leads to, and parts that nothing links', () => {
    const nodes = [node('user_id', 'u'), node('email', 'x'), node('profile', '7', true)];
    const { points, lines } = pictureOf({ nodes, edges: [edge('user_id=u', 'profile=7', 'refused')] });
    expect(points.length).toBe(3);
    expect(lines).toEqual([{ from: 'user_id=u', to: 'profile=7', kind: 'refused' }]);
    expect(pictureOf({ nodes: [], edges: [] })).toMatchObject({ points: [], height: 0 });
  });
});
