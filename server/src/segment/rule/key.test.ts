import { expect, it } from 'vitest';
import { freeKey, keyOf } from './key.ts';

it('writes Chinese by its sound and cuts between words', () => {
  expect(keyOf('女装 VIP 前 20%', 'segment')).toBe('nv_zhuang_vip_qian_20');
  expect(keyOf('Big Spenders!', 'segment')).toBe('big_spenders');
  expect(keyOf('！？', 'segment')).toBe('segment');
  expect(keyOf('超过自身购买周期一点五倍没有再来购买的老客户', 'segment').length).toBeLessThanOrEqual(40);
  expect(keyOf('x'.repeat(90), 'segment')).toHaveLength(40);
});

it('counts on where a key is taken', () => {
  expect(freeKey('vip', new Set())).toBe('vip');
  expect(freeKey('vip', new Set(['vip', 'vip_2']))).toBe('vip_3');
});
