import { type Logger, pino } from 'pino';
import { Fault } from '#kernel';
import { hopelessExitCode } from '#platform/boot';
import type { ReadyMessage } from './messages.ts';
import { parseRuntime, type Runtime } from './runtime.ts';

/** What a child process of the supervisor opens; `close` ends it in order and within a few seconds. */
export interface Service {
  readonly url?: string;
  close(): Promise<void>;
}

/** Codes of faults that no second try can mend: the supervisor stops instead of trying. */
const hopeless: readonly string[] = ['DQ_DATA_FROM_NEWER_VERSION', 'DQ_PORT_TAKEN', 'DQ_SETTINGS', 'DQ_DATA_DAMAGED'];

/** The life of a child process: told its runtime, it opens, announces itself, and closes on SIGTERM. It never outlives the supervisor. */
export async function runChild(name: string, open: (runtime: Runtime, logger: Logger) => Promise<Service>): Promise<void> {
  const logger = pino({ name, base: { name }, timestamp: pino.stdTimeFunctions.isoTime });
  process.on('disconnect', () => process.exit(0));
  if (!process.connected) process.exit(0);
  process.on('SIGINT', () => undefined); // Ctrl-C reaches the whole group; the supervisor decides the order of ending
  const runtime = await new Promise<Runtime>((resolve) => process.once('message', (message) => resolve(parseRuntime(message))));
  try {
    const service = await open(runtime, logger);
    process.once('SIGTERM', () => void closeAndExit(service, logger));
    const message: ReadyMessage = { kind: 'ready', ...(service.url === undefined ? {} : { url: service.url }) };
    process.send?.(message);
  } catch (error) {
    const isHopeless = error instanceof Fault && hopeless.includes(error.code);
    if (isHopeless) process.stderr.write(`${error.message}\n`);
    else logger.fatal({ err: error }, `${name} could not start`);
    process.exit(isHopeless ? hopelessExitCode : 1);
  }
}

async function closeAndExit(service: Service, logger: Logger): Promise<void> {
  try {
    await service.close();
    process.exit(0);
  } catch (error) {
    logger.error({ err: error }, 'closing failed');
    process.exit(1);
  }
}
