import Type from 'typebox';

/** The same text in both languages of the product. Where it has a description or company: `{ ...Words.properties }`. */
export const Words = Type.Object({ zh: Type.String(), en: Type.String() });
export type Words = Readonly<Type.Static<typeof Words>>;
