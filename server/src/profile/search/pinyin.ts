import { pinyin } from 'pinyin-pro';

/** Common and less common ideographs: CJK Unified Ideographs. */
const [first, last] = [0x4e00, 0x9fff];

interface Sounds {
  /** Syllable without tone → all characters that are read so. */
  readonly bySyllable: ReadonlyMap<string, string>;
  /** First letter → all characters whose reading begins so. */
  readonly byInitial: ReadonlyMap<string, string>;
}

let sounds: Sounds | undefined;

function collect(): Sounds {
  const bySyllable = new Map<string, string>();
  const byInitial = new Map<string, string>();
  const add = (map: Map<string, string>, key: string, character: string): void => void map.set(key, (map.get(key) ?? '') + character);
  for (let code = first; code <= last; code++) {
    const character = String.fromCharCode(code);
    const readings = new Set(pinyin(character, { toneType: 'none', type: 'array', multiple: true, v: true, nonZh: 'removed' }));
    for (const reading of readings) add(bySyllable, reading, character);
    for (const initial of new Set([...readings].map((reading) => reading.charAt(0)))) add(byInitial, initial, character);
  }
  return { bySyllable, byInitial };
}

/** Made once, when somebody first searches in Latin letters (about 0.1 s). */
const soundsOf = (): Sounds => (sounds ??= collect());

const longestSyllable = 6;
const mostReadings = 8;

/** Every way to read the letters as whole syllables; the last may be unfinished. `xian` is xi-an and xian. */
function readingsOf(letters: string, { bySyllable }: Sounds): readonly (readonly string[])[] {
  if (letters === '') return [[]];
  const found: (readonly string[])[] = [];
  for (let length = Math.min(longestSyllable, letters.length); length > 0 && found.length < mostReadings; length--) {
    const head = letters.slice(0, length);
    if (!bySyllable.has(head)) continue;
    for (const rest of readingsOf(letters.slice(length), { bySyllable, byInitial: new Map() })) found.push([head, ...rest]);
  }
  const isUnfinished = letters.length < longestSyllable && [...bySyllable.keys()].some((syllable) => syllable.startsWith(letters) && syllable !== letters);
  if (isUnfinished) found.push([`${letters}…`]);
  return found.slice(0, mostReadings);
}

function charactersOf(syllable: string, { bySyllable }: Sounds): string {
  if (!syllable.endsWith('…')) return bySyllable.get(syllable) ?? '';
  const start = syllable.slice(0, -1);
  return [...bySyllable].flatMap(([known, characters]) => (known.startsWith(start) ? [characters] : [])).join('');
}

const shortestInitials = 2;
const longestInitials = 4;

/**
 * A pattern (RE2) that finds Chinese names which are read as the letters say: by syllables (`zhangwei`, `zhang w`) or, for two to four letters, by
 * initials (`zw`). Undefined where the letters are no pinyin.
 */
export function pinyinPattern(text: string): string | undefined {
  const letters = text
    .toLowerCase()
    .replaceAll(/[\s'’-]/g, '')
    .replaceAll('ü', 'v');
  if (!/^[a-z]{2,40}$/.test(letters)) return undefined;
  const known = soundsOf();
  const patterns = readingsOf(letters, known).map((syllables) => syllables.map((syllable) => `[${charactersOf(syllable, known)}]`).join(''));
  if (letters.length >= shortestInitials && letters.length <= longestInitials) {
    const initials = Array.from(letters, (letter) => known.byInitial.get(letter));
    if (initials.every((characters) => characters !== undefined)) patterns.push(initials.map((characters) => `[${characters}]`).join(''));
  }
  return patterns.length === 0 ? undefined : [...new Set(patterns)].join('|');
}
