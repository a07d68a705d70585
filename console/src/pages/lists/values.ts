/** Values that somebody pasted or typed: one a line, or with commas, semicolons, 、 or tabs between. Blanks stay: phone numbers are written with them. */
export const valuesIn = (text: string): readonly string[] =>
  [...new Set(text.split(/[\n\r\t,;，；、]/).map((value) => value.trim()))].filter((value) => value !== '');

const heading = 'value';

/** The same as a table of one column, for those who look at tables. */
export const tableOf = (values: readonly string[]): File =>
  new File([[heading, ...values.map((value) => `"${value.replaceAll('"', '""')}"`)].join('\n')], 'pasted.csv', { type: 'text/csv' });
