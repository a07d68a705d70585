import type { OnboardingView, PackView } from '@danqing/contracts';

const mostNamed = 5;

/** What items of a pack wait for, and how many of them. */
export type Missing = OnboardingView['packs'][number]['missing'];

/** What most items of a pack wait for, the most wanted first; each named once. */
export function mostMissing({ items }: Pick<PackView, 'items'>): Missing {
  const waiting = new Map<string, Missing[number]>();
  for (const { missing } of items)
    for (const { kind, name } of missing) {
      const known = waiting.get(`${kind} ${name}`);
      waiting.set(`${kind} ${name}`, { kind, name, items: (known?.items ?? 0) + 1 });
    }
  return [...waiting.values()].sort((a, b) => b.items - a.items || a.name.localeCompare(b.name)).slice(0, mostNamed);
}
