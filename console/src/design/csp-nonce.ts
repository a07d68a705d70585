/** The nonce of this document's policy: styles that the component library writes carry it. */
export const cspNonce: string = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';
