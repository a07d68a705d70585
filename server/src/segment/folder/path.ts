import { invalid } from '#kernel';

const deepest = 6;

/** A folder's path as it is kept: names trimmed, none empty; '' is the top. Throws DQ_INVALID for one that is too deep. */
export function folderPath(text: string, path: string): string {
  const names = text
    .split('/')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  if (names.length > deepest) throw invalid('folders are nested too deeply', [{ path, code: 'DQ_RANGE', message: `at most ${deepest} folders in each other` }]);
  return names.join('/');
}

/** Whether a path is the folder itself or lies below it. */
export const isWithin = (path: string, folder: string): boolean => path === folder || path.startsWith(`${folder}/`);

/** Every folder there is: those named, and all above them; ascending. */
export function allFolders(paths: readonly string[]): readonly string[] {
  const found = new Set<string>();
  for (const path of paths) {
    const names = path.split('/');
    for (let depth = 1; depth <= names.length; depth++) found.add(names.slice(0, depth).join('/'));
  }
  found.delete('');
  return [...found].sort();
}
