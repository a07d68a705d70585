const SECRET = /([?&#;](?:[\w-]*token|pass\w*|pwd|secret|[\w-]*session\w*|sid|auth|api_?key|signature|e-?mail|phone|mobile)=)[^&#;]*/gi;

/** A share's id differs from visitor to visitor; left in, every page would have a thousand addresses. */
const SHARE = /([?&])dq_share=[^&#]*(&|(?=#|$))/g;

/** An address without the values that open doors or name people: tokens, passwords, e-mail addresses, phone numbers. */
export const maskUrl = (url: string): string =>
  url.replaceAll(SHARE, (_whole, before: string, after: string) => (after === '&' ? before : '')).replaceAll(SECRET, '$1*');

/** A text without e-mail addresses and runs of digits that may be a phone, card or identity number. */
export const maskText = (text: string): string => text.replaceAll(/\S+@\S+/g, '*').replaceAll(/\d(?:[\s-]?\d){4,}/g, '*');
