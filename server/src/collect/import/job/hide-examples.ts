import type { ImportRecognition } from '@danqing/contracts';

/** What names, addresses and numbers of people are; phones and mail addresses are found by their look at the door, these only by what their column means. */
const personal = /^(identifier:|trait:(name|firstName|lastName|nickname|idNumber|birthday|wechat|address\.(street|street2|district|postalCode))(_\d+)?$)/;

const hidden = (text: string): string => `${text.slice(0, 1)}${'*'.repeat(Math.min(4, Math.max(1, text.length - 1)))}`;

/** For those who see personal data only masked: examples of personal columns show their first character. */
export function hideExamples(view: ImportRecognition): ImportRecognition {
  return {
    ...view,
    columns: view.columns.map((column) => (personal.test(column.guess.target) ? { ...column, examples: column.examples.map(hidden) } : column)),
  };
}
