import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openLineFile } from '../line-file.ts';
import { shopsOf, staffOf } from '../shops.ts';
import { kindOf, type World } from '../world.ts';
import { consentTruth } from './consent-truth.ts';
import { countCampaigns } from './campaign-truth.ts';
import { type PersonTruth, personTruth } from './person-truth.ts';
import { quantile, questions, winBackQuestion, womenswearQuestion } from './questions.ts';
import { countShared } from './shared.ts';
import { countTotals, type Totals } from './totals.ts';

/** The layout of the truth's files; raised when it changes. */
export const TRUTH_VERSION = 1;

/**
 * Writes everything that is known about a world, from the people alone: manifest.json, totals.json, people.jsonl, campaigns.jsonl, shared.jsonl,
 * products.jsonl, shops.jsonl, staff.jsonl, consents.jsonl, answers.json, answers.jsonl. A folder without manifest.json is unfinished.
 */
export function writeTruth(world: World, folder: string, onProgress: (people: number) => void = () => {}): Totals {
  rmSync(join(folder, 'manifest.json'), { force: true });
  const people = openLineFile(join(folder, 'people.jsonl'));
  const answers = openLineFile(join(folder, 'answers.jsonl'));
  const consents = openLineFile(join(folder, 'consents.jsonl'));
  const totals = countTotals();
  const campaigns = countCampaigns(world);
  const shared = countShared(world);
  const members = new Map(questions.map(({ key }) => [key, 0]));
  const womenswear: { person: number; net: number }[] = [];
  const overdue = new Set<number>();
  const complaining = new Set<number>();
  const answer = (question: string, person: number, value: number): void => answers.write(JSON.stringify({ question, person, value }));

  const note = (truth: PersonTruth): void => {
    people.write(JSON.stringify(truth.record));
    totals.person(kindOf(world, truth.index), truth.emissions);
    campaigns.person(truth);
    shared.person(truth);
    if (truth.person === undefined) return;
    consents.write(JSON.stringify(consentTruth(world, truth.person)));
    for (const question of questions) {
      const value = question.answer(world, truth);
      if (value === undefined) continue;
      answer(question.key, truth.index, value);
      if (question.key === 'overdue_by_own_rhythm') overdue.add(truth.index);
      if (question.key === 'complaint_open') complaining.add(truth.index);
      members.set(question.key, (members.get(question.key) ?? 0) + 1);
    }
    const net = truth.ledger.net['女装'];
    if (net !== undefined) womenswear.push({ person: truth.index, net: net / 100 });
  };
  for (let index = 0; index < world.population; index += 1) {
    note(personTruth(world, index));
    if (index % 100 === 99) onProgress(index + 1);
  }
  const threshold = quantile(
    womenswear.map(({ net }) => net),
    0.8,
  );
  const top = womenswear.filter(({ net }) => net > threshold);
  for (const { person, net } of top) answer(womenswearQuestion.key, person, net);
  const winBack = top.filter(({ person }) => overdue.has(person) && !complaining.has(person));
  for (const { person, net } of winBack) answer(winBackQuestion.key, person, net);
  people.close();
  answers.close();
  consents.close();

  writeLines(join(folder, 'campaigns.jsonl'), campaigns.records());
  writeLines(join(folder, 'shared.jsonl'), shared.records());
  writeLines(
    join(folder, 'products.jsonl'),
    world.catalogue.products.map((product) => ({ ...product, price: product.price / 100, cost: product.cost / 100, laterCost: product.laterCost / 100 })),
  );
  writeLines(join(folder, 'shops.jsonl'), shopsOf(world));
  writeLines(join(folder, 'staff.jsonl'), staffOf(world));
  writeJson(join(folder, 'answers.json'), [
    ...questions.map(({ key, zh, definition, rule }) => ({
      key,
      zh,
      definition,
      rule,
      at: new Date(world.until).toISOString(),
      members: members.get(key) ?? 0,
    })),
    { ...womenswearQuestion, at: new Date(world.until).toISOString(), known: womenswear.length, threshold, members: top.length },
    { ...winBackQuestion, at: new Date(world.until).toISOString(), members: winBack.length },
  ]);
  const result = totals.totals();
  writeJson(join(folder, 'totals.json'), result);
  writeJson(join(folder, 'manifest.json'), {
    version: TRUTH_VERSION,
    ...world.options,
    from: new Date(world.start).toISOString(),
    until: new Date(world.until).toISOString(),
    population: world.population,
    visitors: world.visitors,
    bots: world.bots,
    shops: world.shops,
    shopTablets: world.tablets,
  });
  return result;
}

const writeJson = (path: string, value: unknown): void => writeFileSync(path, `${JSON.stringify(value, undefined, 2)}\n`);

function writeLines(path: string, records: readonly unknown[]): void {
  const file = openLineFile(path);
  for (const record of records) file.write(JSON.stringify(record));
  file.close();
}
