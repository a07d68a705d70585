import type { CleanEvent } from '#clean';
import { eventRow, idPlaces, idWidth } from './event-row.ts';

const firstBytes = 64 * 1024;
/** A character of a string is at most three bytes of UTF-8. */
const perCharacter = 3;
/** The next slice may be a little larger. */
const room = 1.125;

/**
 * The lines for `event_feed` of one slice, in one buffer outside the heap: an event is written as soon as it is clean, so that its parsed form lives
 * for a moment only. Keeping 20,000 parsed events until their profiles were known cost the collector of garbage half of the worker's time.
 * The profile is stamped in afterwards: JSON allows blanks before a number.
 */
export class EventLines {
  /** How large the last one became: what is too small is copied into a larger one again and again. Memory that is not written to costs nothing. */
  static #usual = firstBytes;
  #buffer = Buffer.allocUnsafeSlow(EventLines.#usual);
  #starts: number[] = [];
  #end = 0;
  /** Paths under which some event has a list, of lines that were taken out as well. */
  readonly listPaths = new Set<string>();

  /** Writes the line of the next event. */
  add(event: CleanEvent): void {
    const row = eventRow(event, this.listPaths);
    const most = this.#end + row.length * perCharacter;
    if (most > this.#buffer.length) this.#grow(most);
    this.#starts.push(this.#end);
    this.#end += this.#buffer.write(row, this.#end, 'utf8');
  }

  /** Takes out lines; the others keep their order. `isKept`: one answer a line. */
  keep(isKept: readonly boolean[]): void {
    const starts: number[] = [];
    let end = 0;
    this.#starts.forEach((start, line) => {
      if (isKept[line] !== true) return;
      const next = this.#starts[line + 1] ?? this.#end;
      if (start !== end) this.#buffer.copyWithin(end, start, next);
      starts.push(end);
      end += next - start;
    });
    this.#starts = starts;
    this.#end = end;
  }

  /** Says whose each line is: of each line its home and the root that leads to now. */
  stamp(homeOf: readonly number[], profileOf: readonly number[]): void {
    this.#starts.forEach((start, line) => {
      this.#write(homeOf[line], start + idPlaces[0]);
      this.#write(profileOf[line], start + idPlaces[1]);
    });
  }

  /** The lines, each ended by a line feed. */
  bytes(): Buffer {
    EventLines.#usual = Math.max(firstBytes, Math.ceil(this.#end * room));
    return this.#buffer.subarray(0, this.#end);
  }

  #write(id: number | undefined, at: number): void {
    const text = String(id ?? 0);
    this.#buffer.write(text, at + idWidth - text.length, 'latin1');
  }

  #grow(atLeast: number): void {
    const larger = Buffer.allocUnsafeSlow(Math.max(atLeast, this.#buffer.length * 2));
    this.#buffer.copy(larger, 0, 0, this.#end);
    this.#buffer = larger;
  }
}
