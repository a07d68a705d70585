// A process of its own for references: the product's HTTP shell doing as little as possible. node reference-server.ts parse|answer|lookup
import Type from 'typebox';
import Value from 'typebox/value';
import { connectPostgres, createHttpShell, type Postgres } from '#platform';

const Lookup = Type.Object({ value: Type.String() });
const LOOKUP = 'SELECT value, profile FROM bench_lookup WHERE value = $1';

const app = await createHttpShell({ bodyLimit: 8 * 1024 * 1024 });
app.removeAllContentTypeParsers();
app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));

/** Reads and parses the body as the collector must, and answers; nothing is kept. */
app.post('/parse', (request) => ({ success: Buffer.isBuffer(request.body) && typeof JSON.parse(request.body.toString()) === 'object' }));

/** Reads the body and answers. */
app.post('/answer', () => ({ success: true }));

const pg: Postgres | undefined = process.env['DATABASE_URL'] === undefined ? undefined : connectPostgres(process.env['DATABASE_URL'], { maxConnections: 8 });
/** One row by its key, as it stands. */
app.get('/lookup', async (request) => {
  const rows = await pg?.query(LOOKUP, [Value.Parse(Lookup, request.query).value]);
  return rows?.[0] ?? {};
});

const url = await app.listen({ port: 0, host: '127.0.0.1' });
process.send?.({ port: Number(new URL(url).port) });
process.once('disconnect', () => process.exit(0));
