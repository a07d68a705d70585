/** A stream as it comes: late, early, told twice, by strangers who turn out to be somebody, with traits, refunds and consents. */
import type { JsonObject } from '#kernel';
import type { SentMessage } from '../oracle/from-messages.ts';
import type { WorldEntity } from '../oracle/world.ts';
import type { Consent } from '../packs/told.ts';
import type { Draw } from '../packs/draw.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

export interface Round {
  readonly sent: readonly SentMessage[];
  readonly consents: readonly Consent[];
  /** What the catalogue says from now on. */
  readonly entities: readonly WorldEntity[];
}

export class Stream {
  readonly #draw: Draw;
  readonly #people: number;
  readonly #told: SentMessage[] = [];
  /** What may be told again: a message is known for seven days. */
  #fresh: SentMessage[] = [];
  #freshSince = 0;
  readonly #entities: WorldEntity[] = [];

  constructor(draw: Draw, people: number) {
    this.#draw = draw;
    this.#people = people;
  }

  /** Everything that was sent, repetitions once each time. */
  get told(): readonly SentMessage[] {
    return this.#told;
  }

  get entities(): readonly WorldEntity[] {
    return this.#entities;
  }

  round(now: number, events: number): Round {
    const draw = this.#draw;
    if (now - this.#freshSince > 3 * dayMs) [this.#fresh, this.#freshSince] = [[], now];
    const sent = [
      ...Array.from({ length: events }, () => this.#event(now)),
      ...(this.#told.length === 0 ? Array.from({ length: this.#people }, (_, index) => this.#traits(now, index + 1)) : []),
      ...Array.from({ length: draw.below(6) }, () => this.#traits(now)),
      ...Array.from({ length: draw.below(4) }, () => this.#meeting(now)),
      ...(this.#fresh.length === 0 ? [] : Array.from({ length: draw.below(5) }, () => draw.pick(this.#fresh))),
    ];
    this.#told.push(...sent);
    this.#fresh.push(...sent);
    const products = Array.from({ length: draw.below(3) }, () => this.#product(now));
    const entities = products.filter(({ key }, index) => products.findIndex((one) => one.key === key) === index);
    this.#entities.push(...entities);
    return { sent, consents: Array.from({ length: draw.below(4) }, () => this.#consent(now)), entities };
  }

  readonly #who = (): JsonObject => {
    const person = 1 + this.#draw.below(this.#people);
    return this.#draw.chance(0.4) ? { anonymousId: `a${person}` } : { userId: `u${person}` };
  };

  #message(ts: number, fields: JsonObject): SentMessage {
    return {
      source: 'web',
      trust: 50,
      ts,
      message: { messageId: `m${this.#told.length}-${this.#draw.below(1e9)}`, timestamp: new Date(ts).toISOString(), ...fields },
    };
  }

  /** Most have just happened; some are weeks old. */
  #moment(now: number): number {
    const late = this.#draw.chance(0.5) ? this.#draw.below(25 * dayMs) : this.#draw.below(hourMs);
    return now - (this.#draw.chance(0.2) ? 0 : late);
  }

  #event(now: number): SentMessage {
    const draw = this.#draw;
    const context = { page: { path: draw.pick(['/a', '/b', '/b/c']) }, ...(draw.chance(0.5) ? { campaign: { source: draw.pick(['ads', 'mail']) } } : {}) };
    const at = this.#moment(now);
    if (draw.chance(0.15)) return this.#message(at, { type: 'page', ...this.#who(), name: 'Home', context });
    const event = draw.pick(['Order Completed', 'Order Completed', 'Product Viewed', 'Product Viewed', 'Order Refunded', 'purchase']);
    const revenue = draw.chance(0.1) ? draw.pick(['12', 'x', null]) : 1 + draw.below(120);
    const products = Array.from({ length: draw.below(3) }, () => ({
      sku: `s${draw.below(5)}`,
      category: draw.pick(['books', 'tea', 'toys']),
      price: 1 + draw.below(90),
      quantity: 1 + draw.below(3),
    }));
    const properties = {
      revenue,
      category: draw.pick(['books', 'tea', 'toys', '', null]),
      ...(draw.chance(0.3) ? { coupon: draw.pick(['spring', 'autumn']) } : {}),
      paidAt: new Date(at + draw.below(dayMs)).toISOString(),
      products,
    };
    return this.#message(at, { type: 'track', ...this.#who(), event, properties, context });
  }

  #traits(now: number, person = 1 + this.#draw.below(this.#people)): SentMessage {
    const draw = this.#draw;
    const day = (days: number): string => new Date(now + days * dayMs + draw.below(24) * hourMs).toISOString();
    const traits: JsonObject = {
      city: draw.pick(['Shanghai', 'Beijing', 'Hangzhou', null]),
      age: draw.pick([20, 35, '41', 'old']),
      likes: draw.pick([['tea'], ['tea', 'books'], [], 'books']),
      signupAt: day(-draw.below(20)),
      renewsAt: day(draw.below(30) - 10),
      birthday: `1990-${day(draw.below(20) - 6).slice(5, 10)}`,
      address: draw.pick<JsonObject>([{}, { zip: '200000' }, { zip: null }]),
      ...(draw.chance(0.5) ? { email: `u${person}@example.com` } : {}),
    };
    return this.#message(this.#moment(now), { type: 'identify', userId: `u${person}`, traits });
  }

  /** A stranger turns out to be somebody: two profiles become one. */
  #meeting(now: number): SentMessage {
    const person = 1 + this.#draw.below(this.#people);
    return this.#message(this.#moment(now), { type: 'identify', userId: `u${person}`, anonymousId: `a${person}` });
  }

  #product(now: number): WorldEntity {
    const draw = this.#draw;
    return { kind: 'product', key: `s${draw.below(5)}`, ts: now - draw.below(9 * dayMs), attributes: { brand: draw.pick(['north', 'south']) }, isGone: false };
  }

  #consent(now: number): Consent {
    const draw = this.#draw;
    const state = draw.pick(['granted', 'granted', 'refused'] as const);
    return {
      identifier: { kind: 'user_id', value: `u${1 + draw.below(this.#people)}` },
      purpose: 'marketing',
      ...(draw.chance(0.5) ? { channel: 'email' } : {}),
      state,
      at: new Date(now - draw.below(5 * dayMs)).toISOString(),
      source: 'form',
      ...(state === 'granted' && draw.chance(0.4) ? { expiresAt: new Date(now + draw.below(4 * dayMs)).toISOString() } : {}),
    };
  }
}
