import type { SegmentCall } from './decode/segment.ts';

/** What a path of the Segment family asks for. */
export type Target =
  | { readonly kind: 'call'; readonly call: SegmentCall }
  | { readonly kind: 'pixel'; readonly call: SegmentCall }
  | { readonly kind: 'settings'; readonly writeKey: string }
  | { readonly kind: 'browserSdk'; readonly writeKey: string }
  | { readonly kind: 'browserSdkPart'; readonly file: string };

const CALLS: readonly (readonly [name: string, call: SegmentCall])[] = [
  ['track', 'track'],
  ['identify', 'identify'],
  ['page', 'page'],
  ['screen', 'screen'],
  ['group', 'group'],
  ['alias', 'alias'],
  ['batch', 'batch'],
  ['t', 'track'],
  ['i', 'identify'],
  ['p', 'page'],
  ['s', 'screen'],
  ['g', 'group'],
  ['a', 'alias'],
  ['b', 'batch'],
];

/** Exact paths, so that the hot ones cost one look-up. */
const FIXED: ReadonlyMap<string, Target> = new Map(
  CALLS.flatMap(([name, call]): (readonly [string, Target])[] => [
    [`/v1/${name}`, { kind: 'call', call }],
    [`/v1/pixel/${name}`, { kind: 'pixel', call }],
  ]),
);

const SETTINGS = /^\/v1\/projects\/([^/]{1,200})\/settings$/;
const BROWSER_SDK = /^\/analytics\.js\/v1\/([^/]{1,200})\/analytics\.min\.js$/;
const BROWSER_SDK_PART = /^\/analytics-next\/bundles\/([\w.-]{1,100}\.js)$/;

/** Undefined for paths that are not the collector's. */
export function targetOf(path: string): Target | undefined {
  const fixed = FIXED.get(path);
  if (fixed !== undefined) return fixed;
  if (path.startsWith('/v1/')) {
    const settings = SETTINGS.exec(path)?.[1];
    return settings === undefined ? FIXED.get(path.replace(/\/$/, '')) : { kind: 'settings', writeKey: settings };
  }
  if (!path.startsWith('/analytics')) return undefined;
  const writeKey = BROWSER_SDK.exec(path)?.[1];
  if (writeKey !== undefined) return { kind: 'browserSdk', writeKey };
  const file = BROWSER_SDK_PART.exec(path)?.[1];
  return file === undefined ? undefined : { kind: 'browserSdkPart', file };
}

export const methodOf = (target: Target): 'GET' | 'POST' => (target.kind === 'call' ? 'POST' : 'GET');
