/** Every page of the console, for screenshots and for the walk with axe. `test/console/screens.test.ts` compares with the routes. */
export interface Screen {
  /** Of the picture's file. */
  readonly name: string;
  /** After /w/<workspace>/, or absolute. */
  readonly path: string;
  /** The route that draws it, as `routes.tsx` writes it. */
  readonly route: string;
}

const of = (name: string, path: string, route = path): Screen => ({ name, path, route });

export const screens: readonly Screen[] = [of('packs', 'packs'), of('pack-items', 'packs?pack=retail', 'packs'), of('segments', 'segments')];
