import { type Letter } from '#platform';
import type { Delivery } from './message.ts';

const more = { zh: '查看详情', en: 'Show more' };
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
const colours = { critical: '#c0392b', warning: '#b9770e', info: '#34495e', good: '#1e8449' };

/** A message as an e-mail, plain and in HTML. */
export function letterOf({ id, message }: Delivery, to: readonly string[], language: 'zh' | 'en'): Omit<Letter, 'from'> {
  const { title, lines, link, level } = message;
  const said = lines.map((line) => line[language]);
  const subject = title[language].replaceAll(/[\r\n]+/g, ' ');
  const foot = link === null ? [] : [`${more[language]}: ${link}`];
  const html = [
    `<h2 style="font:600 16px sans-serif;color:${colours[level]};margin:0 0 12px">${escaped(title[language])}</h2>`,
    ...said.map((line) => `<p style="font:14px/1.6 sans-serif;margin:0 0 6px">${escaped(line)}</p>`),
    ...(link === null ? [] : [`<p style="font:14px sans-serif;margin:16px 0 0"><a href="${escaped(link)}">${more[language]}</a></p>`]),
  ].join('\n');
  return { id, to, subject, text: [title[language], '', ...said, '', ...foot, ''].join('\n'), html };
}
