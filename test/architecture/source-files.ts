import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../', import.meta.url));

export interface SourceFile {
  /** From the project's root, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

/** Every TypeScript file below these folders of `base`; folders that do not exist hold none. */
export function sourceFiles(folders: readonly string[], base = root): readonly SourceFile[] {
  return folders.flatMap((folder) =>
    listing(join(base, folder))
      .filter((path) => /\.tsx?$/.test(path) && !path.includes('node_modules'))
      .map((path) => ({ path: relative(base, path).replaceAll('\\', '/'), text: readFileSync(path, 'utf8') })),
  );
}

function listing(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
  } catch {
    return [];
  }
}

export const foldersIn = (folder: string): readonly string[] =>
  readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);

export const readText = (path: string): string => readFileSync(join(root, path), 'utf8');

/** Of a sorted list of numbers: the value below which the given share lies. */
export const quantileOf = (values: readonly number[], share: number): number => [...values].sort((a, b) => a - b)[Math.ceil(values.length * share) - 1] ?? 0;
