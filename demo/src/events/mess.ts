import { DAY, HOUR } from '../calendar.ts';
import type { Moment } from '../life/moment.ts';
import { Rng, stream } from '../random.ts';
import type { World } from '../world.ts';
import type { Emission, Message, Said } from './message.ts';

/** Sources whose messages wait on a phone when there is no network. */
const mobile: ReadonlySet<string> = new Set(['app', 'miniprogram']);
/** What a server says is said once, at once and by a right clock: orders and refunds are counted by it. */
const byServer: ReadonlySet<string> = new Set(['Order Completed', 'Order Refunded']);

/**
 * Ids, clocks and the network: every message arrives a moment after it was said (so that neighbours swap), some hours or days late, some
 * twice. Nothing arrives after the story's end; what would have is handed in at the end.
 */
export function withMess(world: World, person: number, moment: Moment, said: readonly Said[]): readonly Emission[] {
  const { seed, mess } = world.options;
  const rng = new Rng(seed, stream.mess, person, moment.n);
  const isDirty = mess.late + mess.duplicates > 0;
  const lateBy = rng.chance(mess.late) ? Math.floor(rng.between(HOUR, 3 * DAY)) : 0;
  const deviceSkew = 'device' in moment ? moment.device.skewMs : 0;
  const prefix = `${person.toString(36)}.${moment.n.toString(36)}.`;
  const emissions: Emission[] = [];
  said.forEach((each, index) => {
    const { source, ts } = each;
    const isServer = byServer.has(each.event ?? '');
    const skewMs = isServer ? 0 : deviceSkew;
    // Every field is named, so that all messages have one hidden class: measured 1.3 times as fast as spreading.
    const message: Message = {
      type: each.type,
      messageId: prefix + index.toString(36),
      timestamp: new Date(ts + skewMs).toISOString(),
      channel: source,
      anonymousId: each.anonymousId,
      userId: each.userId,
      event: each.event,
      name: each.name,
      properties: each.properties,
      traits: each.traits,
      context: each.context,
    };
    const jitter = isDirty ? Math.floor(rng.exponential(1500)) : 0;
    const arrivesAt = Math.min(world.until - 1, ts + jitter + (mobile.has(source) && !isServer ? lateBy : 0));
    const emission: Emission = { source, ts, arrivesAt, skewMs, isCopy: false, person, message };
    emissions.push(emission);
    if (mess.duplicates > 0 && rng.chance(mess.duplicates)) {
      const again = rng.chance(0.7) ? rng.between(50, 90_000) : rng.between(0.01, 2) * DAY;
      emissions.push({ ...emission, isCopy: true, arrivesAt: Math.min(world.until - 1, arrivesAt + Math.floor(again)) });
    }
  });
  return emissions;
}
