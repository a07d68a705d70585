import { expect, it } from 'vitest';
import { keyBefore, sourceKey } from './source-key.ts';

it.each([
  ['天猫旗舰店', 'tianmaoqijiandian'],
  ['微信小程序 2', 'weixinxiaochengxu-2'],
  ['Café Zürich', 'cafe-zurich'],
  ['ＰＯＳ 收银', 'pos-shouyin'],
  ['web', 'web'],
  ['My Shop', 'My Shop'],
  ['🙂', 'source'],
])('the key of a source called %s is %s', (name, key) => expect(sourceKey(name)).toBe(key));

it('a key that is taken gets a number', () => expect([1, 2, 3].map((attempt) => keyBefore('web', attempt))).toEqual(['web', 'web-2', 'web-3']));
