import type { SafeStatement } from './statement.ts';
import { isSign } from './tokens.ts';

/** The statement with the form of every number written out, so that it means the same where nobody knows what the data usually hold. */
export function explicitSql(sql: string, { tokens, mentions }: SafeStatement): string {
  let out = sql;
  for (const { from, to, field } of [...mentions].reverse()) {
    const [first, last] = [tokens[from], tokens[to - 1]];
    const isTyped = tokens.slice(from, to).some((token) => isSign(token, '.:'));
    if (isTyped || first === undefined || last === undefined || (field.form !== 'number' && field.form !== 'integer')) continue;
    const end = last.place + last.text.length + (last.kind === 'quoted' ? 2 : 0);
    const name = [field.root, ...field.path.split('.').map((part) => `\`${part}\``)].join('.');
    out = `${out.slice(0, first.place)}${name}.:${field.form === 'number' ? 'Float64' : 'Int64'}${out.slice(end)}`;
  }
  return out;
}
