/** Whether somebody may be written to: the latest record of each, a refusal before a grant. */
import type { World, WorldConsent } from './world.ts';

const none = 'none';
type Decision = 'granted' | 'refused' | typeof none;

export function isConsenting(world: World, origins: readonly number[], purpose: string, channel: string | undefined, at: number): boolean {
  const decisions = origins.map((origin) => {
    const own = world.consents.filter((one) => one.profile === origin && one.purpose === purpose && one.ts <= at);
    return decisionOf(own, channel, at);
  });
  return decisions.includes('granted') && !decisions.includes('refused');
}

function decisionOf(records: readonly WorldConsent[], channel: string | undefined, at: number): Decision {
  const wide = latest(records, '', at);
  const own = channel === undefined ? undefined : latest(records, channel, at);
  const standing = [wide, own].filter((one) => one !== undefined);
  const newest = Math.max(...standing.map(({ ts }) => ts));
  const deciding = standing.filter(({ ts }) => ts === newest);
  if (deciding.length === 0) return none;
  return deciding.every(({ isGranted }) => isGranted) ? 'granted' : 'refused';
}

/** The last word on a channel; of one moment the refusal; nothing when it is a grant that has run out. */
function latest(records: readonly WorldConsent[], channel: string, at: number): { readonly ts: number; readonly isGranted: boolean } | undefined {
  const own = records.filter((one) => one.channel === channel);
  const ts = Math.max(...own.map((one) => one.ts));
  const last = own.filter((one) => one.ts === ts);
  if (last.length === 0) return undefined;
  if (last.some(({ isGranted }) => !isGranted)) return { ts, isGranted: false };
  return last.some(({ expiresAt }) => expiresAt === null || expiresAt > at) ? { ts, isGranted: true } : undefined;
}
