import type { Season } from './calendar.ts';
import { type Category, categories, goods } from './data/goods.ts';
import { cumulate, hash, Rng, stream } from './random.ts';

export interface Product {
  readonly id: string;
  readonly name: string;
  readonly category: Category;
  readonly brand: string;
  /** In fen. */
  readonly price: number;
  /** What a piece costs the retailer, in fen; from the middle of the story on `laterCost`. */
  readonly cost: number;
  readonly laterCost: number;
  readonly season: Season | 'all';
  readonly variants: readonly string[];
}

/** Products of one category, the most wanted first; popularity follows Zipf's law. */
export interface Shelf {
  readonly products: readonly Product[];
  readonly popularity: readonly number[];
}

export interface Catalogue {
  readonly products: readonly Product[];
  readonly shelves: Readonly<Record<Category, Shelf>>;
}

const PER_CATEGORY = 150;
const ZIPF = 0.9;

export function createCatalogue(seed: number): Catalogue {
  const shelf = (category: Category): Shelf => {
    const rng = new Rng(seed, stream.catalogue, categories.indexOf(category));
    const products = Array.from({ length: PER_CATEGORY }, (_, rank) => createProduct(rng, category, rank));
    return { products, popularity: cumulate(products.map((_, rank) => 1 / (rank + 1) ** ZIPF)) };
  };
  const shelves: Record<Category, Shelf> = {
    女装: shelf('女装'),
    男装: shelf('男装'),
    童装: shelf('童装'),
    鞋: shelf('鞋'),
    包: shelf('包'),
    美妆: shelf('美妆'),
    家居: shelf('家居'),
    配饰: shelf('配饰'),
  };
  return { shelves, products: categories.flatMap((category) => shelves[category].products) };
}

function createProduct(rng: Rng, category: Category, rank: number): Product {
  const { brands, kinds, price, variants } = goods[category];
  const [brand, tier] = rng.pick(brands);
  const [kind, season] = rng.pick(kinds);
  const yuan = Math.max(19, Math.round((rng.logNormal(price * tier, 0.35) - 9) / 10) * 10 + 9);
  const id = `P${categories.indexOf(category) + 1}${String(rank + 1).padStart(4, '0')}`;
  const cost = Math.round(yuan * (35 + (hash(rank, categories.indexOf(category), 71) % 26)));
  const hasRisen = hash(rank, categories.indexOf(category), 72) % 5 === 0;
  return {
    id,
    name: `${brand}${kind}`,
    category,
    brand,
    price: yuan * 100,
    cost,
    laterCost: hasRisen ? Math.round(cost * 1.15) : cost,
    season,
    variants: variants.filter((_, index) => index < 2 || hash(rank, index) % 3 > 0),
  };
}

/** What the product is told of it; money in yuan. */
export const productAttributes = ({ name, category, brand, price, cost, season, variants }: Product) => ({
  name,
  category,
  brand,
  price: price / 100,
  cost: cost / 100,
  season,
  variants,
});

/** One look along a shelf: the popular more often, off-season goods seldom, dear ones seldom for those who mind the price. */
export function chooseProduct(rng: Rng, shelf: Shelf, season: Season, priceSensitivity: number): Product {
  let chosen = productAt(shelf, rng.weighted(shelf.popularity));
  for (let tries = 0; tries < 4 && refuses(rng, chosen, season, priceSensitivity); tries += 1) chosen = productAt(shelf, rng.weighted(shelf.popularity));
  return chosen;
}

function refuses(rng: Rng, product: Product, season: Season, priceSensitivity: number): boolean {
  if (product.season !== 'all' && product.season !== season && rng.chance(0.7)) return true;
  const dear = product.price / (goods[product.category].price * 100) - 1;
  return dear > 0 && rng.chance(Math.min(0.9, dear * priceSensitivity));
}

function productAt(shelf: Shelf, index: number): Product {
  const product = shelf.products[index];
  if (product === undefined) throw new RangeError('the shelf is empty');
  return product;
}
