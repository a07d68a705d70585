/** Excel refuses these in the name of a sheet, more than 31 characters, an apostrophe at an end, and the name that it keeps for itself. */
const refused = /[\p{Cc}[\]:*?/\\]+/gu;
const mostLength = 31;
const ownName = /^history$/i;

const otherwise = 'Answer';

/** What a sheet may be called that is to be called so. */
export function sheetNameOf(name: string): string {
  const allowed = name.toWellFormed().replaceAll(refused, ' ').replaceAll(/\s+/g, ' ');
  const short = allowed
    .trim()
    .slice(0, mostLength)
    .replace(/[\uD800-\uDBFF]$/, '');
  const bare = short.replaceAll(/^[\s']+|[\s']+$/g, '');
  return bare === '' ? otherwise : ownName.test(bare) ? `${bare} 1` : bare;
}
