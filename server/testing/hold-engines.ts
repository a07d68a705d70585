/** Starts the engines in a data folder, prints their process numbers and holds them until it is killed. */
import { openDataFolder, prepareEngines } from '#platform/boot';

const data = process.argv[2] ?? '';
openDataFolder(data);
const say = (message: string): void => void process.stderr.write(`${message}\n`);
const engines = await prepareEngines({ data, postgresPassword: 'test', clickhousePassword: 'test', say, onHopeless: say });
await engines.start();
process.stdout.write(`${JSON.stringify(engines.units.map(({ child }) => child?.pid))}\n`);
setInterval(() => undefined, 60_000);
