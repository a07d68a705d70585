import type { HomeBlock, Role } from '@danqing/contracts';
import type { HomeAsk, HomeDeps } from './deps.ts';
import { businessFigures, dataFigures, privacyFigures } from './figures.ts';
import { failedImports, firingAlerts, openErasures, parkedSources, silentSources, tasksToday } from './lists-data.ts';
import { changedDefinitions, costlyDefinitions, failedDefinitions, newTags, readyPacks } from './lists-definitions.ts';
import { personalAudit, recentKeyEvents } from './lists-people.ts';
import { savedQuestions } from './lists-questions.ts';
import { movedSegments } from './segments.ts';

type MakeBlock = (deps: HomeDeps, ask: HomeAsk) => Promise<HomeBlock>;

const business: MakeBlock = async (deps, ask) => ({ kind: 'figures', items: await businessFigures(deps, ask) });
const data: MakeBlock = async (deps, ask) => ({ kind: 'figures', items: await dataFigures(deps, ask) });
const privacy: MakeBlock = async (deps, ask) => ({ kind: 'figures', items: await privacyFigures(deps, ask) });

/** What each role sees first, from above. */
const pages: Readonly<Record<Role, readonly MakeBlock[]>> = {
  admin: [business, data, firingAlerts, tasksToday, failedImports, silentSources, movedSegments],
  data_operator: [data, firingAlerts, failedImports, parkedSources, silentSources, tasksToday],
  marketer: [business, movedSegments, newTags, readyPacks],
  analyst: [business, savedQuestions, changedDefinitions, costlyDefinitions, failedDefinitions],
  sales: [recentKeyEvents],
  privacy_officer: [privacy, openErasures, personalAudit],
  manager: [business, movedSegments, savedQuestions],
  viewer: [business, movedSegments],
};

export const makeBlocks = (deps: HomeDeps, ask: HomeAsk): Promise<HomeBlock[]> => Promise.all(pages[ask.role].map((make) => make(deps, ask)));
