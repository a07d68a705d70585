import { isDeepStrictEqual } from 'node:util';
import { emptyPlan } from '@danqing/contracts';
import type { Configuration } from './file.ts';

type Part = 'plan' | 'cleaning' | 'enrichment' | 'webhook' | 'connection';

/** What bringing a configuration in does to one thing of the workspace. */
export interface ConfigStep {
  readonly part: Part;
  /** Of webhooks and connections. */
  readonly name: string;
  readonly does: 'create' | 'change' | 'same' | 'refuse';
  readonly note: string;
}

const step = (part: Part, name: string, does: ConfigStep['does'], note = ''): ConfigStep => ({ part, name, does, note });

/** JSON as it is stored: what is undefined is not there. */
const plain = (value: unknown): unknown => (value === undefined ? undefined : JSON.parse(JSON.stringify(value)));
const isSame = (a: unknown, b: unknown): boolean => isDeepStrictEqual(plain(a), plain(b));

/** What differs between what a workspace has and what a file wants. Things of the workspace that the file does not name stay as they are. */
export function stepsOf(now: Configuration, wanted: Configuration): readonly ConfigStep[] {
  const single = (part: 'plan' | 'cleaning' | 'enrichment', before: unknown, after: unknown, note: string): readonly ConfigStep[] => {
    if (after === undefined) return [];
    return [isSame(before, after) ? step(part, '', 'same') : step(part, '', 'change', note)];
  };
  const webhooks = (wanted.webhooks ?? []).map((one): ConfigStep => {
    const there = now.webhooks?.find(({ name }) => name === one.name);
    if (there === undefined) return step('webhook', one.name, 'create', 'its secrets have to be entered, and its address is a new one');
    if (there.kind !== one.kind) return step('webhook', one.name, 'refuse', `there is one of another kind: ${there.kind}`);
    return isSame(there, one) ? step('webhook', one.name, 'same') : step('webhook', one.name, 'change', 'its secrets stay');
  });
  const connections = (wanted.connections ?? []).map((one): ConfigStep => {
    const there = now.connections?.find(({ name }) => name === one.name);
    if (there === undefined) return step('connection', one.name, 'create', 'paused until its password is entered');
    if (isSame(there, one)) return step('connection', one.name, 'same');
    const isElsewhere = !isSame(there.place, one.place);
    return step('connection', one.name, 'change', isElsewhere ? 'where its data lies differs: that stays as it is here' : 'its password stays');
  });
  return [
    ...single('plan', now.plan ?? emptyPlan, wanted.plan, 'becomes the draft; publish it when you have looked at it'),
    ...single('cleaning', now.cleaning ?? [], wanted.cleaning, 'published as a new version'),
    ...single('enrichment', now.enrichment, wanted.enrichment, 'counts for what comes from now on'),
    ...webhooks,
    ...connections,
  ];
}
