import { Fault } from '#kernel';
import type { Seal } from '#platform';

/** Says that a text is sealed. No cursor (base64url) and no identifier that anybody writes begins so. */
export const sealMark = '~';

/**
 * Sealed texts: what a masked answer must carry for the next request (a cursor that holds a phone number, an identifier to decide about) without
 * showing it. Each sealing is different, so that equal values are not seen to be; it opens in its own workspace only.
 */
export interface Sealer {
  seal(workspace: number, text: string): string;
  /** Throws DQ_SEAL for anything that was not sealed here, in this workspace. */
  open(workspace: number, sealed: string): string;
}

const refusal = (cause?: unknown): Fault =>
  new Fault('DQ_SEAL', 400, 'a sealed value in this request was not sealed here; take it from an answer, unchanged', { cause });

export const sealerOf = (seal: Seal): Sealer => ({
  seal: (workspace, text) => sealMark + seal.seal(`${workspace}\n${text}`).toString('base64url'),
  open: (workspace, sealed) => {
    const text = opened(seal, sealed);
    const head = `${workspace}\n`;
    if (!text.startsWith(head)) throw refusal();
    return text.slice(head.length);
  },
});

function opened(seal: Seal, sealed: string): string {
  try {
    return seal.open(Buffer.from(sealed.slice(sealMark.length), 'base64url'));
  } catch (error) {
    throw refusal(error);
  }
}
