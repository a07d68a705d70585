/** Values, properties and aggregates (API.md, "Rules"): what each form of value is to each operator. */
import { did, type Said, type Story, traits } from './people.ts';

const value = (v: unknown): readonly Said[] => [traits({ v })];
const v = (op: string, operand?: unknown): object => ({ trait: 'v', op, ...(operand === undefined ? {} : { value: operand }) });

const values: Story = {
  name: 'values',
  people: {
    number: value(10),
    text: value('10'),
    zeros: value('010'),
    exponent: value('1e1'),
    point: value('10.'),
    word: value('abc'),
    yes: value(true),
    yesText: value('true'),
    yesWord: value('True'),
    list: value([1, 2]),
    nothing: value(null),
    blank: value('   '),
    emptied: [traits({ v: 'x' }), traits({ v: '' }, '2021-01-01T00:00:00Z')],
    none: [],
    emptyList: [traits({ v: 'x' }), traits({ v: [] }, '2021-01-01T00:00:00Z')],
    emptyObject: [traits({ v: 'x' }), traits({ v: {} }, '2021-01-01T00:00:00Z')],
    rows: [traits({ v: 'x' }), traits({ v: [{ k: 'y' }] }, '2021-01-01T00:00:00Z')],
  },
  questions: [
    [v('eq', 10), 'exponent number text zeros'],
    [v('eq', '10'), 'number text'],
    [v('between', [10, 11]), 'exponent number text zeros'],
    [v('lt', 10), 'list'],
    [v('ne', 10), 'list point word yes yesText yesWord'],
    [v('gt', 'a'), 'word yes yesText'],
    [v('eq', true), 'yes yesText'],
    [v('in', [1, 'abc']), 'list word'],
    [v('missing'), 'blank emptied none nothing'],
    [v('exists'), 'emptyList emptyObject exponent list number point rows text word yes yesText yesWord zeros'],
    [v('ncontains', 'a'), 'exponent list number point text yes yesText yesWord zeros'],
    [{ not: v('ne', 10) }, 'blank emptied emptyList emptyObject exponent none nothing number rows text zeros'],
    [{ trait: 'v[].k', op: 'eq', value: 'y' }, 'rows'],
    [v('eq', 'x'), 'emptied emptyList emptyObject rows', '2020-06-01'],
  ],
};

const ordered = (...products: readonly object[]): readonly Said[] => [did('Order Completed', '2025-11-10T00:00:00Z', { products, coupon: 'spring' })];
const holds = (where: object): object => ({ did: 'Order Completed', where });
const women = { prop: 'category', op: 'eq', value: 'women' };
const each = (rest: object): object => ({ did: 'Order Completed', each: 'products', ...rest });

const lines: Story = {
  name: 'lines',
  people: {
    one: ordered({ sku: 'a', category: 'women', price: 120, quantity: 2 }, { sku: 'b', category: 'men', price: 30 }),
    split: ordered({ sku: 'a', category: 'women', price: 50, quantity: 1 }, { sku: 'b', category: 'men', price: 150, quantity: 1 }),
    sent: ordered({ sku: 'a', category: 'women', price: 10, quantity: 9, amount: 5 }),
    blank: ordered({ sku: 'a', category: ' ' }),
    empty: ordered(),
    none: [],
  },
  questions: [
    [holds({ prop: 'products[].category', op: 'ne', value: 'women' }), 'one split'],
    [holds({ prop: 'products[].category', op: 'missing' }), 'blank empty'],
    [
      holds({
        all: [
          { ...women, prop: 'products[].category' },
          { prop: 'products[].price', op: 'gt', value: 100 },
        ],
      }),
      'one split',
    ],
    [holds({ element: 'products[]', where: { all: [women, { prop: 'price', op: 'gt', value: 100 }] } }), 'one'],
    [each({ count: { op: 'eq', value: 0 } }), 'empty none'],
    [each({ sum: 'amount', op: 'eq', value: 240 }), 'one'],
    [each({ sum: 'amount', op: 'eq', value: 5 }), 'sent'],
    [each({ where: women, sum: 'amount', op: 'lt', value: 100 }), 'sent split'],
    [each({ where: { prop: 'event.coupon', op: 'eq', value: 'spring' }, unique: 'sku', op: 'eq', value: 1 }), 'blank sent'],
  ],
};

const paid = (...revenues: readonly unknown[]): readonly Said[] => revenues.map((r) => did('Paid', '2025-11-10T00:00:00Z', { r }));
const paying = (rest: object): object => ({ did: 'Paid', ...rest });

const sums: Story = {
  name: 'sums',
  people: { tenths: paid(0.1, 0.2), mixed: paid('1e1', 'x', null, -4), words: paid('x'), ones: paid(1, '1', '01'), none: [] },
  questions: [
    [paying({ sum: 'r', op: 'eq', value: 0.3 }), 'tenths'],
    [paying({ avg: 'r', op: 'eq', value: 3 }), 'mixed'],
    [paying({ sum: 'r', op: 'lt', value: 1000 }), 'mixed ones tenths'],
    [{ not: paying({ sum: 'r', op: 'lt', value: 1000 }) }, 'none words'],
    [paying({ unique: 'r', op: 'eq', value: 2 }), 'ones tenths'],
    [paying({ unique: 'r', op: 'eq', value: 0 }), 'none'],
    [paying({ count: { op: 'lt', value: 3 } }), 'none tenths words'],
    [{ compare: [{ minus: [paying({ max: 'r' }), paying({ min: 'r' })] }, 'eq', 14] }, 'mixed'],
  ],
};

export const valueStories = [values, lines, sums];
