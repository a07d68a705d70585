import type { ChannelChange, ChannelInput, ChannelKind } from '@danqing/contracts';
import { Fault, invalid, objectAt } from '#kernel';
import { checkOutboundUrl, type Seal } from '#platform';
import type { ChannelSecret } from './bots.ts';
import type { Channel } from './channel.store.ts';
import { newWebhookSecret } from './webhook.ts';

const missing = (path: string, message: string): Fault => invalid(message, [{ path, code: 'DQ_REQUIRED', message }]);

/** Host and end of an address: enough to know it again, too little to use it. */
const hintOf = (url: URL): string => `${url.host}/…${url.href.slice(-4)}`;

function checkedUrl(text: string, allowsPrivate: boolean): URL {
  try {
    return checkOutboundUrl(text, allowsPrivate);
  } catch (error) {
    if (error instanceof Fault)
      throw new Fault(error.code, error.status, error.message, { errors: [{ path: '/url', code: error.code, message: error.message }] });
    throw error;
  }
}

/** Addresses of e-mail for e-mail, an address with its key for the others; only Feishu, DingTalk and webhooks sign. */
function checkKind(kind: ChannelKind, { url, secret, to }: ChannelChange): void {
  if (kind === 'email' && (url !== undefined || (secret !== undefined && secret !== null)))
    throw invalid('an e-mail channel has recipients, no address or key');
  if (kind !== 'email' && to !== undefined) throw invalid('only an e-mail channel has recipients');
  if (kind === 'wecom' && secret !== undefined && secret !== null) throw invalid('bots of WeCom have no signing key: it stands in their address');
}

export interface DraftedChannel {
  readonly settings: Channel['settings'];
  readonly secret: Buffer | null;
  /** A webhook's new key, to be shown once. */
  readonly shown: string | null;
}

/** What is kept of a new channel. */
export function draftChannel(input: ChannelInput, seal: Seal, allowsPrivate: boolean): DraftedChannel {
  const { kind, to, url } = input;
  checkKind(kind, input);
  if (kind === 'email') {
    if (to === undefined) throw missing('/to', 'say to whom it is sent');
    return { settings: { to }, secret: null, shown: null };
  }
  if (url === undefined) throw missing('/url', 'enter the address');
  const address = checkedUrl(url, allowsPrivate);
  const secret = kind === 'webhook' ? (input.secret ?? newWebhookSecret()) : (input.secret ?? null);
  const kept: ChannelSecret = { url: address.href, secret };
  return {
    settings: { addressHint: hintOf(address), hasSecret: secret !== null && secret !== '' },
    secret: seal.seal(JSON.stringify(kept)),
    shown: kind === 'webhook' && input.secret === undefined ? secret : null,
  };
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The same after a change: what is left out stays. */
export function redraftChannel(channel: Channel, change: ChannelChange, seal: Seal, allowsPrivate: boolean): Omit<DraftedChannel, 'shown'> {
  checkKind(channel.kind, change);
  const { settings, secret } = channel;
  if (channel.kind === 'email') return { settings: { to: change.to ?? settings.to ?? [] }, secret: null };
  if (change.url === undefined && change.secret === undefined) return { settings, secret };
  const before: unknown = secret === null ? {} : JSON.parse(seal.open(secret));
  const old = objectAt(before);
  const address = checkedUrl(change.url ?? textOf(old['url']), allowsPrivate);
  const key = change.secret === undefined ? old['secret'] : change.secret;
  const kept: ChannelSecret = { url: address.href, secret: typeof key === 'string' && key !== '' ? key : null };
  return { settings: { addressHint: hintOf(address), hasSecret: kept.secret !== null }, secret: seal.seal(JSON.stringify(kept)) };
}
