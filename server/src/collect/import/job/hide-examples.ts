import type { ImportRecognition } from '@danqing/contracts';

/** What names, addresses and numbers of people are, by what their column means. */
const personal = /^(identifier:|trait:(name|firstName|lastName|nickname|idNumber|birthday|wechat|address\.(street|street2|district|postalCode))(_\d+)?$)/;

/** Chinese mobile numbers and ID cards, wherever they stand: their ends stay, so that people recognise them. */
const hideDigits = (text: string): string =>
  text.replaceAll(/(?<!\d)(?:1[3-9]\d{9}|\d{17}[\dXx])(?!\d)/g, (digits) => `${digits.slice(0, 3)}****${digits.slice(-4)}`);
const hideMail = (text: string): string => text.replaceAll(/([^\s@<>,;])[^\s@<>,;]*@/g, '$1***@');

/** A cell of a column that is taken for `target`, for those who see personal data only masked. */
export const hideCell = (target: string, text: string): string => (personal.test(target) ? hidden(text) : hideMail(hideDigits(text)));

function hidden(text: string): string {
  const shown = hideMail(hideDigits(text));
  return shown !== text || text.includes('*') ? shown : `${text.slice(0, 1)}${'*'.repeat(Math.min(4, Math.max(1, text.length - 1)))}`;
}

/**
 * For those who see personal data only masked. The door of the API cannot do it here: a mapping has columns under the names of personal fields, and must stay whole. So examples of personal
 * columns show one character, and in all others what looks like a phone number, an ID card or a mail address is hidden.
 */
export function hideExamples(view: ImportRecognition): ImportRecognition {
  return {
    ...view,
    columns: view.columns.map((column) => ({
      ...column,
      examples: column.examples.map((text) => hideCell(column.guess.target, text)),
    })),
  };
}
