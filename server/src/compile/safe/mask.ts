/** What must be known to hide personal data where a statement reads them. */
export interface ViewMask {
  /** What kind of personal data a field holds by its name; undefined or `none`: only what is recognised in its texts is hidden. */
  classOf(scope: 'trait' | 'property' | 'entity' | 'tag' | 'identifier', path: string): string | undefined;
  /** What people write before a name, an address, a birthday in free text: 姓名, consignee. */
  readonly labels: readonly string[];
  /** Two halves (decimal UInt64) of a secret of this workspace: pseudonyms are drawn with it. */
  readonly key: readonly [string, string];
}

const digit = '[0-9０-９]';
const edge = '(?:\\b|_|%[0-9A-Fa-f]{2})';

/** What personal data look like in any text; RE2, so linear in its length. */
const looks = {
  email: '[\\w.%+\\-\\x{4e00}-\\x{9fff}]+(?:@|＠|%40)[A-Za-z0-9\\-]+(?:\\.[A-Za-z0-9\\-]+)+',
  phone:
    `(?:${edge}(?i:tel|phone|mobile|mob|cell|sms|wx|sj|shouji|m|u|user)?(?:(?:[+＋]|%2[Bb]|00?)?[8８][6６][- ]?)?[1１][3-9３-９]${digit}[- ]?${digit}{4}[- ]?${digit}{4}${edge}` +
    `|[+＋][1-9](?:[ ().-]{0,2}[0-9]){7,14}|\\b0(?:10|2[0-9]|[3-9][0-9]{2})-[0-9]{7,8}\\b)`,
  number:
    '\\b(?:[1-9][0-9]{5}[- ]?(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[- ]?[0-9]{3}[0-9Xx]|(?:62|95|4[0-9]|5[1-5]|2[2-7]|35|65|60)[0-9]{2}(?:[ -]?[0-9]{4}){3}(?:[ -]?[0-9]{1,3})?)\\b',
} as const;

const quotedText = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
const whole = (look: string): string => quotedText(`^\\s*${look}\\s*$`);

/** Texts in which there can be something. */
const suspicious = quotedText(`[@＠:：=＝“]|%40|${digit}[0-9０-９ ().-]{6}`);
/** No e-mail address and no number that is looked for is shorter. */
const shortest = 6;

/**
 * SQL of masks over columns of one statement. What is personal by its name becomes a pseudonym: `phone:` and sixteen letters and digits of a keyed
 * hash (SipHash-2-4-128 under a secret of the workspace), the same wherever the same value stands, so it can be counted and joined and says nothing else;
 * a birthday becomes its year. Any other text keeps what is not recognised as personal. No expression here can fail on a value.
 */
export class MaskSql {
  readonly #mask: ViewMask;
  readonly #labelled: string;
  constructor(mask: ViewMask) {
    this.#mask = mask;
    const labels = mask.labels.map((label) => label.replaceAll(/[^\p{L}\p{N}_ ]/gu, '')).filter((label) => label !== '');
    const plain = labels.filter((label) => /^[\w ]+$/.test(label));
    const others = labels.filter((label) => !plain.includes(label));
    this.#labelled = quotedText(`(?i)(\\b(?:${plain.join('|')})|${others.join('|')})["'\\\\ ]*[:：=＝“]["'\\\\ ]*[^,;，；。、&#"'\\\\|}\\n\\r\\t)）\\]】”<>]+`);
  }

  classOf(...[scope, path]: Parameters<ViewMask['classOf']>): string | undefined {
    const kind = this.#mask.classOf(scope, path);
    return kind === 'none' ? undefined : kind;
  }

  /** A text by the class of its field. `sql` is a column: it stands here several times. */
  text(sql: string, kind: string | undefined): string {
    if (kind === undefined) return this.#content(sql);
    if (kind === 'birthday') return `extract(ifNull(toString(${sql}), ''), '(?:19|20)[0-9]{2}')`;
    return `if(ifNull(${sql}, '') = '', ${sql}, ${this.#pseudonym(`ifNull(toString(${sql}), '')`, kind)})`;
  }

  /** A list of texts. */
  list(sql: string, kind: string | undefined): string {
    return `arrayMap(item -> ${this.text("ifNull(toString(item), '')", kind)}, ${sql})`;
  }

  /** Only its last eleven digits say whose number it is; of anything else its letters without case. */
  #pseudonym(sql: string, kind: string): string {
    const plain = kind === 'phone' ? `right(replaceRegexpAll(${sql}, '[^0-9]', ''), 11)` : `lowerUTF8(trimBoth(${sql}))`;
    const [first, second] = this.#mask.key;
    return `concat('${kind}:', substring(lower(hex(sipHash128Keyed((toUInt64(${first}), toUInt64(${second})), concat('${kind}', ${plain})))), 1, 16))`;
  }

  /** Over the distinct values of a block: a name of a category comes a million times. */
  #content(column: string): string {
    const value = `CAST(${column}, 'LowCardinality(Nullable(String))')`;
    const text = `assumeNotNull(${value})`;
    const hidden = [
      [looks.email, '[email]'],
      [looks.number, '[number]'],
      [looks.phone, '[phone]'],
    ].reduce(
      (sql, [look = '', name = '']) => `replaceRegexpAll(${sql}, ${quotedText(look)}, '${name}')`,
      `replaceRegexpAll(${text}, ${this.#labelled}, '\\\\1:[hidden]')`,
    );
    return (
      `multiIf(isNull(${value}) OR length(${text}) < ${shortest} OR NOT match(${text}, ${suspicious}), ${value}, ` +
      `match(${text}, ${whole(looks.phone)}), ${this.#pseudonym(text, 'phone')}, match(${text}, ${whole(looks.email)}), ${this.#pseudonym(text, 'email')}, ` +
      `match(${text}, ${whole(looks.number)}), ${this.#pseudonym(text, 'number')}, ${hidden})`
    );
  }
}
