/** Child process that serves the embedded ClickHouse. Arguments: data folder, HTTP port, configuration file. */
import ffi from 'ffi-rs';
import { libchdbPath } from 'chdb/libchdb';

const [dir, port, config] = process.argv.slice(2);
const keepAlive =
  'SYSTEM START LISTEN HTTP; SELECT sleepEachRow(1) FROM numbers(1000000000) SETTINGS max_block_size=1, ' +
  'max_execution_time=0, function_sleep_max_microseconds_per_block=0 FORMAT Null';
const args = ['clickhouse', `--path=${dir}`, '--listen_host=127.0.0.1', `--http_port=${port}`, `--config-file=${config}`, '--query', keepAlive];
// The parent's end of the channel goes with the parent, however it dies: no orphan is left.
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
if (!process.connected) process.kill(process.pid, 'SIGKILL');
ffi.open({ library: 'chdb', path: libchdbPath() });
// The call only comes back when the engine could not start (its folder is locked, its port taken) or broke.
void Promise.resolve(
  ffi.load({
    library: 'chdb',
    funcName: 'chdb_query_cmdline',
    retType: ffi.DataType.External,
    paramsType: [ffi.DataType.I32, ffi.DataType.StringArray],
    paramsValue: [args.length, args],
    runInNewThread: true,
  }),
).finally(() => process.kill(process.pid, 'SIGKILL'));
setInterval(() => undefined, 60_000);
