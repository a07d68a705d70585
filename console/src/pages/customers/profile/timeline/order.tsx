import type { LifeEvent } from '@danqing/contracts';
import { Flex } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../../../parts/format.ts';
import { isMap } from '../../../../parts/is-map.ts';

interface Product {
  readonly name: string;
  readonly quantity: number;
  readonly price: number | undefined;
}

const shownProducts = 4;
const numberOf = (value: unknown): number | undefined =>
  typeof value === 'number' ? value : typeof value === 'string' && value !== '' && Number.isFinite(Number(value)) ? Number(value) : undefined;

function productsOf(properties: unknown): readonly Product[] {
  const products = isMap(properties) ? properties['products'] : undefined;
  if (!Array.isArray(products)) return [];
  return products.flatMap((product: unknown): readonly Product[] => {
    if (!isMap(product)) return [];
    const name = product['name'] ?? product['product_name'] ?? product['sku'] ?? product['product_id'];
    return [
      {
        name: typeof name === 'string' || typeof name === 'number' ? String(name) : '–',
        quantity: numberOf(product['quantity']) ?? 1,
        price: numberOf(product['price']),
      },
    ];
  });
}

/** An order at a glance: products, sum, and what is left of it after refunds. */
export function Order({ event, order }: { readonly event: LifeEvent; readonly order: NonNullable<LifeEvent['order']> }) {
  const { t } = useTranslation('customer');
  const formats = useFormats();
  const products = productsOf(event.properties);
  const money = (value: number): string => (/^[A-Z]{3}$/.test(order.currency) ? formats.money(value, order.currency) : formats.number(value));
  return (
    <div className="profile-order">
      <Flex justify="space-between" gap={12} wrap>
        <span className="profile-quiet">{order.id === null ? '' : t('timeline.order', { id: order.id })}</span>
        {order.value !== null && <strong style={{ fontVariantNumeric: 'tabular-nums' }}>{money(order.value)}</strong>}
      </Flex>
      {products.slice(0, shownProducts).map(({ name, quantity, price }, index) => (
        <Flex key={`${name} ${index}`} justify="space-between" gap={12}>
          <span>{t('timeline.items', { name, n: quantity })}</span>
          {price !== undefined && <span className="profile-quiet">{money(price * quantity)}</span>}
        </Flex>
      ))}
      {products.length > shownProducts && <span className="profile-quiet">{t('timeline.moreItems', { n: products.length - shownProducts })}</span>}
      {order.refunded > 0 && order.value !== null && (
        <Flex justify="space-between" gap={12} wrap style={{ borderTop: '1px solid var(--line)', marginTop: 4, paddingTop: 4 }}>
          <span>{t('timeline.refunded', { money: money(order.refunded) })}</span>
          <strong>{t('timeline.net', { money: money(order.value - order.refunded) })}</strong>
        </Flex>
      )}
    </div>
  );
}
