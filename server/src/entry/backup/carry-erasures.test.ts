import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { carryErasures, ledgerFile } from './carry-erasures.ts';

const data = mkdtempSync(join(tmpdir(), 'carry-'));
afterAll(() => rmSync(data, { recursive: true }));

it('goes on with the erasures of the backup and of the data that it replaced, each once', async () => {
  const aside = join(data, 'replaced-1');
  mkdirSync(aside);
  await carryErasures(data, [aside, join(data, 'none')]);
  expect(() => readFileSync(ledgerFile(data))).toThrow('ENOENT');
  writeFileSync(ledgerFile(data), 'a\nb\n');
  writeFileSync(ledgerFile(aside), 'b\nc\n');
  await carryErasures(data, [aside]);
  expect(readFileSync(ledgerFile(data), 'utf8')).toBe('a\nb\nc\n');
});
