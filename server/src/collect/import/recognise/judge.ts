import { lookOf } from './contents.ts';

/** What becomes of a value that is to tell who somebody is: used, refused because it hides characters, because it says nothing (null, 0000), or because it cannot be one. */
export type Verdict = 'valid' | 'masked' | 'blocked' | 'malformed';
/** `kind`: of identifier; `text`: trimmed and not empty. The workspace's own rules, where the caller has them. */
export type Judge = (kind: string, text: string) => Verdict;

const empty: ReadonlySet<string> = new Set(['null', 'none', 'nan', 'n/a', 'na', 'unknown', 'undefined', '-', '-1', '无', '未知', '匿名']);

/** For those who run without a workspace: the usual rules, roughly. */
export const roughJudge: Judge = (kind, text) => {
  if (empty.has(text.toLowerCase()) || /^[0-]+$/.test(text)) return 'blocked';
  const look = lookOf(text);
  if (look === 'masked') return 'masked';
  if (kind === 'phone') return look === 'phone' || /^[+\d][\d\s().-]{6,20}$/.test(text) ? 'valid' : 'malformed';
  return kind === 'email' && look !== 'email' ? 'malformed' : 'valid';
};
