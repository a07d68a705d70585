import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { checkHistory } from '../../../testing/identity/check-history.ts';
import { histories, messagesOnly, play, readPeople } from '../../../testing/identity/history.ts';
import type { ModelMessage } from '../../../testing/identity/merge-model.ts';
import { openTestStores, type TestStores } from '../../../testing/stores.ts';

let stores: TestStores;
beforeAll(async () => {
  stores = await openTestStores();
});
afterAll(() => stores.close());

let workspace = 100;

it('whatever is merged, undone, aliased and said in between: people are what the naive fold says', async () => {
  await fc.assert(
    fc.asyncProperty(histories, fc.constantFrom(1, 3, 100), (steps, sliceSize) => checkHistory(stores.pg, ++workspace, steps, sliceSize)),
    { numRuns: 200 },
  );
});

it('messages that no limit keeps apart make the same people, with the same traits, in every order', async () => {
  const withoutUser = ({ previousId: _previous, ...message }: ModelMessage): ModelMessage => {
    const identifiers = message.identifiers.filter((name) => !name.startsWith('user_id='));
    return { ...message, identifiers: identifiers.some((name) => name.startsWith('anonymous_id=')) ? identifiers : [...identifiers, 'anonymous_id=a0'] };
  };
  const order = messagesOnly
    .map((messages) => messages.map((message, index) => ({ ...withoutUser(message), at: message.at + index })))
    .chain((messages) => fc.tuple(fc.constant(messages), fc.shuffledSubarray(messages, { minLength: messages.length })));
  const outcome = async (id: number) =>
    (await readPeople(stores.pg, id))
      .map(({ identifiers, traits, createdAt }) => ({ identifiers, traits, createdAt }))
      .sort((a, b) => (a.identifiers.join() < b.identifiers.join() ? -1 : 1));
  await fc.assert(
    fc.asyncProperty(order, fc.constantFrom(1, 100), async ([messages, shuffled], sliceSize) => {
      const [one, other] = [++workspace, ++workspace];
      await play(stores.pg, one, messages, sliceSize);
      await play(stores.pg, other, shuffled, 2);
      expect(await outcome(other)).toEqual(await outcome(one));
    }),
    { numRuns: 60 },
  );
});
