/** Chinese words for what the server refuses: fetched by those who read Chinese. The code stays as it is. */
type Words = (code: string, message: string) => string | undefined;

let words: Words | undefined;

/** From now on refusals are said in Chinese, or as the server says them; in the server's words too where the others cannot be fetched. */
export async function readFaultsIn(language: string): Promise<void> {
  words = language === 'zh' ? await import('./words.ts').then(({ chineseOf }) => chineseOf).catch(() => undefined) : undefined;
}

/** A refusal as whoever reads the console reads it; what nobody has translated stays as the server said it. */
export const sayFault = (code: string, message: string): string => words?.(code, message) ?? message;
