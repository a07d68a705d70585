import { isValidPhoneNumber } from 'libphonenumber-js/max';
import { describe, expect, it, vi } from 'vitest';
import { DAY, dayOf, localDay } from './calendar.ts';
import { storedName } from './events/message.ts';
import { planLife } from './life/plan.ts';
import { demoOptions, realMess } from './options.ts';
import { mobilePrefixes, phoneOf } from './people/identity.ts';
import { createPerson, type Person } from './people/person.ts';
import { quantile } from './truth/questions.ts';
import { emissionsOf } from './stream.ts';
import { createWorld, type World } from './world.ts';

// Thousands of lives on a machine that others use too.
vi.setConfig({ testTimeout: 60_000 });

const until = Date.UTC(2026, 11, 1);
const world = createWorld(demoOptions({ customers: 4000, until }));
const people = Array.from({ length: 4000 }, (_, index) => createPerson(world, index));
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Orders by local day over everybody. */
function ordersByDay(of: World): ReadonlyMap<number, number> {
  const days = new Map<number, number>();
  for (let index = 0; index < of.options.customers; index += 1)
    for (const { at } of planLife(of, index).orders) days.set(localDay(at), (days.get(localDay(at)) ?? 0) + 1);
  return days;
}

describe('people', () => {
  it('have valid mobile numbers, whatever the prefix', () => {
    for (const prefix of mobilePrefixes) expect(isValidPhoneNumber(`+86${prefix}12345678`)).toBe(true);
    for (const { phones } of people.slice(0, 500)) for (const { value } of phones) expect(isValidPhoneNumber(value, 'CN')).toBe(true);
  });

  it('never get the number of somebody else, up to the largest world', () => {
    const numbers = new Set<string>();
    for (let index = 0; index < 60_000; index += 1) numbers.add(phoneOf(7, index * 83, 0)).add(phoneOf(7, index * 83, 1));
    expect(numbers.size).toBe(120_000);
  });

  it('have accounts, cards and mail addresses of their own', () => {
    const own = (values: readonly (string | undefined)[]): void => {
      const known = values.filter((value) => value !== undefined);
      expect(new Set(known).size).toBe(known.length);
    };
    own(people.map(({ userId }) => userId));
    own(people.map(({ customerId }) => customerId));
    own(people.map(({ cardNo }) => cardNo));
    own(people.map(({ unionid }) => unionid));
    own(people.flatMap(({ emails }) => emails.map(({ value }) => value)));
  });

  it('live where people live and are of all ages', () => {
    const inGuangdong = people.filter(({ place }) => place.province === '广东').length / people.length;
    expect(inGuangdong).toBeGreaterThan(0.1);
    expect(inGuangdong).toBeLessThan(0.22);
    expect(new Set(people.map(({ lifeStage }) => lifeStage)).size).toBe(6);
  });

  it('use a shop tablet as often as asked', () => {
    const shareOf = (asked: number): number => {
      const made = createWorld(demoOptions({ customers: 4000, until, mess: { ...realMess, shopTablets: asked } }));
      const online = people.filter(({ userId, ring }) => userId !== undefined && ring === undefined).length;
      return Array.from({ length: 4000 }, (_, index) => createPerson(made, index)).filter(({ shopTablet }) => shopTablet !== undefined).length / online;
    };
    expect(shareOf(0)).toBe(0);
    expect(shareOf(0.02)).toBeGreaterThan(0.014);
    expect(shareOf(0.02)).toBeLessThan(0.026);
    expect(shareOf(0.3)).toBeCloseTo(0.3, 1);
  });

  it('log in under their own account on the tablet that they share', () => {
    const users = new Map<string, Set<string>>();
    for (const { index } of people.filter(({ shopTablet }) => shopTablet !== undefined)) {
      const { life, emissions } = emissionsOf(world, index);
      const tablet = life.devices.find(({ sharing }) => sharing === 'shop_tablet')?.anonymousId ?? '';
      const names = users.get(tablet) ?? new Set();
      for (const { message } of emissions) if (message.anonymousId === tablet && message.userId !== undefined) names.add(message.userId);
      users.set(tablet, names);
    }
    expect(Math.max(...[...users.values()].map(({ size }) => size))).toBeGreaterThan(1);
  });

  it('come in rings that share one device and buy at once', () => {
    const rings = Map.groupBy(
      people.filter(({ ring }) => ring !== undefined),
      ({ ring }) => ring?.first,
    );
    expect(rings.size).toBeGreaterThan(4);
    for (const members of [...rings.values()].slice(0, 3)) {
      expect(members.length).toBeGreaterThan(5);
      expect(Math.max(...members.map(({ joinedAt }) => joinedAt)) - Math.min(...members.map(({ joinedAt }) => joinedAt))).toBeLessThan(2 * DAY);
      const devices = new Set(
        members.flatMap(({ index }) =>
          emissionsOf(world, index)
            .emissions.filter(({ source }) => source === 'app')
            .map(({ message }) => message.anonymousId),
        ),
      );
      devices.delete(undefined);
      expect(devices.size).toBe(1);
    }
  });
});

