/** The command line: `npm run danqing -- <command>`. */
import { runCommandLine } from './command-line.ts';
import { commands } from './commands.ts';
import { version } from './version.ts';

process.exitCode = await runCommandLine(commands, process.argv.slice(2), version);
