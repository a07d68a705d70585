import type { Logger } from 'pino';
import { readSettings, sayWords } from '#govern';
import type { PostgresSession } from '#platform';
import { putDelivery } from '../channel/delivery.store.ts';
import { takeTurn } from '../mark.store.ts';
import { tellOperators } from '../notice/of-alerts.ts';
import { readOpenAlerts } from './alert.store.ts';
import { checks } from './check.ts';
import { follow, type Looked } from './follow.ts';
import { type Look, lookAround, type LookDeps } from './look.ts';
import { markEvaluated, readEnabledRules, type Rule } from './rule.store.ts';
import { sampleFlows, sampleSizes } from './samples.store.ts';
import { messageOf, type Telling } from './tell.ts';

export interface AlertDeps extends LookDeps {
  readonly logger: Logger;
  /** How the console is reached from outside; undefined: messages have no links. */
  readonly publicUrl: string | undefined;
}

const turnMs = 50_000;

/** A rule that cannot be looked at must not blind the others: its problem stands with it. */
async function lookAt(rule: Rule, look: Look, logger: Logger): Promise<Looked> {
  try {
    return { rule, readings: await checks[rule.kind](rule.settings, rule.workspace, look), problem: null };
  } catch (error) {
    logger.warn({ err: error, rule: rule.id }, 'an alert rule could not be looked at');
    return { rule, readings: [], problem: error instanceof Error ? error.message : String(error) };
  }
}

/** Puts one message a channel into the outbox, and tells the operators who look after alerts. */
async function tell(tx: PostgresSession, deps: AlertDeps, workspace: number, tellings: readonly Telling[], nowMs: number): Promise<void> {
  const found = deps.access.workspaceById(workspace);
  if (tellings.length === 0 || found === undefined) return;
  const link = deps.publicUrl === undefined ? null : new URL(`/w/${found.key}/settings/alerts?tab=history`, deps.publicUrl).href;
  const { noun } = await readSettings(tx, workspace);
  for (const channel of new Set(tellings.flatMap(({ rule }) => rule.channels))) {
    const own = tellings.filter(({ rule }) => rule.channels.includes(channel)).map((telling) => ({ ...telling, says: sayWords(telling.says, noun) }));
    await putDelivery(tx, workspace, channel, messageOf(own, found, link), new Date(nowMs));
  }
  await tellOperators(tx, found.id, tellings, new Date(nowMs));
}

/** One look at everything, once a minute in the whole product; false when another worker has just looked. */
export async function evaluateAlerts(deps: AlertDeps): Promise<boolean> {
  const { pg, clock, logger } = deps;
  if (!(await takeTurn(pg, 'alerts', new Date(clock.now()), turnMs))) return false;
  const look = lookAround(deps);
  const at = new Date(look.nowMs);
  await sampleFlows(pg, await look.totals(), at);
  await sampleSizes(pg, await look.definitions(), at);
  const rules = (await readEnabledRules(pg)).filter(({ workspace }) => deps.access.workspaceById(workspace) !== undefined);
  const looked: Looked[] = [];
  for (const rule of rules) looked.push(await lookAt(rule, look, logger));
  const seen = looked.filter(({ problem }) => problem === null);
  const open = await readOpenAlerts(pg);
  for (const workspace of new Set(seen.map(({ rule }) => rule.workspace))) {
    await pg.transaction(async (tx) => {
      const tellings: Telling[] = [];
      for (const one of seen) if (one.rule.workspace === workspace) tellings.push(...(await follow(tx, one, open, look.nowMs)));
      await tell(tx, deps, workspace, tellings, look.nowMs);
    });
  }
  await markEvaluated(
    pg,
    at,
    looked.map(({ rule, problem }) => ({ id: rule.id, problem })),
  );
  return true;
}
