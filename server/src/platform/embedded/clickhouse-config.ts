import { createHash } from 'node:crypto';
import { totalmem } from 'node:os';

const mb = 1024 * 1024;

/** What the machine, or the container's limit, gives us. */
export const machineMemoryBytes = (): number => Math.min(totalmem(), process.constrainedMemory() || totalmem());

export interface ClickHouseSizes {
  /** Everything the server may hold; leaves room for PostgreSQL, Node and the page cache. */
  readonly serverBytes: number;
  readonly queryBytes: number;
  readonly markCacheBytes: number;
}

export function sizesFor(memoryBytes: number): ClickHouseSizes {
  const serverBytes = Math.max(768 * mb, Math.floor(memoryBytes * 0.5));
  return { serverBytes, queryBytes: Math.floor(serverBytes * 0.8), markCacheBytes: Math.min(512 * mb, Math.floor(serverBytes / 16)) };
}

export interface ClickHouseUsers {
  readonly password: string;
  /** Patterns that the engine's own user may read: tables which dictionaries are loaded from (they are read as `default`). */
  readonly dictionarySources: readonly string[];
}

/** Few threads at rest: each costs memory, and merges of one machine need no more than its cores. */
export const serverConfig = ({ serverBytes, markCacheBytes }: ClickHouseSizes, usersFile: string, backups: string): string => `<clickhouse>
  <users_config>${escape(usersFile)}</users_config>
  <backups><allowed_path>${escape(backups)}</allowed_path></backups>
  <max_server_memory_usage>${serverBytes}</max_server_memory_usage>
  <mark_cache_size>${markCacheBytes}</mark_cache_size>
  <primary_index_cache_size>${markCacheBytes}</primary_index_cache_size>
  <index_mark_cache_size>${32 * mb}</index_mark_cache_size>
  <uncompressed_cache_size>0</uncompressed_cache_size>
  <index_uncompressed_cache_size>0</index_uncompressed_cache_size>
  <compiled_expression_cache_size>${32 * mb}</compiled_expression_cache_size>
  <background_pool_size>4</background_pool_size>
  <background_common_pool_size>2</background_common_pool_size>
  <background_schedule_pool_size>8</background_schedule_pool_size>
  <background_fetches_pool_size>1</background_fetches_pool_size>
  <background_move_pool_size>1</background_move_pool_size>
  <background_message_broker_schedule_pool_size>1</background_message_broker_schedule_pool_size>
  <background_distributed_schedule_pool_size>1</background_distributed_schedule_pool_size>
  <background_buffer_flush_schedule_pool_size>1</background_buffer_flush_schedule_pool_size>
  <max_connections>256</max_connections>
  <merge_tree>
    <number_of_free_entries_in_pool_to_execute_mutation>2</number_of_free_entries_in_pool_to_execute_mutation>
    <number_of_free_entries_in_pool_to_lower_max_size_of_merge>2</number_of_free_entries_in_pool_to_lower_max_size_of_merge>
    <number_of_free_entries_in_pool_to_execute_optimize_entire_partition>2</number_of_free_entries_in_pool_to_execute_optimize_entire_partition>
  </merge_tree>
</clickhouse>
`;

/** `default` logs itself in without a password from loopback, so it may next to nothing; `app` has the password. */
export const usersConfig = ({ queryBytes }: ClickHouseSizes, { password, dictionarySources }: ClickHouseUsers): string => `<clickhouse>
  <profiles><default><max_memory_usage>${queryBytes}</max_memory_usage></default></profiles>
  <quotas><default></default></quotas>
  <users>
    <default>
      <password></password>
      <networks><ip>127.0.0.1</ip></networks>
      <profile>default</profile>
      <quota>default</quota>
      <grants>
        <query>GRANT SYSTEM LISTEN ON *.*</query>
${dictionarySources.map((source) => `        <query>GRANT SELECT ON ${escape(source)}</query>`).join('\n')}
      </grants>
    </default>
    <app>
      <password_sha256_hex>${createHash('sha256').update(password).digest('hex')}</password_sha256_hex>
      <networks><ip>127.0.0.1</ip></networks>
      <profile>default</profile>
      <quota>default</quota>
      <grants><query>GRANT ALL ON *.* WITH GRANT OPTION</query></grants>
    </app>
  </users>
</clickhouse>
`;

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
