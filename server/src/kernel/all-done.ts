/** Like `Promise.all`, but nothing is left running when it fails: it waits for all of them and throws the first failure. */
export async function allDone<T extends readonly unknown[]>(work: { readonly [K in keyof T]: Promise<T[K]> }): Promise<{ -readonly [K in keyof T]: T[K] }> {
  await Promise.allSettled(work);
  return Promise.all(work);
}
