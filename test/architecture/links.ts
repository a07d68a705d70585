import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readText, root } from './source-files.ts';

/** As GitHub makes it of a heading: small letters, blanks to hyphens, no punctuation. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\p{M} _-]/gu, '')
    .replaceAll(' ', '-');

const anchorsIn = (text: string): readonly string[] => Array.from(text.matchAll(/^#+ (.+)$/gm), ([, heading = '']) => anchorOf(heading.trim()));

const withoutCode = (text: string): string => text.replaceAll(/^```[\s\S]*?^```/gm, '').replaceAll(/`[^`\n]*`/g, '');

/** Links of a document (by its path from the root) to files or headings that are not there. */
export function deadLinksIn(name: string, text = readText(name)): readonly string[] {
  const targets = Array.from(withoutCode(text).matchAll(/\]\(([^()\s]+)\)/g), ([, target = '']) => target);
  return targets.flatMap((target) => {
    if (/^[a-z]+:/.test(target)) return [];
    const [path = '', anchor] = target.split('#');
    const file = path === '' ? name : join(dirname(name), path);
    const isThere =
      existsSync(join(root, file)) && (anchor === undefined || anchorsIn(file === name ? text : readText(file)).includes(decodeURIComponent(anchor)));
    return isThere ? [] : [`${name}: ${target}`];
  });
}
