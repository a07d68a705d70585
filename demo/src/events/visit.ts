import { localDay, promotionOn, seasonOf } from '../calendar.ts';
import { chooseProduct, type Product } from '../catalogue.ts';
import { categories } from '../data/goods.ts';
import { searches } from '../data/talk.ts';
import type { Visit } from '../life/moment.ts';
import type { Order } from '../life/order.ts';
import type { Person } from '../people/person.ts';
import type { Rng } from '../random.ts';
import type { World } from '../world.ts';
import { contextOf, createScene, type Scene } from './context.ts';
import { flatProduct, lineProperties, orderProperties } from './goods.ts';
import { type Properties, type Said, yuan } from './message.ts';
import { fullTraits, loginTraits } from './traits.ts';

/** One thing done in a visit, before it has its moment. */
type Step =
  | { readonly do: 'look'; readonly path: string; readonly title: string }
  | { readonly do: 'track'; readonly event: string; readonly properties: Properties }
  | { readonly do: 'login' };

export function sayVisit(world: World, person: Person | undefined, index: number, visit: Visit, rng: Rng): readonly Said[] {
  const scene = createScene(world.options.seed, visit.device, person, index, visit.campaign, rng);
  const steps = stepsOf(world, person, visit, rng);
  const times = timesOf(steps.length, visit, rng);
  const said: Said[] = [];
  let isLoggedIn = visit.login === 'known';
  let page = { path: '/', title: '丹青优选' };
  steps.forEach((step, position) => {
    const ts = times[position] ?? visit.at;
    if (step.do === 'look') page = { path: step.path, title: step.title };
    if (step.do === 'login') {
      isLoggedIn = true;
      if (person !== undefined) said.push(...sayLogin(scene, person, visit, ts, page));
      return;
    }
    said.push(sayStep(scene, step, ts, page, isLoggedIn));
  });
  return said;
}

function sayStep(scene: Scene, step: Exclude<Step, { do: 'login' }>, ts: number, page: { path: string; title: string }, isLoggedIn: boolean): Said {
  const { source, device, person } = scene;
  const common = { source, ts, anonymousId: device.anonymousId, userId: isLoggedIn ? person?.userId : undefined, context: contextOf(scene, page, isLoggedIn) };
  if (step.do === 'track') return { ...common, type: 'track', event: step.event, properties: step.properties };
  if (source === 'web') return { ...common, type: 'page', name: step.title, properties: common.context.page };
  return { ...common, type: 'screen', name: step.title, properties: { path: step.path } };
}

function sayLogin(scene: Scene, person: Person, visit: Visit, ts: number, page: { path: string; title: string }): readonly Said[] {
  const { source, device } = scene;
  const common = { source, anonymousId: device.anonymousId, userId: person.userId, context: contextOf(scene, page, true) };
  const isNew = visit.isSignUp && person.joinedAt > ts - 86_400_000 * 3;
  const method = device.surface === 'mini' || device.surface === 'club' ? 'wechat' : 'sms_code';
  return [
    { ...common, ts, type: 'identify', traits: isNew || visit.isSignUp ? fullTraits(person, ts) : loginTraits(person, ts) },
    { ...common, ts: ts + 40, type: 'track', event: isNew ? 'Signed Up' : 'Signed In', properties: { method } },
  ];
}

/** Entering, looking, perhaps logging in, perhaps buying. */
function stepsOf(world: World, person: Person | undefined, visit: Visit, rng: Rng): readonly Step[] {
  const steps: Step[] = [landing(visit)];
  if (person?.ring === undefined) steps.push(...browse(world, person, visit, rng));
  if (visit.order !== undefined) steps.push(...checkout(visit.order));
  else if (visit.login === 'known' && rng.chance(0.2)) steps.push(...abandon(steps, rng.chance(0.25)));
  if (visit.login === 'login') {
    const latest = visit.order === undefined ? steps.length : steps.findIndex((step) => step.do === 'track' && step.event === 'Checkout Started');
    const place = visit.device.sharing === 'own' && person?.ring === undefined ? 1 + rng.int(Math.max(1, latest)) : 0;
    steps.splice(Math.min(place, latest), 0, { do: 'login' });
  }
  return steps;
}

