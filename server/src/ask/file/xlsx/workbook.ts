import { sheetNameOf } from './sheet-name.ts';
import { sheetXml, type Table } from './sheet.ts';
import { stylesXml } from './styles.ts';
import { xmlText } from './text.ts';
import { type ZipEntry, zipOf } from './zip.ts';

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packages = 'http://schemas.openxmlformats.org/package/2006';
const sheets = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

export const xlsxType = `${sheets}.sheet`;

const part = (name: string, xml: string): ZipEntry => ({ name, content: [head + xml] });

function* withHead(pieces: Iterable<string>): Generator<string> {
  yield head;
  yield* pieces;
}

/**
 * A table as a workbook of one sheet (ECMA-376), in pieces: a hundred thousand rows are never in memory as XML, and others are served between two pieces.
 * What the sheet cannot hold is to be refused before (`requireFit`).
 */
export const workbookOf = (name: string, table: Table): AsyncGenerator<Buffer> =>
  zipOf([
    part(
      '[Content_Types].xml',
      `<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
        '<Default Extension="xml" ContentType="application/xml"/>' +
        `<Override PartName="/xl/workbook.xml" ContentType="${sheets}.sheet.main+xml"/>` +
        `<Override PartName="/xl/worksheets/sheet1.xml" ContentType="${sheets}.worksheet+xml"/>` +
        `<Override PartName="/xl/styles.xml" ContentType="${sheets}.styles+xml"/></Types>`,
    ),
    part(
      '_rels/.rels',
      `<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ),
    part(
      'xl/workbook.xml',
      `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${relations}">` +
        `<sheets><sheet name="${xmlText(sheetNameOf(name))}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    ),
    part(
      'xl/_rels/workbook.xml.rels',
      `<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${relations}/worksheet" Target="worksheets/sheet1.xml"/>` +
        `<Relationship Id="rId2" Type="${relations}/styles" Target="styles.xml"/></Relationships>`,
    ),
    part('xl/styles.xml', stylesXml),
    { name: 'xl/worksheets/sheet1.xml', content: withHead(sheetXml(table)) },
  ]);
