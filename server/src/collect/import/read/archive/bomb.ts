import { Fault } from '#kernel';

/** Below this much nothing is a bomb: memory holds a stretch of it at most. */
const harmlessBytes = 256 * 1024 * 1024;
/** Tables pack to a tenth, dull ones to a hundredth, a file of blank lines to less; deflate cannot do better than 1,032. */
const mostRatio = 200;
/** No table that anybody has is larger, and nothing is unpacked for longer. */
const mostBytes = 256 * 1024 ** 3;

/** Throws DQ_IMPORT_BOMB when so many bytes came, or are said to come, out of so few packed ones that only a zip bomb does it. */
export function refuseBomb(bytes: number, packedBytes: number): void {
  if (bytes <= harmlessBytes || (bytes <= packedBytes * mostRatio && bytes <= mostBytes)) return;
  throw new Fault(
    'DQ_IMPORT_BOMB',
    400,
    `${Math.round(packedBytes / 1024)} KB unpack to more than ${Math.round(bytes / 1024 ** 2)} MB, as nothing but a zip bomb does; if the file is sound, unpack it and send the table itself`,
  );
}
