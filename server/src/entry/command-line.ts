import { Command, CommanderError } from 'commander';
import { Fault } from '#kernel';
import { readRunning, readSecrets, resolveSettings, type SettingOrigin, type Settings, settingFlags } from '#platform/boot';

/** 0: done · 1: it failed, and said why · 2: it was called wrongly. */
export const exitCodes = { done: 0, failed: 1, usage: 2 } as const;

/** One command of `danqing`; `load` brings its module only when it is asked for, so that every command starts quickly. */
export interface CommandEntry {
  readonly name: string;
  readonly summary: string;
  load(): Promise<{ readonly build: () => Command }>;
}

/** Options that every command understands, before or after its name. */
function withCommonOptions(command: Command): Command {
  command.option('--data <folder>', 'the data folder').option('--json', 'answer as JSON').exitOverride().showHelpAfterError('(--help shows how)');
  for (const sub of command.commands) withCommonOptions(sub);
  return command;
}

export interface CommandContext {
  readonly settings: Settings;
  readonly origins: readonly SettingOrigin[];
  readonly isJson: boolean;
  /** Prints the answer: `value` as JSON when that was asked for, otherwise `text`. */
  answer(value: unknown, text: string): void;
}

/** What a command's action works with: `action(function () { const context = contextOf(this); … })`. */
export function contextOf(command: Command): CommandContext {
  const options: Readonly<Record<string, unknown>> = command.optsWithGlobals();
  const resolved = resolveSettings({
    flags: Object.fromEntries(settingFlags.map((flag) => [flag, typeof options[flag] === 'string' ? options[flag] : undefined])),
    environment: process.env,
    folder: process.cwd(),
    systemTimezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  });
  const isJson = options['json'] === true;
  return { ...resolved, isJson, answer: (value, text) => process.stdout.write(`${isJson ? JSON.stringify(value) : text}\n`) };
}

export interface Connection {
  /** Where the running product serves HTTP. */
  readonly url: string;
  readonly adminKey: string;
  /** For commands that work on the stores themselves. */
  readonly databaseUrl: string;
  readonly clickhouseUrl: string;
}

/** The running product of the data folder. Throws DQ_NOT_RUNNING. */
export function runningProduct(settings: Settings): Connection {
  const running = readRunning(settings.data);
  const adminKey = settings.adminKey ?? readSecrets(settings.data)?.adminKey;
  if (running === undefined || adminKey === undefined)
    throw new Fault('DQ_NOT_RUNNING', 503, `Danqing does not run with the data folder ${settings.data}; start it with: npm start`);
  return { url: running.url, adminKey, databaseUrl: running.databaseUrl, clickhouseUrl: running.clickhouseUrl };
}

/** Runs the command line; resolves to the exit code. */
export async function runCommandLine(entries: readonly CommandEntry[], args: readonly string[], version: string): Promise<number> {
  const isJson = args.includes('--json');
  try {
    const program = await programFor(entries, args, version);
    await program.parseAsync([...args], { from: 'user' });
    return typeof process.exitCode === 'number' ? process.exitCode : exitCodes.done;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
    if (!(error instanceof Fault)) throw error;
    process.stderr.write(`${isJson ? JSON.stringify({ code: error.code, detail: error.message, errors: error.errors }) : wordsOf(error)}\n`);
    return error.code === 'DQ_SETTINGS' ? exitCodes.usage : exitCodes.failed;
  }
}

async function programFor(entries: readonly CommandEntry[], args: readonly string[], version: string): Promise<Command> {
  const program = withCommonOptions(new Command('danqing').description('Danqing 丹青: living customer profiles').version(version).enablePositionalOptions());
  const words = args.filter((word, index) => !word.startsWith('-') && args[index - 1] !== '--data');
  const asked = entries.find(({ name }) => name === (words[0] === 'help' ? words[1] : words[0]));
  for (const entry of entries) {
    const command = entry === asked ? (await entry.load()).build() : new Command(entry.name);
    program.addCommand(withCommonOptions(command.summary(entry.summary).description(command.description() || entry.summary)));
  }
  return program;
}

const wordsOf = (fault: Fault): string =>
  [
    `${fault.message} [${fault.code}]`,
    ...fault.errors.map(({ path, message, suggestion }) => `  ${path}: ${message}${suggestion === undefined ? '' : ` (${suggestion})`}`),
  ].join('\n');
