import type { Life, Moment } from '../life/moment.ts';
import type { Person } from '../people/person.ts';
import { Rng, stream } from '../random.ts';
import type { World } from '../world.ts';
import { sayCall, sayReview, saySurvey, sayTouch } from './care.ts';
import type { Emission, Said } from './message.ts';
import { withMess } from './mess.ts';
import { sayLevel, sayRecord } from './records.ts';
import { sayCrawl, sayRefund, sayShopOrder, sayWalkIn } from './shop.ts';
import { sayVisit } from './visit.ts';

/** All messages of one moment, with second sendings and delays. Depends on the life and the moment only. */
export function expandMoment(world: World, life: Life, moment: Moment): readonly Emission[] {
  const rng = new Rng(world.options.seed, stream.moment, life.index, moment.n);
  const said = sayMoment(world, life, moment, rng).filter(({ ts }) => ts < world.until);
  return withMess(world, life.index, moment, said);
}

function sayMoment(world: World, life: Life, moment: Moment, rng: Rng): readonly Said[] {
  const { index, person } = life;
  switch (moment.what) {
    case 'visit':
      return sayVisit(world, person, index, moment, rng);
    case 'walk-in':
      return sayWalkIn(world, index, moment, rng);
    case 'crawl':
      return sayCrawl(world, index, moment, rng);
    default:
      return person === undefined ? [] : sayOfCustomer(world, person, moment, rng);
  }
}

type CustomerMoment = Exclude<Moment, { what: 'visit' | 'walk-in' | 'crawl' }>;

function sayOfCustomer(world: World, person: Person, moment: CustomerMoment, rng: Rng): readonly Said[] {
  switch (moment.what) {
    case 'shop':
      return sayShopOrder(person, moment.order, rng);
    case 'refund':
      return sayRefund(person, moment);
    case 'record':
      return sayRecord(world, person, moment, rng);
    case 'level':
      return sayLevel(person, moment);
    case 'touch':
      return sayTouch(person, moment, rng);
    case 'call':
      return sayCall(person, moment, rng);
    case 'survey':
      return saySurvey(person, moment, rng);
    default:
      return sayReview(world, person, moment, rng);
  }
}