const landing = ({ campaign }: Visit): Step =>
  campaign === undefined ? { do: 'look', path: '/', title: '首页' } : { do: 'look', path: `/campaign/${campaign.id}`, title: campaign.name };

function browse(world: World, person: Person | undefined, visit: Visit, rng: Rng): readonly Step[] {
  const steps: Step[] = [];
  const day = localDay(visit.at);
  const promotion = promotionOn(day);
  if (promotion !== undefined && rng.chance(0.3)) steps.push(track('Promotion Clicked', { promotion_id: promotion, name: promotion, position: 'banner_1' }));
  const category = (person === undefined ? rng.pick(categories) : categories[rng.weighted(person.tasteSums)]) ?? '女装';
  if (rng.chance(0.25)) steps.push(track('Products Searched', { query: rng.pick(searches) }));
  else
    steps.push(
      { do: 'look', path: `/list/${categories.indexOf(category) + 1}`, title: category },
      track('Product List Viewed', { list_id: `L${categories.indexOf(category) + 1}`, category }),
    );
  const views = rng.poisson(visit.order === undefined ? 2.2 : 0.8);
  for (let i = 0; i < views; i += 1)
    steps.push(...view(chooseProduct(rng, world.catalogue.shelves[category], seasonOf(day), person?.priceSensitivity ?? 0.5), rng, 0.35));
  return steps;
}

function view(product: Product, rng: Rng, pageShare: number): readonly Step[] {
  const properties = flatProduct(product, product.variants[0] ?? '', 1);
  const steps = [
    track('Product Viewed', properties),
    ...(rng.chance(0.05) ? [track('Product Added to Wishlist', { ...properties, wishlist_id: 'default' })] : []),
  ];
  return rng.chance(pageShare) ? [{ do: 'look', path: `/product/${product.id}`, title: product.name }, ...steps] : steps;
}

const track = (event: string, properties: Properties): Step => ({ do: 'track', event, properties });

function checkout(order: Order): readonly Step[] {
  const steps: Step[] = [];
  for (const { product, variant, quantity } of order.lines) {
    steps.push(
      track('Product Viewed', flatProduct(product, variant, 1)),
      track('Product Added', flatProduct(product, variant, quantity, { cart_id: order.id.toLowerCase() })),
    );
  }
  const products = order.lines.map(lineProperties);
  steps.push(track('Checkout Started', { order_id: order.id, value: yuan(order.subtotal), currency: 'CNY', products }));
  if (order.coupon !== undefined) steps.push(track('Coupon Applied', { order_id: order.id, coupon_id: order.coupon, discount: yuan(order.discount) }));
  steps.push(track('Order Completed', orderProperties(order)));
  return steps;
}

/** A cart that is left: the last product seen, now and then only at the till. */
function abandon(steps: readonly Step[], isAtTill: boolean): readonly Step[] {
  const seen = steps.findLast((step) => step.do === 'track' && step.event === 'Product Viewed');
  if (seen?.do !== 'track') return [];
  const added = track('Product Added', seen.properties);
  return isAtTill ? [added, track('Checkout Started', { value: seen.properties['price'], currency: 'CNY' })] : [added];
}

/** Steps of an order end with the order's moment; others follow at the pace of reading. */
function timesOf(count: number, visit: Visit, rng: Rng): readonly number[] {
  const times: number[] = [];
  if (visit.order !== undefined) {
    const length = visit.order.at - visit.at;
    for (let i = 0; i < count; i += 1) times.push(i === count - 1 ? visit.order.at : visit.at + Math.floor((length * (i + rng.next() * 0.8)) / count));
    return times;
  }
  let ts = visit.at;
  for (let i = 0; i < count; i += 1) {
    times.push(ts);
    ts += 1000 + Math.floor(rng.exponential(24_000));
  }
  return times;
}
