/** What is read from addresses and texts, and what is left out of them. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { searchTermIn } from './capture/search.ts';
import { campaignOf } from './context.ts';
import { maskText, maskUrl } from './mask.ts';
import { arrivedBy, placeBelow, sharedAddress } from './share.ts';

it.each([
  ['https://a.example/p?token=abc&x=1', 'https://a.example/p?token=*&x=1'],
  ['/p?x=1&access_token=abc#top', '/p?x=1&access_token=*#top'],
  ['#/in?id_token=abc', '#/in?id_token=*'],
  ['?password=a&pwd=b&PHPSESSID=c', '?password=*&pwd=*&PHPSESSID=c'],
  ['?email=a@b.c&phone=13800138000', '?email=*&phone=*'],
  ['?keyword=token&category=tea', '?keyword=token&category=tea'],
  ['/p?dq_share=abcdefgh.abcdefgh.1', '/p'],
  ['/p?dq_share=abcdefgh.abcdefgh.1&x=1', '/p?x=1'],
  ['/p?x=1&dq_share=abcdefgh.abcdefgh.1#top', '/p?x=1#top'],
])('the address %s is told as %s', (address, told) => {
  expect(maskUrl(address)).toBe(told);
});

it.each([
  ['致电 138 0013 8000', '致电 *'],
  ['a.b+c@example.com 登录', '* 登录'],
  ['满 300 减 50', '满 300 减 50'],
  ['2026 春季', '2026 春季'],
  ['6222-0210-0112-3456', '*'],
])('the text %s is told as %s', (text, told) => {
  expect(maskText(text)).toBe(told);
});

it.each([
  ['?q=乌龙茶', '乌龙茶'],
  ['?page=2&keyword=%20%E8%8C%B6%20', '茶'],
  ['?q=&s=tea', 'tea'],
  ['?id=7', ''],
  ['?q=13800138000', '*'],
  ['', ''],
])('%s: searched for %j', (search, term) => {
  expect(searchTermIn(search)).toBe(term);
});
it('looks for the names that a site gives', () => {
  expect([searchTermIn('?find=tea&q=x', ['find']), searchTermIn('?q=x', ['find'])]).toEqual(['tea', '']);
});

it('reads the campaign, in the names of the common context', () => {
  expect(campaignOf('?utm_source=wechat&utm_campaign=double11&utm_medium=&utm_odd=x')).toEqual({ source: 'wechat', name: 'double11' });
  expect(campaignOf('?q=1')).toBe(undefined);
});

describe('a shared address', () => {
  it('carries a place in the tree, and who comes by it stands one below', () => {
    const first = placeBelow(undefined);
    const second = placeBelow(arrivedBy(new URL(sharedAddress('https://a.example/p?x=1#top', first)).search));
    const third = placeBelow(arrivedBy(new URL(sharedAddress('https://a.example/p', second)).search));
    expect([first.parent, first.root, first.depth]).toEqual(['', first.id, 0]);
    expect([second.parent, second.root, second.depth]).toEqual([first.id, first.id, 1]);
    expect([third.parent, third.root, third.depth]).toEqual([second.id, first.id, 2]);
  });

  it('keeps everything else of the address, and replaces a share that it had', () => {
    const [one, other] = [placeBelow(undefined), placeBelow(undefined)];
    const shared = sharedAddress(sharedAddress('https://a.example/p?x=1#top', one), other);
    expect(maskUrl(shared)).toBe('https://a.example/p?x=1#top');
    expect(arrivedBy(new URL(shared).search)?.id).toBe(other.id);
  });

  it('is no share when somebody has written nonsense into it', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const found = arrivedBy(`?dq_share=${encodeURIComponent(text)}`);
        if (found !== undefined) expect(text).toBe(`${found.id}.${found.root}.${found.depth}`);
      }),
    );
    expect(['?dq_share=a.b.1', '?dq_share=abcdefgh.abcdefgh', '?dq_share=abcdefgh.abcdefgh.-1', '?x=1'].map(arrivedBy)).toEqual(
      Array.from({ length: 4 }, () => undefined),
    );
  });
});
