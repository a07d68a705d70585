import { type JsonObject, objectAt } from '#kernel';
import { type Draft, idOf } from '../message.ts';
import { traitsIn } from './context.ts';

/** What shops call the things they sell; any other name is a kind of its own. */
const products: ReadonlySet<string> = new Set(['product', 'products', 'goods', 'good', 'commodity', 'sku', 'spu', 'item', '商品']);

/** `item_set` and `item_delete`: a catalogue, kept as entities. */
export function itemOf(type: string, item: JsonObject): Draft {
  const name = (idOf(item['item_type']) ?? '').toLowerCase();
  const kind = products.has(name) ? 'product' : name.replaceAll(/[\s-]/g, '_');
  const key = idOf(item['item_id']);
  return type === 'item_delete' ? { kind, key, gone: true } : { kind, key, traits: traitsIn(objectAt(item['properties'])) };
}
