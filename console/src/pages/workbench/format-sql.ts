/** Pieces that stay as they are: texts, quoted names, comments, values; then words, and anything else. */
const piece = /'(?:[^'\\]|\\.|'')*'|`[^`]*`|"[^"]*"|--[^\n]*|\/\*[^]*?\*\/|\{\{[^}]*\}\}|[A-Za-z_][\w.]*|\d[\w.]*|\s+|[^]/g;

const keywords = new Set(
  `select from where group by order having limit with as on join left right inner full cross any semi anti using union all distinct and or not in is null
   between like ilike case when then else end interval desc asc over partition rows unbounded preceding following current row offset prewhere array exists`.split(
    /\s+/,
  ),
);
/** Begin a line of their own. */
const clauses = new Set([
  'select',
  'from',
  'where',
  'group',
  'order',
  'having',
  'limit',
  'union',
  'left',
  'right',
  'inner',
  'full',
  'cross',
  'join',
  'semi',
  'anti',
]);
const joins = new Set(['left', 'right', 'inner', 'full', 'cross', 'semi', 'anti', 'any']);
const breaking = new Set(['and', 'or']);

/** Names of functions that are keywords elsewhere. */
const alsoFunctions = new Set(['left', 'right', 'any', 'array']);

class Layout {
  #out = '';
  #before = '';
  /** Of each open parenthesis, whether a statement stands in it. */
  readonly #open: boolean[] = [];

  get text(): string {
    return this.#out
      .split('\n')
      .map((each) => each.trimEnd())
      .join('\n')
      .trim();
  }

  add(text: string, after: string | undefined): void {
    if (text.startsWith('--')) this.#comment(text);
    else if (text === '(') this.#opening(after);
    else if (text === ')') this.#closing();
    else if (text === ',') this.#comma();
    else if (text === '.' || text === '::') this.#out = `${this.#out.trimEnd()}${text}`;
    else this.#word(text, after);
    this.#before = text.toLowerCase();
  }

  /** Within a call or a list things stay on their line. */
  get #isApart(): boolean {
    return this.#open.at(-1) !== false;
  }

  #line(inner = ''): void {
    this.#out = `${this.#out.trimEnd()}\n${'  '.repeat(this.#open.filter(Boolean).length)}${inner}`;
  }

  #comment(text: string): void {
    this.#out += `${this.#out === '' || this.#out.endsWith('\n') ? '' : ' '}${text}`;
    this.#line();
  }

  #opening(after: string | undefined): void {
    const isStatement = ['select', 'with'].includes(after?.toLowerCase() ?? '');
    if (keywords.has(this.#before) && !alsoFunctions.has(this.#before)) this.#out = `${this.#out.trimEnd()} `;
    this.#out += '(';
    this.#open.push(isStatement);
    if (isStatement) this.#line();
  }

  #closing(): void {
    if (this.#open.pop() === true) this.#line();
    this.#out += ')';
  }

  #comma(): void {
    this.#out = `${this.#out.trimEnd()},`;
    if (this.#isApart) this.#line('  ');
    else this.#out += ' ';
  }

  #word(text: string, after: string | undefined): void {
    const word = text.toLowerCase();
    const isPlain = after === '.' || this.#before === '.' || this.#before === 'as' || (after === '(' && alsoFunctions.has(word));
    const isKeyword = keywords.has(word) && !isPlain;
    if (isKeyword && this.#begins(word)) this.#line();
    else if (isKeyword && breaking.has(word) && this.#isApart && !/between\s+\S+\s*$/i.test(this.#out)) this.#line('  ');
    else if (this.#wantsSpace(text)) this.#out += ' ';
    this.#out += isKeyword ? text.toUpperCase() : text;
  }

  #begins(word: string): boolean {
    const isJoined = joins.has(this.#before) && (joins.has(word) || word === 'join');
    return clauses.has(word) && this.#isApart && !isJoined && this.#out.trim() !== '' && !/[(\n]\s*$/.test(this.#out);
  }

  #wantsSpace(text: string): boolean {
    return this.#out !== '' && !/[\s(.[]$/.test(this.#out) && !this.#out.endsWith('::') && text !== '[' && text !== ']';
  }
}

/** SQL with keywords in capitals and a line for each clause; what is in parentheses is set in. Texts and comments stay as they are. */
export function formatSql(sql: string): string {
  const pieces = (sql.match(piece) ?? []).filter((text) => text.trim() !== '');
  const layout = new Layout();
  for (const [index, text] of pieces.entries()) layout.add(text, pieces[index + 1]);
  return layout.text;
}
