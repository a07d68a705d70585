import type { Message } from './message.ts';

/** What is recorded without a call. Nothing is unless it is asked for. */
export interface Autocapture {
  /** A page view when the script starts, and one for each change of route in a single-page application. */
  readonly pages?: boolean;
  /** `Page Left` with the seconds the page was in sight and how far it was scrolled. */
  readonly leave?: boolean;
  /** `Element Clicked` on links, buttons and whatever is marked `data-dq-event`. */
  readonly clicks?: boolean;
  /** `Form Submitted` with the names of its fields, never with what was typed. */
  readonly forms?: boolean;
  /** `Products Searched` when a page's address holds what was searched for. */
  readonly search?: boolean;
}

/** Why something was not sent: the visitor's queue was full, one event was over 32 KB, JSON could not say it (or `beforeSend` threw), or the server refused it for good. */
export interface Loss {
  readonly reason: 'queue_full' | 'too_large' | 'invalid' | 'refused';
  /** How many events. */
  readonly count: number;
  /** The status of the server's answer, where there was one. */
  readonly status?: number;
}

export interface Options {
  /** Of the source that these pages are. */
  readonly writeKey: string;
  /** Where Danqing answers: `https://data.example.com`. */
  readonly host: string;
  /**
   * `required` (the default): nothing is stored and nothing is sent until `consent` was called with yes. `assumed`: only where the law allows it; the
   * browser's own "do not track" and Global Privacy Control still count as a no.
   */
  readonly consent?: 'required' | 'assumed';
  /** The purpose that a visitor must allow before anything is recorded; `analytics` by default. */
  readonly consentPurpose?: string;
  /** What becomes of calls before the answer: `drop` (the default) or `keep` them in memory and send them after a yes. */
  readonly beforeConsent?: 'drop' | 'keep';
  /** True: everything. Default: nothing. */
  readonly autocapture?: boolean | Autocapture;
  /** Names of address parameters that hold what was searched for. */
  readonly searchParameters?: readonly string[];
  /** With `true` the address bar always carries the visitor's own share id, so that a copied address is a shared link too. */
  readonly shareAddress?: boolean;
  /**
   * `shop.example`: one visitor for all its sub-domains, known by a cookie of that domain (set after consent only). By default there are no cookies, and
   * each sub-domain has visitors of its own until they sign in.
   */
  readonly cookieDomain?: string;
  /** Sees each event before it is queued; gives it back, changed or not, or undefined to leave it out. */
  readonly beforeSend?: (message: Message) => Message | undefined;
  /** Told of events that are lost. */
  readonly onLoss?: (loss: Loss) => void;
}
