import { Fault } from '#kernel';
import { encrypted, openZip, type Zip, type ZipEntry } from '../archive/zip.ts';
import { type DateStyle, dateStyles } from './styles.ts';
import { attributeOf, tagsOf } from './xml.ts';

export interface Sheet {
  readonly name: string;
  readonly entry: ZipEntry;
}

/** A workbook's plan: which sheets there are, and what its cells' numbers and styles mean. */
export interface Workbook {
  readonly zip: Zip;
  readonly sheets: readonly Sheet[];
  readonly strings: ZipEntry | undefined;
  /** By style index: which of `date`, `time` a number is; undefined where it is a number. */
  readonly styles: readonly DateStyle[];
  /** Days count from 1904, as old Macs did. */
  readonly is1904: boolean;
}

const mostPlanBytes = 64 * 1024 * 1024;

/** Reads what stands beside the sheets. Throws DQ_IMPORT_FORMAT for archives that are no workbook, DQ_IMPORT_XLSX for damaged ones. */
export async function openWorkbook(path: string): Promise<Workbook> {
  const zip = await openZip(path);
  if ([...zip.entries.values()].some(({ isEncrypted }) => isEncrypted)) throw encrypted('workbook');
  const textOf = async (name: string): Promise<string | undefined> => {
    const entry = zip.entries.get(name);
    if (entry === undefined) return undefined;
    if (entry.bytes > mostPlanBytes) throw new Fault('DQ_IMPORT_XLSX', 400, `the workbook's ${name} is too large to be read`);
    const pieces: Buffer[] = [];
    for await (const piece of zip.read(entry)) pieces.push(piece);
    return Buffer.concat(pieces).toString();
  };
  const main = mainPart(await textOf('_rels/.rels'));
  const book = await textOf(main);
  if (book === undefined) throw new Fault('DQ_IMPORT_FORMAT', 400, noWorkbook(zip));
  const folder = main.slice(0, main.lastIndexOf('/') + 1);
  const parts = new Map(
    tagsOf((await textOf(`${folder}_rels/${main.slice(folder.length)}.rels`)) ?? '', 'Relationship').map((tag) => [
      attributeOf(tag, 'Id') ?? '',
      partOf(tag, folder),
    ]),
  );
  const partOfKind = (kind: string): string | undefined => [...parts.values()].find(({ type }) => type.endsWith(`/${kind}`))?.path;
  const sheets = tagsOf(book, 'sheet').flatMap((tag): readonly Sheet[] => {
    const part = parts.get(/[\w-]+:id\s*=\s*["']([^"']*)/.exec(tag)?.[1] ?? '');
    const entry = part?.type.endsWith('/worksheet') === true ? zip.entries.get(part.path) : undefined;
    return entry === undefined ? [] : [{ name: attributeOf(tag, 'name') ?? '', entry }];
  });
  if (sheets.length === 0) throw new Fault('DQ_IMPORT_EMPTY', 400, 'the workbook has no sheet with a table');
  const styles = await textOf(partOfKind('styles') ?? `${folder}styles.xml`);
  return {
    zip,
    sheets,
    strings: zip.entries.get(partOfKind('sharedStrings') ?? `${folder}sharedStrings.xml`),
    styles: dateStyles(styles ?? ''),
    is1904: /date1904\s*=\s*["'](1|true)/.test(book),
  };
}

const mainPart = (rels: string | undefined): string => {
  const tag = tagsOf(rels ?? '', 'Relationship').find((one) => (attributeOf(one, 'Type') ?? '').endsWith('/officeDocument'));
  return (tag === undefined ? undefined : attributeOf(tag, 'Target'))?.replace(/^\//, '') ?? 'xl/workbook.xml';
};

function partOf(tag: string, folder: string): { readonly type: string; readonly path: string } {
  const target = attributeOf(tag, 'Target') ?? '';
  return { type: attributeOf(tag, 'Type') ?? '', path: target.startsWith('/') ? target.slice(1) : `${folder}${target.replace(/^\.\//, '')}` };
}

function noWorkbook({ entries }: Zip): string {
  if (entries.has('xl/workbook.bin')) return 'this is a binary Excel workbook (XLSB); save it as XLSX or CSV';
  if (entries.has('content.xml')) return 'this is an OpenDocument file (ODS); save it as XLSX or CSV';
  if (entries.has('index.xml') || [...entries.keys()].some((name) => name.endsWith('.iwa'))) return 'this is a Numbers document; export it as XLSX or CSV';
  return 'this is a ZIP archive and no Excel workbook (XLSX): unpack it and send the table that is in it';
}
