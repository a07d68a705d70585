/**
 * Which people are looked at: blocks of ids that lie side by side, one block in so many (1: everybody). Tables of people are ordered by id, so only the parts that hold these blocks are read: of one
 * person in so many every part would be.
 */
export interface PeopleSample {
  readonly oneOf: number;
  /** Ids in a block. */
  readonly block: number;
}

/** The block of a person, and whether it is looked at; every statement with these gets `oneOf` and `block`. */
export const blockSql = 'intDiv(profile_id, {block:UInt32})';
export const inSampleSql = `cityHash64(${blockSql}) % {oneOf:UInt32} = 0`;

/** What a share is made of, block by block: enough for the variance between blocks. `x` are those that count, `m` all of whom they are a share. */
export interface BlockSums {
  readonly blocks: number;
  /** Σx² */
  readonly squares: number;
  /** Σx·m */
  readonly products: number;
}
