/** Characters that XML 1.0 cannot hold, a carriage return, which it would lose, and what Excel would take for one that is written like them. */
const unwritable = /(?![\t\n\u007F-\u009F])\p{Cc}|[\uFFFE\uFFFF]|_(?=x[0-9A-Fa-f]{4}_)/gu;

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** A text as it stands in XML; characters that XML has no place for as Excel writes them: `_x0007_` (ECMA-376, part 1, 22.9.2.19, ST_Xstring). */
export const xmlText = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll(unwritable, (found) => `_x${found.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`)
    .replaceAll(/[&<>"]/g, (sign) => entities[sign] ?? sign);
