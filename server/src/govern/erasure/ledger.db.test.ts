import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestStores, type TestStores } from '../../../testing/stores.ts';
import { readErasures } from './erasure.store.ts';
import { ledgerErasure, repeatErasures } from './ledger.ts';

let stores: TestStores;
const folder = mkdtempSync(join(tmpdir(), 'ledger-'));
beforeAll(async () => {
  stores = await openTestStores();
  await stores.pg.query(`INSERT INTO govern.workspace (key, name, timezone) VALUES ('test', 'Test', 'Asia/Shanghai')`);
});
afterAll(async () => {
  await stores.close();
  rmSync(folder, { recursive: true });
});

const subject = {
  id: 5,
  workspace: 1,
  homes: [3, 8],
  keepsEvents: false,
  acceptedUpTo: 1,
  identifiers: [],
  position: 1,
  askedAt: new Date('2026-11-20T08:00:00.123Z'),
  scrubbingAt: null,
};

it('asks a restored database again for what it does not know, once, and only for profiles that it has', async () => {
  const file = join(folder, 'erasures.jsonl');
  const ledger = ledgerErasure(file);
  await ledger.sweep?.(subject, undefined);
  await ledger.sweep?.(subject, undefined);
  expect(readFileSync(file, 'utf8')).toBe('{"workspace":1,"homes":[3,8],"askedAt":"2026-11-20T08:00:00.123Z"}\n');
  const existing = (ids: readonly number[]) => Promise.resolve(ids.filter((id) => id < 5));
  expect(await repeatErasures(stores.pg, file, { acceptedUpTo: 7, existing })).toBe(1);
  // Number 8 is somebody new by now.
  expect(await repeatErasures(stores.pg, file, { acceptedUpTo: 9, existing: (ids) => Promise.resolve(ids) })).toBe(0);
  expect(await readErasures(stores.pg, 1, 100, 10)).toMatchObject([{ homes: [3], state: 'waiting', acceptedUpTo: 7, askedAt: subject.askedAt }]);
  expect(await repeatErasures(stores.pg, join(folder, 'none'), { acceptedUpTo: 9, existing })).toBe(0);
});
