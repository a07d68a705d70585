/** The same keys with other words: `zh` is the source, and what `en` lacks or has too much does not compile. */
export type SameKeys<T> = { readonly [K in keyof T]: T[K] extends string ? string : SameKeys<T[K]> };
