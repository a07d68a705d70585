import { describe, expect, it } from 'vitest';
import { encoded, fileReader } from './testing.ts';

const { readAll } = fileReader('encoding');
const csv = '姓名,城市\n王小明,上海\n李雷,广州\n张伟,成都\n';
const cells = [
  ['王小明', '上海'],
  ['李雷', '广州'],
  ['张伟', '成都'],
];
const big = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();

describe('a text file', () => {
  it.each([
    ['UTF-8 with its mark', Buffer.from(`\uFEFF${csv}`), 'utf-8'],
    ['UTF-16 with its mark', Buffer.from(`\uFEFF${csv}`, 'utf16le'), 'utf-16le'],
    ['UTF-16 the other way with its mark', big(`\uFEFF${csv}`), 'utf-16be'],
    ['UTF-16 without a mark', Buffer.from(csv, 'utf16le'), 'utf-16le'],
    ['UTF-16 the other way without a mark', big(csv), 'utf-16be'],
    ['GB18030', encoded(csv, 'gb18030'), 'gb18030'],
  ])('in %s is read as it was written', async (_name, bytes, encoding) => {
    const found = await readAll(bytes);
    expect([found.encoding, found.columns, found.rows.map((row) => row.cells), found.rejected]).toEqual([encoding, ['姓名', '城市'], cells, []]);
  });

  it('in Big5 is told from GB18030, and Western accents from both', async () => {
    const traditional = '姓名,城市,地址\n王小明,臺北,臺灣臺北市信義區市府路一號\n李雷,高雄,前鎮區中華五路七百八十九號\n';
    const chinese = await readAll(encoded(traditional, 'big5'));
    expect([chinese.encoding, chinese.rows[0]?.cells]).toEqual(['big5', ['王小明', '臺北', '臺灣臺北市信義區市府路一號']]);
    const western = await readAll(Buffer.from('name,city\nZoé,Genève\nJürgen,Köln\nNuñez,Málaga\n', 'latin1'));
    expect([western.encoding, western.rows.map((row) => row.cells[1])]).toEqual(['windows-1252', ['Genève', 'Köln', 'Málaga']]);
  });

  it('of two encodings is read line by line, and it is told how many', async () => {
    const pasted = await readAll(Buffer.concat([Buffer.from('姓名,城市\n王小明,上海\n李雷,广州\n'), encoded('张伟,成都\n韩梅梅,杭州\n', 'gb18030')]));
    expect([pasted.rows.map((row) => row.cells[1]), pasted.noticed]).toEqual([['上海', '广州', '成都', '杭州'], { 'encoding:gb18030': 2 }]);
    const other = await readAll(Buffer.concat([encoded(`姓名,城市\n${'张伟,成都\n'.repeat(20)}`, 'gb18030'), Buffer.from('王小明,上海\n')]));
    expect([other.encoding, other.rows.at(-1)?.cells, other.noticed]).toEqual(['gb18030', ['王小明', '上海'], { 'encoding:utf-8': 1 }]);
  });

  it('with bytes of no encoding has those rows rejected, and never a wrong word', async () => {
    const { rows, rejected } = await readAll(
      Buffer.concat([Buffer.from('姓名,城市\n王小明,上海\n李'), Buffer.from([0xe9, 0x9b, 0xff]), Buffer.from(',广州\n张伟,成都\n')]),
    );
    expect(rows.map((row) => row.cells[0])).toEqual(['王小明', '张伟']);
    expect(rejected).toEqual([{ row: 2, reason: 'not valid text in this encoding' }]);
  });

  it('is read as people say, whatever it looks like', async () => {
    const found = await readAll(encoded('姓名,城市\n王小明,上海\n', 'gb18030'), { encoding: 'gbk' });
    expect([found.encoding, found.rows[0]?.cells]).toEqual(['gbk', ['王小明', '上海']]);
  });

  it('that was pasted together has its heading once', async () => {
    const { rows, rejected } = await readAll('id,name\n1,a\n\uFEFFid,name\n2,b\n');
    expect([rows.length, rejected]).toEqual([2, [{ row: 2, reason: 'the heading again' }]]);
  });

  it('of one long line is cut between characters', async () => {
    const names = Array.from({ length: 60_000 }, (_, index) => `王小明${index}`);
    for (const bytes of [Buffer.from(JSON.stringify(names.map((name) => ({ name })))), encoded(JSON.stringify(names.map((name) => ({ name }))), 'gb18030')]) {
      const { rows, rejected } = await readAll(bytes, { columns: ['name'] });
      expect([rows.length, rows.every(({ number, cells: [name] }) => name === names[number - 1]), rejected]).toEqual([60_000, true, []]);
    }
  });
});
