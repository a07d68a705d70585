import { type Doc, type Group, isGroup } from './doc.ts';

/** What "and" and "or" cannot say, a group with no part or one, stands as all (…) or any (…). */
export function groupDoc(kind: 'all' | 'any', parts: readonly Doc[]): Group {
  if (parts.length < 2) return { open: `${kind} (`, items: parts, joiner: '', close: ')' };
  return { open: '', items: parts.map(inBrackets), joiner: kind === 'all' ? 'and' : 'or', close: '' };
}

/** A group without brackets gets them; anything else stands as it is. */
export const inBrackets = (doc: Doc): Doc => (isGroup(doc) && doc.open === '' ? bracketed(doc, '(') : doc);

/** Brackets around anything; the brackets of a group become its own, so that it breaks inside them. */
export const bracketed = (doc: Doc, open: string): Group =>
  isGroup(doc) && doc.open === '' ? { ...doc, open, close: ')' } : { open, items: [doc], joiner: '', close: ')' };
