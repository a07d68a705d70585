import { expect, it } from 'vitest';
import { compilePlan } from '#clean';
import { offenceOf } from '../mend/offence.ts';

it('tells what a parked event has against the plan, and mends it where every fault can be mended', () => {
  const plan = compilePlan(
    {
      unknownEvents: 'allow',
      events: [
        {
          event: 'A',
          mode: 'park',
          others: 'report',
          description: '',
          properties: [
            { path: 'price', type: 'number', required: true, nullable: false, description: '' },
            { path: 'colour', type: 'string', required: false, nullable: false, values: ['red'], description: '' },
          ],
        },
      ],
    },
    1,
  );
  const offence = (properties: { readonly [name: string]: string | number }) => {
    const breaches = plan?.check('track', 'A', properties)?.breaches ?? [];
    const detail = breaches.map(({ path, kind, expected }) => JSON.stringify([path, kind, expected])).join(' ');
    return offenceOf('against_plan', detail, { type: 'track', event: 'A', properties });
  };
  expect(offence({ price: '¥9.5', extra: 1 })).toEqual({
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
  expect(offence({ price: '1', colour: 'blue' }).proposal?.steps).toEqual([]);
  expect(offence({}).words.en).toBe('Not as planned: price is missing');
});
