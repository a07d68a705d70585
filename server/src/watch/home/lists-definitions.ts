import type { HomeBlock, HomeItem } from '@danqing/contracts';
import { type DefinitionHealth, readHealth } from '#evaluate';
import { figure } from '#govern';
import { readChangedSegments } from '#segment';
import { readChangedTags } from '#tag';
import type { HomeAsk, HomeDeps } from './deps.ts';
import { listOf } from './lists-data.ts';

const dayMs = 86_400_000;
const newForMs = 14 * dayMs;

const kindWords = { tag: { zh: '标签', en: 'tag' }, segment: { zh: '人群', en: 'segment' } } as const;
const linkOf = ({ kind, key }: { readonly kind: 'tag' | 'segment'; readonly key: string }): string => `${kind}s/${encodeURIComponent(key)}`;

async function namesOf({ lookup }: HomeDeps, workspace: number): Promise<(definition: Pick<DefinitionHealth, 'kind' | 'key'>) => string> {
  const names = await lookup.names?.(workspace);
  const [tags, segments] = [
    new Map((names?.tags ?? []).map(({ key, name }) => [key, name])),
    new Map((names?.segments ?? []).map(({ key, name }) => [key, name])),
  ];
  return ({ kind, key }) => {
    const name = (kind === 'tag' ? tags : segments).get(key) ?? '';
    return name === '' ? key : name;
  };
}

/** Tags that were made lately and can be used now. */
export async function newTags(deps: HomeDeps, { workspace, nowMs }: HomeAsk): Promise<HomeBlock> {
  const [tags, health] = await Promise.all([readChangedTags(deps.pg, workspace, 200), readHealth(deps.pg, workspace)]);
  const ready = new Map(health.flatMap((one) => (one.kind === 'tag' && one.state === 'ready' && one.count !== null ? [[one.key, one.count] as const] : [])));
  const items = tags
    .filter(({ key, createdAt }) => ready.has(key) && createdAt.getTime() > nowMs - newForMs)
    .toSorted((a, b) => b.createdAt.getTime() - a.createdAt.getTime())
    .map(({ key, name, createdAt }): HomeItem => {
      const count = figure(ready.get(key) ?? 0);
      return {
        title: { zh: name, en: name },
        detail: { zh: `覆盖 ${count} 人`, en: `on ${count} customers` },
        level: 'good',
        at: createdAt.toISOString(),
        link: null,
      };
    });
  return listOf('new_tags', items, nowMs, null);
}

/** Packs of which more could be switched on with the data there is. */
export async function readyPacks(deps: HomeDeps, { workspace, nowMs }: HomeAsk): Promise<HomeBlock> {
  const packs = (await deps.packs(workspace))
    .filter(({ available, adopted }) => available > adopted)
    .toSorted((a, b) => b.available - b.adopted - (a.available - a.adopted));
  const items = packs.map(({ key, name, available, adopted, items: all }): HomeItem => {
    const more = available - adopted;
    return {
      title: name,
      detail: {
        zh: `现有数据还能启用 ${figure(more)} 项（共 ${figure(all)} 项）`,
        en: `${figure(more)} more can be switched on with the data there is (of ${figure(all)})`,
      },
      level: 'info',
      at: null,
      link: `packs?pack=${encodeURIComponent(key)}`,
    };
  });
  return listOf('packs', items, nowMs, 'packs');
}

/** What was made or changed last. */
export async function changedDefinitions(deps: HomeDeps, { workspace, nowMs }: HomeAsk): Promise<HomeBlock> {
  const [tags, segments] = await Promise.all([readChangedTags(deps.pg, workspace, 10), readChangedSegments(deps.pg, workspace, 10)]);
  const all = [...tags.map((tag) => ({ ...tag, what: 'tag' as const })), ...segments.map((segment) => ({ ...segment, what: 'segment' as const }))];
  const items = all
    .toSorted((a, b) => b.updatedAt.getTime() - a.updatedAt.getTime())
    .map(
      ({ what, key, name, version, updatedAt }): HomeItem => ({
        title: { zh: name, en: name },
        detail: { zh: `${kindWords[what].zh} · 第 ${version} 版`, en: `${kindWords[what].en} · version ${version}` },
        level: 'info',
        at: updatedAt.toISOString(),
        link: what === 'segment' ? linkOf({ kind: what, key }) : null,
      }),
    );
  return listOf('changed_definitions', items, nowMs, 'segments');
}

/** What took longest to compute last. */
export async function costlyDefinitions(deps: HomeDeps, { workspace, nowMs }: HomeAsk): Promise<HomeBlock> {
  const [health, nameOf] = await Promise.all([readHealth(deps.pg, workspace), namesOf(deps, workspace)]);
  const items = health
    .filter(({ elapsedMs }) => elapsedMs > 0)
    .toSorted((a, b) => b.elapsedMs - a.elapsedMs)
    .map((one): HomeItem => {
      const seconds = (one.elapsedMs / 1000).toFixed(1);
      return {
        title: { zh: nameOf(one), en: nameOf(one) },
        detail: { zh: `${kindWords[one.kind].zh} · 上次计算 ${seconds} 秒`, en: `${kindWords[one.kind].en} · last run took ${seconds} s` },
        level: 'info',
        at: one.computedAt?.toISOString() ?? null,
        link: one.kind === 'segment' ? linkOf(one) : null,
      };
    });
  return listOf('costly_definitions', items, nowMs, null);
}

export async function failedDefinitions(deps: HomeDeps, { workspace, nowMs }: HomeAsk): Promise<HomeBlock> {
  const [health, nameOf] = await Promise.all([readHealth(deps.pg, workspace), namesOf(deps, workspace)]);
  const items = health
    .filter(({ state }) => state === 'failed')
    .map(
      (one): HomeItem => ({
        title: { zh: nameOf(one), en: nameOf(one) },
        detail: { zh: one.error ?? '', en: one.error ?? '' },
        level: 'error',
        at: one.computedAt?.toISOString() ?? null,
        link: one.kind === 'segment' ? linkOf(one) : null,
      }),
    );
  return listOf('failed_definitions', items, nowMs, 'tasks?kind=definition_run&state=failed');
}
