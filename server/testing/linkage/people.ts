import { cn2t, type Person, personOf } from './person.ts';
import { Draw } from '../packs/draw.ts';

/** A made-up record and the person it is about. */
export interface MadeRecord {
  readonly person: number;
  readonly cells: readonly string[];
}

export const madeColumns: readonly string[] = ['surname', 'given_name', 'birth_date', 'phone', 'address', 'postcode'];

const letters = 'abcdefghijklmnopqrstuvwxyz';

/** Records of made-up people, English and Chinese, seven of ten once, the others two to four times, as careless hands write them down. The same for the same seed. */
export function* madeRecords(count: number, seed: number): Generator<MadeRecord> {
  const draw = new Draw(seed);
  for (let made = 0, person = 0; made < count; person++) {
    const whom = personOf(draw);
    const times = draw.chance(0.7) ? 1 : 2 + draw.below(3);
    for (let copy = 0; copy < times && made < count; copy++, made++) yield { person, cells: copy === 0 ? cellsOf(whom) : carelessly(whom, draw) };
  }
}

const cellsOf = ({ surname, given, birth, phone, address, postcode }: Person): readonly string[] => [surname, given, birth, phone, address, postcode];

/** One of the ways in which the same person is written down again. */
function carelessly(person: Person, draw: Draw): readonly string[] {
  let { surname, given, birth, phone, address, postcode } = person;
  if (person.isChinese && draw.chance(0.15)) [surname, given] = [cn2t(surname), cn2t(given)];
  if (draw.chance(0.03)) [surname, given] = [given, surname];
  if (draw.chance(0.02)) birth = `${birth.slice(0, 5)}${birth.slice(8)}-${birth.slice(5, 7)}`;
  if (draw.chance(0.15)) phone = phoneOf(draw);
  if (draw.chance(0.1)) ({ address, postcode } = personOf(draw));
  const cells = [surname, given, birth, phone, address, postcode];
  return cells.map((cell, place) => {
    if (draw.chance(0.04)) return '';
    return draw.chance(place < 2 ? 0.1 : 0.06) ? mistyped(cell, draw) : cell;
  });
}

const phoneOf = (draw: Draw): string => `1${3 + draw.below(7)}${String(draw.below(1_000_000_000)).padStart(9, '0')}`;

/** One edit: a character too many, missing, wrong, or exchanged with its neighbour. Chinese text loses or repeats a character. */
function mistyped(text: string, draw: Draw): string {
  const at = draw.below(Math.max(1, text.length));
  const isLatin = /^[\x20-\x7e]*$/.test(text);
  const other = /\d/.test(text[at] ?? '') ? String(draw.below(10)) : (letters[draw.below(26)] ?? 'x');
  switch (draw.below(isLatin ? 4 : 2)) {
    case 0:
      return text.length < 2 ? text : text.slice(0, at) + text.slice(at + 1);
    case 1:
      return text.slice(0, at) + (isLatin ? other : (text[at] ?? '')) + text.slice(at);
    case 2:
      return text.slice(0, at) + other + text.slice(at + 1);
    default:
      return text.slice(0, at) + (text[at + 1] ?? '') + (text[at] ?? '') + text.slice(at + 2);
  }
}
