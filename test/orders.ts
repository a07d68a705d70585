/** Every order of the numbers 0 … n − 1. */
export function ordersOf(n: number): readonly (readonly number[])[] {
  if (n === 0) return [[]];
  return ordersOf(n - 1).flatMap((order) => Array.from({ length: n }, (_, place) => [...order.slice(0, place), n - 1, ...order.slice(place)]));
}
