import { rm } from 'node:fs/promises';
import { newDataFolder, type Product, type ProductOptions, startProduct } from '../../test/product.ts';
import { type ClickHouse, connectClickHouse, connectPostgres, type Postgres } from '#platform';
import { readRunning } from '#platform/boot';

/** The running product that is measured, with doors into its engines. */
export interface Subject {
  readonly product: Product;
  readonly port: number;
  readonly pid: number;
  /** Headers of a request that collects. */
  readonly writeHeaders: Readonly<Record<string, string>>;
  /** Headers of a request to the API. */
  readonly adminHeaders: Readonly<Record<string, string>>;
  readonly databaseUrl: string;
  readonly clickhouseUrl: string;
  readonly pg: Postgres;
  readonly clickhouse: ClickHouse;
  stop(options?: { readonly keepData?: boolean }): Promise<void>;
}

export interface SubjectOptions extends ProductOptions {
  readonly roles?: readonly string[];
}

/** Starts the product in a folder of its own, as people start it. */
export async function startSubject({ roles, ...options }: SubjectOptions = {}): Promise<Subject> {
  const data = options.data ?? newDataFolder();
  const product = await startProduct({ ...options, data, args: [...(options.args ?? []), ...(roles === undefined ? [] : ['--roles', roles.join(',')])] });
  const running = readRunning(data);
  const { pid } = product.process;
  if (running === undefined || pid === undefined) throw new Error('the product does not say where it runs');
  const pg = connectPostgres(running.databaseUrl, { maxConnections: 2 });
  const clickhouse = connectClickHouse(running.clickhouseUrl);
  return {
    product,
    port: Number(new URL(product.url).port),
    pid,
    writeHeaders: { authorization: `Basic ${Buffer.from(`${product.writeKey}:`).toString('base64')}` },
    adminHeaders: { authorization: `Bearer ${product.adminKey}` },
    databaseUrl: running.databaseUrl,
    clickhouseUrl: running.clickhouseUrl,
    pg,
    clickhouse,
    stop: async (how) => {
      await Promise.all([pg.close(), clickhouse.close()]);
      await product.stop(how);
    },
  };
}

export const removeData = (data: string): Promise<void> => rm(data, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
