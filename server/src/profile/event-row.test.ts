import fc from 'fast-check';
import { expect, it } from 'vitest';
import { flatten } from '#kernel';
import { cleanMessage } from '../clean/testing.ts';
import { EventLines } from './event-lines.ts';
import { clickhouseTime } from './event-row.ts';

it('writes moments as ClickHouse reads them, whatever was written before', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: Date.UTC(1900, 0, 1), max: Date.UTC(2299, 11, 31) }), { minLength: 1, maxLength: 5 }), (moments) => {
      for (const ms of moments) expect(clickhouseTime(ms)).toBe(new Date(ms).toISOString().replace('T', ' ').slice(0, 23));
    }),
  );
  expect(clickhouseTime(1.9)).toBe('1970-01-01 00:00:00.001');
});

it('writes rows that say what was sent, with whatever characters', () => {
  const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(text, text, (title, note) => {
      const event = cleanMessage({ event: 'A', userId: 'u1', context: { page: { title: `t${title}` } }, properties: { note } });
      const lines = new EventLines();
      lines.add(event);
      lines.stamp([7], [8]);
      const row: unknown = JSON.parse(lines.bytes().toString());
      const payload = JSON.stringify({ properties: event.properties, context: event.context });
      expect(row).toMatchObject({
        origin_id: 7,
        profile_id: 8,
        page_title: event.columns['page_title'],
        properties: Object.fromEntries(flatten(event.properties).scalars),
        payload,
      });
    }),
  );
});
