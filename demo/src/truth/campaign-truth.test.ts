import { expect, it, vi } from 'vitest';
import { DAY } from '../calendar.ts';
import { RESPONSE_DAYS } from '../campaigns.ts';
import { planLife } from '../life/plan.ts';
import { armFor, upliftFor } from '../life/purchases.ts';
import { createPerson } from '../people/person.ts';
import { demoOptions } from '../options.ts';
import { createWorld } from '../world.ts';

// Twenty thousand lives on a machine that others use too.
vi.setConfig({ testTimeout: 120_000 });

interface Sums {
  people: number;
  orders: number;
  squares: number;
  uplift: number;
}

it('shows every campaign’s true effect in a simple difference of means at 20,000 customers', () => {
  const world = createWorld(demoOptions({ customers: 20_000, days: 230, until: Date.UTC(2026, 5, 1) }));
  const empty = (): Sums => ({ people: 0, orders: 0, squares: 0, uplift: 0 });
  const arms = world.campaigns.map((campaign) => ({ campaign, treated: empty(), control: empty() }));
  for (let index = 0; index < 20_000; index += 1) {
    const { orders } = planLife(world, index);
    const person = createPerson(world, index);
    for (const count of arms) {
      const { campaign } = count;
      const arm = armFor(world, person, campaign);
      if (arm === undefined) continue;
      const bought = orders.filter(({ at }) => at > campaign.at && at <= campaign.at + RESPONSE_DAYS * DAY).length;
      count[arm].people += 1;
      count[arm].orders += bought;
      count[arm].squares += bought * bought;
      count[arm].uplift += upliftFor(person, campaign);
    }
  }
  expect(arms.length).toBeGreaterThan(5);
  for (const { campaign, treated, control } of arms) {
    const effect = treated.orders / treated.people - control.orders / control.people;
    const truth = treated.uplift / treated.people;
    const variance = ({ people, orders, squares }: Sums): number => (squares / people - (orders / people) ** 2) / people;
    // Four standard errors: seven campaigns together miss that once in two thousand seeds.
    expect(Math.abs(effect - truth)).toBeLessThan(4 * Math.sqrt(variance(treated) + variance(control)));
    if (campaign.effect > 0.1) expect(effect).toBeGreaterThan(0.02);
  }
});
