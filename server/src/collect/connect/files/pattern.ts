/** Compiles a pattern of paths: `*` any characters within a folder, `**` folders as well, `?` one character. Everything else stands for itself. */
export function compilePattern(pattern: string): (path: string) => boolean {
  const source = pattern
    .replace(/^\/+/, '')
    .split(/(\*\*\/|\*\*|\*|\?)/)
    .map((part) => wild[part] ?? part.replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`))
    .join('');
  const expression = new RegExp(`^${source}$`, 'u');
  return (path) => expression.test(path);
}

const wild: Readonly<Record<string, string>> = { '**/': '(?:[^/]+/)*', '**': '.*', '*': '[^/]*', '?': '[^/]' };

/** What others leave while they write: not for us yet. */
export const isTemporary = (path: string): boolean => /(^|\/)[.~]|\.(part|tmp|crdownload|filepart|swp)$/i.test(path);
