import { expect, it } from 'vitest';
import { offenceOf } from '../mend/offence.ts';

it('tells what a parked event has against the plan, and mends it where every fault can be mended', () => {
  const offence = (detail: string, properties: { readonly [name: string]: string | number }) =>
    offenceOf('against_plan', detail, { type: 'track', event: 'A', properties });
  expect(offence('price: type number; extra: unknown_property', { price: '¥9.5', extra: 1 })).toEqual({
    path: 'properties.price',
    words: { zh: '不符合埋点方案：price 应为数字；extra 不在方案里', en: 'Not as planned: price must be number; extra is not planned' },
    proposal: {
      steps: [
        { do: 'cast', path: 'properties.price', to: 'number' },
        { do: 'drop', path: 'properties.extra' },
      ],
      words: { zh: '把 properties.price 转成数字，去掉 properties.extra', en: 'turn properties.price into a number, then drop properties.extra' },
    },
  });
  expect(offence('price: type number; colour: value red | green', { price: '1', colour: 'blue' }).proposal?.steps).toEqual([]);
  expect(offence('unknown_event', {}).words.en).toBe('Not as planned: the plan does not know this event');
  expect(offence('price: missing number', {}).words.en).toBe('Not as planned: price is missing');
});
