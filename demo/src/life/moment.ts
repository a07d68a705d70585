import type { Campaign } from '../campaigns.ts';
import type { Device } from '../people/device.ts';
import type { Person } from '../people/person.ts';
import type { Order, Refund } from './order.ts';

export type Level = '普通会员' | '银卡' | '金卡' | '黑金';

/** Something that happens to somebody and leaves messages; `n` is unique within the life and gives it its own random numbers. */
export type Moment = { readonly n: number; readonly at: number } & (
  | {
      readonly what: 'visit';
      readonly device: Device;
      readonly login: 'anonymous' | 'login' | 'known';
      readonly isSignUp: boolean;
      readonly order: Order | undefined;
      readonly campaign: Campaign | undefined;
    }
  | { readonly what: 'shop'; readonly order: Order }
  | { readonly what: 'refund'; readonly order: Order; readonly refund: Refund }
  | { readonly what: 'record'; readonly reason: 'loaded' | 'joined' | 'updated'; readonly level: Level }
  | { readonly what: 'level'; readonly from: Level; readonly to: Level; readonly spent: number }
  | { readonly what: 'touch'; readonly campaign: Campaign; readonly isOpened: boolean; readonly isClicked: boolean }
  | { readonly what: 'call'; readonly isComplaint: boolean }
  | { readonly what: 'survey'; readonly score: number; readonly order: Order }
  | { readonly what: 'review'; readonly order: Order; readonly rating: number; readonly device: Device }
  | { readonly what: 'walk-in' }
  | { readonly what: 'crawl'; readonly device: Device; readonly agent: string }
);

export type Visit = Extract<Moment, { what: 'visit' }>;

/** A life: who it is, and all its moments in order of time. Visitors and bots have no person. */
export interface Life {
  readonly index: number;
  readonly person: Person | undefined;
  readonly devices: readonly Device[];
  readonly orders: readonly Order[];
  readonly moments: readonly Moment[];
}
