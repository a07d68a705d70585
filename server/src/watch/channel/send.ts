import { canMail, sendMail } from '#govern';
import { type Clock, Fault, isJsonObject } from '#kernel';
import type { Outbound, Postgres, Seal } from '#platform';
import { bots, type ChannelSecret } from './bots.ts';
import type { Channel } from './channel.store.ts';
import { letterOf } from './letter.ts';
import { type Attempt, type Delivery, taken } from './message.ts';
import { webhook } from './webhook.ts';

export interface SendDeps {
  readonly pg: Postgres;
  readonly seal: Seal;
  readonly outbound: Outbound;
  readonly clock: Clock;
}

function openSecret(seal: Seal, channel: Channel): ChannelSecret {
  const opened: unknown = channel.secret === null ? {} : JSON.parse(seal.open(channel.secret));
  const url = isJsonObject(opened) && typeof opened['url'] === 'string' ? opened['url'] : '';
  const secret = isJsonObject(opened) && typeof opened['secret'] === 'string' && opened['secret'] !== '' ? opened['secret'] : null;
  return { url, secret };
}

/** Faults that no second try mends: an address that is not allowed, a secret that cannot be read, no mail server. */
const lasting: readonly string[] = ['DQ_ADDRESS_PRIVATE', 'DQ_INVALID', 'DQ_SECRET_UNREADABLE', 'DQ_MAIL_NOT_SET'];

/** One attempt. Never throws: what went wrong is kept with the delivery. */
export async function sendOnce({ pg, seal, outbound }: SendDeps, channel: Channel, delivery: Delivery): Promise<Attempt> {
  try {
    if (channel.kind === 'email') {
      if (!(await canMail(pg))) return { status: null, problem: 'DQ_MAIL_NOT_SET no mail server is set', mayRetry: false };
      await sendMail({ pg, seal }, letterOf(delivery, channel.settings.to ?? [], channel.language));
      return taken(null);
    }
    const way = channel.kind === 'webhook' ? webhook : bots[channel.kind];
    return way.read(await outbound(way.call(delivery, openSecret(seal, channel), channel.language)));
  } catch (error) {
    // A resolver's refusal arrives as the cause of a failed connection.
    const fault = error instanceof Fault ? error : error instanceof Error && error.cause instanceof Fault ? error.cause : undefined;
    const problem = fault === undefined ? (error instanceof Error ? error.message : String(error)) : `${fault.code} ${fault.message}`;
    return { status: null, problem, mayRetry: fault === undefined || !lasting.includes(fault.code) };
  }
}
