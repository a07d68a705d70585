import { maskEmail } from './masks.ts';
import { digitOf, type Found, isLetter } from './recognise.ts';

const isLocal = (code: number): boolean => isLetter(code) || (code >= 48 && code <= 57) || code === 46 || code === 95 || code === 43 || code === 45;
const isDomain = (code: number): boolean => isLetter(code) || (code >= 48 && code <= 57) || code === 46 || code === 45;
const isWide = (code: number): boolean => code >= 0x3400 && code <= 0x9fff;
const longestLocal = 64;
const longestWide = 20;

/** Where the domain behind an @ ends; undefined where none stands there (icon@2x.png, react@18.2.0). */
function domainEnd(text: string, start: number): number | undefined {
  let end = start;
  while (isDomain(text.charCodeAt(end))) end += 1;
  while (end > start && !isLetter(text.charCodeAt(end - 1)) && digitOf(text.charCodeAt(end - 1)) < 0) end -= 1;
  const domain = text.slice(start, end);
  const dot = domain.lastIndexOf('.');
  const top = domain.slice(dot + 1);
  return dot < 1 || top.length < 2 || !/^[a-z]+$/i.test(top) || /^\dx\./.test(domain) ? undefined : end;
}

/** Where the part before the @ begins; the @ itself where there is none. */
function localStart(text: string, at: number, from: number): number {
  let start = at;
  while (start > from && at - start < longestLocal && isLocal(text.charCodeAt(start - 1))) start -= 1;
  while (start < at && !isLetter(text.charCodeAt(start)) && digitOf(text.charCodeAt(start)) < 0) start += 1;
  if (start === at) while (start > from && at - start < longestWide && isWide(text.charCodeAt(start - 1))) start -= 1;
  return start;
}

/** An address around an @ (of `width` characters: %40 in an address's query). `from`: nothing before it belongs to this one. */
export function emailAt(text: string, at: number, width: number, from: number): Found | undefined {
  const end = domainEnd(text, at + width);
  if (end === undefined) return undefined;
  const [start, domain] = [localStart(text, at, from), text.slice(at, end)];
  // Written without a gap behind another address, which has taken its beginning.
  if (start === at) return at === from && isLocal(text.charCodeAt(at - 1)) ? { start, end, mask: `***${domain}` } : undefined;
  return { start, end, mask: maskEmail(`${text.slice(start, at)}@`).slice(0, -1) + domain };
}
