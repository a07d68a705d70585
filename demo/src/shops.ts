import { surnames } from './data/names.ts';
import { places } from './data/places.ts';
import { hash, share, stream } from './random.ts';
import type { World } from './world.ts';

/** How shops are named in events: S001, S002, … */
export const shopName = (shop: number): string => `S${String(shop + 1).padStart(3, '0')}`;
export const staffPerShop = 8;

export interface Shop {
  readonly key: string;
  readonly name: string;
  readonly province: string;
  readonly city: string;
  readonly type: '直营' | '加盟';
  /** Square metres. */
  readonly area: number;
}

export interface Staff {
  readonly key: string;
  readonly name: string;
  readonly shop: string;
  readonly role: '店长' | '导购';
}

/** What the retailer knows of its shops; each by its number alone. */
export function shopsOf({ options: { seed }, shops }: World): readonly Shop[] {
  return Array.from({ length: shops }, (_, shop) => {
    const place = places[hash(seed, stream.neighbourhood, shop, 91) % places.length];
    const { province, city } = place ?? { province: '上海', city: '上海' };
    return {
      key: shopName(shop),
      name: `丹青优选${city}${shop + 1}店`,
      province,
      city,
      type: share(seed, stream.neighbourhood, shop, 92) < 0.7 ? '直营' : '加盟',
      area: 60 + (hash(seed, stream.neighbourhood, shop, 93) % 240),
    };
  });
}

export const staffOf = (world: World): readonly Staff[] =>
  shopsOf(world).flatMap(({ key }, shop) =>
    Array.from({ length: staffPerShop }, (_, place): Staff => {
      const [surname] = surnames[hash(world.options.seed, shop, place, 94) % surnames.length] ?? ['王'];
      return { key: `${key}-${place + 1}`, name: `${surname}${place === 0 ? '店长' : '导购'}`, shop: key, role: place === 0 ? '店长' : '导购' };
    }),
  );
