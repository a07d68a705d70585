import type { WebhookField, WebhookMapping } from '@danqing/contracts';
import type { IncomingHttpHeaders } from 'node:http';
import type { Method, Reply } from '../../protocol/door.ts';

/** A text in both languages. */
export interface Words {
  readonly zh: string;
  readonly en: string;
}

/** A request at the address of a source, before anything of it is believed. */
export interface HookCall {
  readonly method: Method;
  readonly headers: IncomingHttpHeaders;
  readonly query: URLSearchParams;
  /** As it came, inflated: what signatures are made of. */
  readonly bytes: Buffer;
  /** ms since the epoch. */
  readonly now: number;
}

/** What people entered for one source. */
export interface HookConfig {
  readonly settings: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, string>>;
}

/** Why a request is refused: these are counted, and nothing else of it is kept. */
export type RefusalReason = 'signature' | 'too_old' | 'not_set_up';

export type HookAnswer =
  | { readonly kind: 'refused'; readonly reason: RefusalReason }
  /** The sender asks whether this is the right place; nothing is kept. */
  | { readonly kind: 'greeting'; readonly reply: Reply }
  | {
      readonly kind: 'delivery';
      /** What it is about, as the sender calls it; '' where it does not say. */
      readonly topic: string;
      /** The sender's name for this event, the same in each retry; undefined: a hash of the body stands in. */
      readonly id: string | undefined;
      /** What is kept: the body as it came, or as it was enciphered. */
      readonly body: Buffer;
      readonly reply: Reply;
    };

/** How one kind of sender speaks. */
export interface HookKind {
  readonly name: Words;
  readonly about: Words;
  readonly fields: readonly WebhookField[];
  readonly steps: readonly Words[];
  readonly topics: readonly { readonly topic: string; readonly about: Words }[];
  /** Pure. Checks the signature before it looks at anything else. */
  receive(call: HookCall, config: HookConfig): HookAnswer;
  /** The mappings that it comes with. */
  mappings(config: Pick<HookConfig, 'settings'>): readonly WebhookMapping[];
}

export const refused = (reason: RefusalReason): HookAnswer => ({ kind: 'refused', reason });

const same: Words = { zh: '', en: '' };

/** A field that has to be filled in; `more` says what is special about it. */
export const field = (name: string, label: Words, more: Partial<Omit<WebhookField, 'name' | 'label'>> = {}): WebhookField => ({
  name,
  label,
  hint: same,
  isSecret: false,
  isRequired: true,
  choices: [],
  default: '',
  when: null,
  ...more,
});

export const secret = (name: string, label: Words, more: Partial<Omit<WebhookField, 'name' | 'label'>> = {}): WebhookField =>
  field(name, label, { isSecret: true, ...more });
