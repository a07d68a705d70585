import { expect, it } from 'vitest';
import { divisionCodes } from './division-codes.ts';
import { divisions } from './divisions.ts';
import { placeOf, type PlaceFound } from './place.ts';

const codeOf = (text: string, level: 'province' | 'city' | 'finest' = 'finest'): string => {
  const found = placeOf(text, level);
  if (typeof found === 'string') return found;
  const { province, city, district }: PlaceFound = found;
  return (district ?? city ?? province).code;
};

it.each([
  ['广东省深圳市', '440300'],
  ['深圳', '440300'],
  ['深圳市', '440300'],
  ['广东', '440000'],
  ['440300', '440300'],
  ['44', '440000'],
  ['北京', '110000'],
  ['北京市朝阳区', '110105'],
  ['上海市浦东新区世纪大道100号', '310115'],
  ['重庆城口县', '500229'],
  ['内蒙古', '150000'],
  ['河北', '130000'],
  ['吉林省', '220000'],
  ['吉林市', '220200'],
  ['朝阳市', '211300'],
  ['湖北仙桃市', '429004'],
  ['新疆石河子市', '659001'],
  ['延边', '222400'],
  ['广东省深圳市南山区科技园', '440300'],
  ['台湾省', '710000'],
  ['香港', '810000'],
])('%s is %s', (text, code) => expect(codeOf(text)).toBe(code));

it.each(['朝阳区', '朝阳', '吉林', '海南', '和平区', '鼓楼区', '西湖区'])('%s alone may be several places, and is not guessed', (text) =>
  expect(codeOf(text)).toBe('ambiguous'),
);
it('a name that is a province and a city is the province where a province is asked for', () => expect(codeOf('吉林', 'province')).toBe('220000'));
it.each(['', '火星', '999999', '440', 'Shenzhen'])('%j is no place', (text) => expect(codeOf(text)).toBe('unknown'));

it('every place has a code of its own, but for the cities of Taiwan', () => {
  const codes = Object.entries(divisions).flatMap(([province, names]) => {
    const below = names === '' ? [] : names.split(' ');
    const [, ...given] = (divisionCodes[province] ?? '').split(' ');
    expect(given.length).toBe(province === '台湾省' ? 0 : below.length);
    return below.map((name) => `${province}${name}`);
  });
  expect(new Set(codes).size).toBe(codes.length);
});
