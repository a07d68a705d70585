/** Dense integers from PostgreSQL sequences; small enough for JSON numbers and for compact bitmaps. */
declare const brand: unique symbol;
type Branded<Base, Name extends string> = Base & { readonly [brand]: Name };

export type WorkspaceId = Branded<number, 'WorkspaceId'>;
export type SourceId = Branded<number, 'SourceId'>;
export type ProfileId = Branded<number, 'ProfileId'>;

export const workspaceId = (id: number): WorkspaceId => id as WorkspaceId;
export const sourceId = (id: number): SourceId => id as SourceId;
export const profileId = (id: number): ProfileId => id as ProfileId;
