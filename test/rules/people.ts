/** People made for one question each: what they said and did, and rules with the names of those who should be found. */
import { type Message, sendAll } from '../collecting.ts';
import { untilDrained } from '../pipeline-state.ts';
import type { Product } from '../product.ts';
import { lookupProfile } from '../profiles.ts';

/** The moment that rules are asked about, unless a question names another: a Thursday noon. */
export const noon = '2025-11-20T12:00:00+08:00';

export type Said = Omit<Message, 'messageId'>;

/** A rule, the people it finds (names with blanks between), and the moment, where it is not `noon`. */
type Question = readonly [rule: object, found: string, at?: string];

export interface Story {
  readonly name: string;
  readonly people: Readonly<Record<string, readonly Said[]>>;
  readonly questions: readonly Question[];
}

export const traits = (values: object, timestamp = '2020-01-01T00:00:00Z'): Said => ({ type: 'identify', traits: values, timestamp });
export const did = (event: string, timestamp: string, properties: object = {}): Said => ({ type: 'track', event, timestamp, properties });

/** Everybody carries the name of their story as a trait, so that stories do not meet. */
const within = (story: string, rule: object): object => ({ all: [{ trait: 'story', op: 'eq', value: story }, rule] });

const userId = (story: string, person: string): string => `${story}/${person}`;

/** Sends all stories and waits until rules can read them. */
export async function tell(product: Product, stories: readonly Story[]): Promise<void> {
  const messages = stories.flatMap(({ name, people }) =>
    Object.entries(people).flatMap(([person, said]) => [
      { ...traits({ story: name }, '2000-01-01T00:00:00Z'), userId: userId(name, person) },
      ...said.map((one) => ({ ...one, userId: userId(name, person) })),
    ]),
  );
  await sendAll(
    product,
    messages.map((message, index) => ({ type: 'track', ...message, messageId: `told-${index}` })),
  );
  await untilDrained(product, { everyMs: 50 });
}

/** The people of a story by profile id. */
export async function peopleOf(product: Product, { name, people }: Story): Promise<ReadonlyMap<number, string>> {
  const found = await Promise.all(
    Object.keys(people).map(async (person) => [(await lookupProfile(product, 'user_id', userId(name, person))).id, person] as const),
  );
  return new Map(found);
}

export interface Preview {
  readonly count: number;
  readonly total: number;
  readonly sample: readonly number[];
}

const isPreview = (value: unknown): value is Preview => typeof value === 'object' && value !== null && 'sample' in value && Array.isArray(value.sample);

export async function preview(product: Product, rule: object, at?: string): Promise<Preview> {
  const answer = await product.api('POST', '/segments/preview', { rule, limit: 1000, ...(at === undefined ? {} : { at }) });
  if (!isPreview(answer)) throw new Error(`no preview: ${JSON.stringify(answer)}`);
  return answer;
}

/** Who of a story a rule finds, by name. */
export async function foundIn(product: Product, story: Story, people: ReadonlyMap<number, string>, rule: object, at?: string): Promise<string> {
  const { sample } = await preview(product, within(story.name, rule), at);
  return sample
    .map((id) => people.get(id) ?? String(id))
    .sort()
    .join(' ');
}
