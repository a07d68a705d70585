import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type DemoOptions, demoOptions, type Progress, ProductError, realMess, sendDemo, type SentDemo, tidyMess, type Totals, writeDemo } from '@danqing/demo';
import { Command } from 'commander';
import { Fault } from '#kernel';
import { type CommandContext, contextOf, runningProduct } from '../command-line.ts';
import { progressLine } from '../demo/progress-line.ts';

interface Flags {
  readonly customers: string;
  readonly seed: string;
  readonly days: string;
  readonly until?: string;
  readonly sharedDevices?: string;
  readonly tidy?: boolean;
  readonly workspace: string;
  readonly truth?: string;
  readonly eventsOnly?: string;
  readonly connections: string;
}

export const build = (): Command =>
  new Command('demo')
    .description('Fills a workspace with a simulated omni-channel retailer, and writes down the truth about it: who is who, what campaigns did, exact totals.')
    .option('--customers <number>', 'known customers, up to 5000000; unknown visitors come on top', '1000')
    .option('--seed <number>', 'the same seed makes the same people and events', '7')
    .option('--days <number>', 'length of the story', '730')
    .option('--until <moment>', 'end of the story, ISO 8601 (default: the last full hour)')
    .option('--shared-devices <share>', 'customers who log in on a shop tablet (default: 0.02)')
    .option('--tidy', 'no shared devices, typing errors, duplicates, late events, bots or fraud')
    .option('--workspace <key>', 'workspace to fill; made where it is missing', 'demo')
    .option('--truth <folder>', "where the truth is written (default: demo-truth in the data folder, or beside the events' files)")
    .option('--events-only <folder>', 'write one file of JSON lines a source instead of sending')
    .option('--connections <number>', 'requests under way at once', '4')
    .action(async function () {
      const context = contextOf(this);
      const flags = this.opts<Flags>();
      const options = optionsOf(flags, context.settings.clockOffsetMs);
      const line = progressLine(process.stderr, Date.now);
      const onProgress = ({ stage, done, of }: Progress): void => line.show(stageWords[stage], done, of);
      if (flags.eventsOnly !== undefined) {
        const folders = { events: resolve(flags.eventsOnly), truth: resolve(flags.truth ?? `${flags.eventsOnly}/truth`) };
        const totals = writeDemo(options, folders, onProgress);
        line.end();
        context.answer({ ...folders, totals }, filesText(folders, totals));
        return;
      }
      const product = runningProduct(context.settings);
      const now = (): number => Date.now() + context.settings.clockOffsetMs;
      if (options.until > now()) throw usage('--until lies in the future; events from there would be refused');
      const truth = resolve(flags.truth ?? `${context.settings.data}/demo-truth`);
      const connections = whole('connections', flags.connections);
      const result = await asFault(sendDemo(options, { product, workspace: flags.workspace, truth, connections, now, sleep: (ms) => sleep(ms) }, onProgress));
      line.end();
      report(context, { ...result, truth, url: product.url, key: flags.workspace });
    });

const stageWords: Readonly<Record<Progress['stage'], string>> = { truth: 'people', events: 'events', pipeline: 'pipeline', consents: 'consents' };

function optionsOf(flags: Flags, clockOffsetMs: number): DemoOptions {
  const until = flags.until === undefined ? Math.floor((Date.now() + clockOffsetMs) / 3_600_000) * 3_600_000 : Date.parse(flags.until);
  if (Number.isNaN(until)) throw usage(`--until is a moment in ISO 8601, not ${flags.until ?? ''}`);
  const mess = flags.tidy === true ? tidyMess : realMess;
  const shopTablets = flags.sharedDevices === undefined ? mess.shopTablets : Number(flags.sharedDevices);
  if (!(shopTablets >= 0 && shopTablets <= 1)) throw usage(`--shared-devices is a share from 0 to 1, not ${flags.sharedDevices ?? ''}`);
  try {
    return demoOptions({
      customers: whole('customers', flags.customers),
      seed: whole('seed', flags.seed),
      days: whole('days', flags.days),
      until,
      mess: { ...mess, shopTablets },
    });
  } catch (error) {
    if (error instanceof RangeError) throw usage(error.message);
    throw error;
  }
}

const usage = (message: string): Fault => new Fault('DQ_SETTINGS', 400, message);

function whole(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0) throw usage(`--${name} is a whole number, not ${text}`);
  return value;
}

async function asFault<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof ProductError) throw new Fault('DQ_DEMO', error.status, error.message, { cause: error });
    throw error;
  }
}

type Report = SentDemo & { readonly truth: string; readonly url: string; readonly key: string };

function report(context: CommandContext, result: Report): void {
  const { sent, flow, totals } = result;
  // A batch whose answer was lost may have been taken: then there are more duplicates than were planted, and nothing else.
  const isExact = flow.lag === 0 && flow.parked === 0 && flow.passed === totals.unique.all && (sent.repeated > 0 || flow.dropped === totals.duplicates);
  context.answer({ ...result, isExact }, sentText(result, isExact));
}

const count = (value: number): string => value.toLocaleString('en-US');

const madeText = (totals: Totals): string =>
  `${count(totals.people.customer)} customers, ${count(totals.people.visitor)} visitors and ${count(totals.people.bot)} bots; ` +
  `${count(totals.unique.all)} events and ${count(totals.duplicates)} duplicates; ` +
  `${count(totals.orders)} orders of ${count(totals.revenue)} yuan, ${count(totals.refunds)} refunds of ${count(totals.refunded)} yuan`;

const filesText = ({ events, truth }: { events: string; truth: string }, totals: Totals): string => `${madeText(totals)}\nevents  ${events}\ntruth   ${truth}`;

function sentText({ totals, flow, sent, truth, url, key, workspace }: Report, isExact: boolean): string {
  const verdict = isExact
    ? 'which is exactly what was sent'
    : `where ${count(totals.unique.all)} and ${count(totals.duplicates)} were expected: was the workspace in use?`;
  return [
    `The workspace ${key} (${workspace === 'made' ? 'new' : 'there already'}) has ${madeText(totals)}.`,
    `The product passed ${count(flow.passed)} and dropped ${count(flow.dropped)} (parked ${count(flow.parked)}), ${verdict}.`,
    ...(sent.repeated > 0 ? [`${count(sent.repeated)} messages were sent again because an answer was lost.`] : []),
    `The truth about all of them: ${truth}`,
    '',
    'Try next (with the admin key, and the header X-Workspace):',
    `  curl -H "Authorization: Bearer $ADMIN_KEY" -H "X-Workspace: ${key}" ${url}/api/v1/pipeline`,
    `  curl -H "Authorization: Bearer $ADMIN_KEY" -H "X-Workspace: ${key}" -H "Content-Type: application/json" ${url}/api/v1/segments/preview \\`,
    `    -d '{"rule":{"did":"Order Completed","window":{"last":90,"unit":"day"},"count":{"op":"gte","value":3}}}'`,
    `  compare the answer with bought_3_in_90_days in ${truth}/answers.json`,
  ].join('\n');
}