describe('purchases', () => {
  const days = ordersByDay(world);
  const on = (year: number, month: number, day: number): number => days.get(dayOf(year, month, day)) ?? 0;
  const usual = quantile([...days.values()], 0.5);

  it('peak on 18 June and on 11 November', () => {
    expect(on(2026, 6, 18)).toBeGreaterThan(2.5 * usual);
    expect(on(2026, 11, 11)).toBeGreaterThan(3.5 * usual);
  });

  it('rest over the Spring Festival after the rush before it', () => {
    const festival = dayOf(2026, 2, 17);
    const around = (from: number, to: number): number => mean(Array.from({ length: to - from + 1 }, (_, index) => days.get(festival + from + index) ?? 0));
    expect(around(-1, 4)).toBeLessThan(0.6 * usual);
    expect(around(-15, -5)).toBeGreaterThan(1.2 * usual);
  });

  it('follow each person’s own rhythm in shopping time', () => {
    const ratios = people.flatMap((person) => {
      const times = planLife(world, person.index)
        .orders.filter(({ campaign }) => campaign === undefined)
        .map(({ at }) => world.time.at(at));
      return person.ring === undefined && times.length > 6 && person.rhythm.meanDays < 40
        ? [((times.at(-1) ?? 0) - (times[0] ?? 0)) / (times.length - 1) / person.rhythm.meanDays]
        : [];
    });
    expect(ratios.length).toBeGreaterThan(200);
    // Who is seen often enough to be counted is a little faster than planned.
    expect(mean(ratios)).toBeGreaterThan(0.88);
    expect(mean(ratios)).toBeLessThan(1.05);
  });

  it('end when the customer churns', () => {
    for (const person of people.slice(0, 1500)) {
      const last = planLife(world, person.index).orders.at(-1);
      if (person.churnedAt !== undefined && last !== undefined && last.campaign === undefined && person.ring === undefined)
        expect(last.at).toBeLessThan(person.churnedAt + DAY);
    }
  });

  it('follow taste', () => {
    const taste = (of: readonly Person[]): number => {
      const lines = of.flatMap(({ index }) => planLife(world, index).orders.flatMap((order) => order.lines));
      return lines.filter(({ product }) => product.category === '女装').length / lines.length;
    };
    const fond = people.filter(({ tastes }) => (tastes[0] ?? 0) > 0.4).slice(0, 300);
    expect(taste(fond)).toBeGreaterThan(0.35);
    expect(taste(people.filter(({ tastes }) => (tastes[0] ?? 0) < 0.05).slice(0, 300))).toBeLessThan(0.12);
  });

  it('favour few products, as Zipf has it', () => {
    const sold = new Map<string, number>();
    for (const { index } of people.slice(0, 2000))
      for (const { lines } of planLife(world, index).orders) for (const { product } of lines) sold.set(product.id, (sold.get(product.id) ?? 0) + 1);
    const counts = [...sold.values()].sort((a, b) => b - a);
    const total = counts.reduce((sum, count) => sum + count, 0);
    expect(counts.slice(0, 120).reduce((sum, count) => sum + count, 0) / total).toBeGreaterThan(0.35);
  });
});

it('browses without a name before it logs in, and keeps the name afterwards', () => {
  let anonymousBefore = 0;
  for (const { index, userId, ring } of people.slice(0, 200)) {
    if (userId === undefined || ring !== undefined) continue;
    const named = new Set<string>();
    const { emissions, life } = emissionsOf(world, index);
    const own = new Set(life.devices.filter(({ sharing }) => sharing === 'own').map(({ anonymousId }) => anonymousId));
    for (const { message, isCopy } of emissions.toSorted((a, b) => a.ts - b.ts)) {
      if (isCopy || message.anonymousId === undefined || !own.has(message.anonymousId)) continue;
      if (message.userId !== undefined) named.add(message.anonymousId);
      else if (storedName(message) !== 'Order Completed') anonymousBefore += 1;
      if (message.userId === undefined) expect(named.has(message.anonymousId)).toBe(false);
    }
  }
  expect(anonymousBefore).toBeGreaterThan(200);
});
