import { isDataError } from './data-error.ts';
import { bodyOf, type Feed } from './feeds.ts';

/** Sends lines of JSONEachRow under a token. */
export type Send = (body: Buffer, token: string) => Promise<void>;

export interface Culprit {
  readonly line: string;
  readonly error: string;
}

/**
 * Sends a feed; when they are refused twice for their contents, halves them until the refused lines stand alone, and returns those.
 * Tokens are made of the lines' places, so that doing it again after a crash changes nothing. Any other error is thrown.
 */
export async function sendOrBisect({ body, lines }: Pick<Feed, 'body' | 'lines'>, token: string, send: Send): Promise<readonly Culprit[]> {
  try {
    await send(body, token);
    return [];
  } catch (error) {
    if (!isDataError(error)) throw error;
  }
  return halve(lines(), 0, token, send);
}

async function halve(lines: readonly string[], offset: number, token: string, send: Send): Promise<readonly Culprit[]> {
  try {
    await send(bodyOf(lines), `${token}/${offset}-${offset + lines.length}`);
    return [];
  } catch (error) {
    if (!isDataError(error)) throw error;
    if (lines.length <= 1) return lines.map((line) => ({ line, error: error instanceof Error ? error.message : String(error) }));
  }
  const middle = Math.ceil(lines.length / 2);
  return [...(await halve(lines.slice(0, middle), offset, token, send)), ...(await halve(lines.slice(middle), offset + middle, token, send))];
}
