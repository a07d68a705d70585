/** Writes workbooks as Excel and others do, for tests. */
import { crc32, deflateRawSync } from 'node:zlib';

/** A cell: text (shared), `inline` text, a number as it stands in the file, a styled number, a boolean, an error or nothing. */
type TestCell =
  | string
  | number
  | boolean
  | null
  | { readonly raw: string; readonly style?: 'date' | 'moment' | 'time' | 'money' }
  | { readonly inline: string }
  | { readonly error: string };

export interface TestSheet {
  readonly name: string;
  readonly rows: readonly (readonly TestCell[])[];
  /** Rows in the margin: the first row's number. */
  readonly firstRow?: number;
  readonly merged?: readonly string[];
}

const styles = { date: 1, moment: 2, time: 3, money: 4 };

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const letters = (index: number): string => (index < 26 ? '' : letters(Math.floor(index / 26) - 1)) + String.fromCharCode(65 + (index % 26));

/** A stored ZIP archive of these files. */
export function zipOf(files: Readonly<Record<string, string | Buffer>>): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of Object.entries(files)) {
    const bytes = typeof text === 'string' ? Buffer.from(text) : text;
    const packed = deflateRawSync(bytes, { level: 1 });
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(20, 4);
    local.writeUInt16LE(8, 8);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(8, 10);
    for (const [head, at] of [
      [local, 14],
      [entry, 16],
    ] as const) {
      head.writeUInt32LE(crc32(bytes), at);
      head.writeUInt32LE(packed.length, at + 4);
      head.writeUInt32LE(bytes.length, at + 8);
      head.writeUInt16LE(Buffer.byteLength(name), at + 12);
    }
    entry.writeUInt32LE(offset, 42);
    directory.push(entry, Buffer.from(name));
    parts.push(local, Buffer.from(name), packed);
    offset += 30 + Buffer.byteLength(name) + packed.length;
  }
  const listing = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Object.keys(files).length, 8);
  end.writeUInt16LE(Object.keys(files).length, 10);
  end.writeUInt32LE(listing.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, listing, end]);
}

/** A workbook with these sheets. */
export function workbookOf(sheets: readonly TestSheet[], options: { readonly is1904?: boolean; readonly prefix?: string } = {}): Buffer {
  const shared = new Map<string, number>();
  const p = options.prefix ?? '';
  const cellXml = (cell: TestCell, reference: string): string => {
    if (cell === null) return '';
    if (typeof cell === 'string') {
      if (!shared.has(cell)) shared.set(cell, shared.size);
      return `<${p}c r="${reference}" t="s"><${p}v>${shared.get(cell) ?? 0}</${p}v></${p}c>`;
    }
    if (typeof cell === 'boolean') return `<${p}c r="${reference}" t="b"><${p}v>${cell ? 1 : 0}</${p}v></${p}c>`;
    if (typeof cell === 'number') return `<${p}c r="${reference}"><${p}v>${cell}</${p}v></${p}c>`;
    if ('inline' in cell)
      return `<${p}c r="${reference}" t="inlineStr"><${p}is><${p}t>${escaped(cell.inline)}</${p}t><${p}rPh><${p}t>yomi</${p}t></${p}rPh></${p}is></${p}c>`;
    if ('error' in cell) return `<${p}c r="${reference}" t="e"><${p}v>${cell.error}</${p}v></${p}c>`;
    return `<${p}c r="${reference}"${cell.style === undefined ? '' : ` s="${styles[cell.style]}"`}><${p}v>${cell.raw}</${p}v></${p}c>`;
  };
  const sheetXml = ({ rows, firstRow = 1, merged = [] }: TestSheet): string => {
    const lines = rows.map((cells, index) => {
      const number = firstRow + index;
      return `<${p}row r="${number}" spans="1:9">${cells.map((cell, column) => cellXml(cell, `${letters(column)}${number}`)).join('')}</${p}row>`;
    });
    const width = rows.reduce((most, cells) => Math.max(most, cells.length), 1);
    const xmlns = p === '' ? 'xmlns' : `xmlns:${p.slice(0, -1)}`;
    return (
      `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<${p}worksheet ${xmlns}="http://schemas.openxmlformats.org/spreadsheetml/2006/main">` +
      `<${p}dimension ref="A1:${letters(width - 1)}${firstRow + rows.length - 1}"/><${p}sheetData>${lines.join('')}</${p}sheetData>` +
      `<${p}mergeCells>${merged.map((ref) => `<${p}mergeCell ref="${ref}"/>`).join('')}</${p}mergeCells></${p}worksheet>`
    );
  };
  const files = Object.fromEntries(sheets.map((sheet, index) => [`xl/worksheets/sheet${index + 1}.xml`, sheetXml(sheet)]));
  const rels = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  return zipOf({
    '[Content_Types].xml': '<Types/>',
    '_rels/.rels': `<Relationships><Relationship Id="rId1" Type="${rels}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns:r="${rels}"><workbookPr${options.is1904 === true ? ' date1904="1"' : ''}/><sheets>${sheets
      .map(({ name }, index) => `<sheet name="${escaped(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`)
      .join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${sheets
      .map((_, index) => `<Relationship Id="rId${index + 1}" Type="${rels}/worksheet" Target="worksheets/sheet${index + 1}.xml"/>`)
      .join(
        '',
      )}<Relationship Id="rS" Type="${rels}/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rT" Type="${rels}/styles" Target="styles.xml"/></Relationships>`,
    'xl/styles.xml':
      '<styleSheet><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/><numFmt numFmtId="165" formatCode="&quot;¥&quot;#,##0.00_);[Red]\\(&quot;¥&quot;#,##0.00\\)"/></numFmts>' +
      '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="22"/><xf numFmtId="21"/><xf numFmtId="165"/></cellXfs></styleSheet>',
    'xl/sharedStrings.xml': `<sst>${[...shared.keys()].map((text) => `<si><t xml:space="preserve">${escaped(text)}</t></si>`).join('')}</sst>`,
    ...files,
  });
}
