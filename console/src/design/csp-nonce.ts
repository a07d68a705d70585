/** The nonce of this document's policy: styles that the component library writes carry it. */
export const cspNonce: string = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';

let isGiven = false;

/**
 * Parts of the component library write style elements without asking for the nonce (measuring scroll bars, holding the page still under a dialog).
 * Only code that the policy let in can call this, so nothing is opened that was shut.
 */
export function giveNonceToStyles(): void {
  if (isGiven) return;
  isGiven = true;
  // oxlint-disable-next-line typescript/no-deprecated -- the overload for any name is the one that is wrapped
  const create = document.createElement.bind(document);
  // oxlint-disable-next-line typescript/no-deprecated
  document.createElement = (name: string, options?: ElementCreationOptions): HTMLElement => {
    const element = create(name, options);
    if (element instanceof HTMLStyleElement) element.nonce = cspNonce;
    return element;
  };
}
