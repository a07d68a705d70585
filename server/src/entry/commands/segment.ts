import { readFile } from 'node:fs/promises';
import { text as textOf } from 'node:stream/consumers';
import { PreviewView } from '@danqing/contracts';
import { Command } from 'commander';
import type { Static } from 'typebox';
import { Fault, isJsonObject } from '#kernel';
import { askProduct } from '../ask.ts';
import { contextOf, runningProduct } from '../command-line.ts';

type Preview = Static<typeof PreviewView>;

const preview = (): Command =>
  new Command('preview')
    .description(
      'Counts the profiles that a rule finds, without keeping it. The file holds a rule as JSON, {"rule": …} around one, or a rule as text; - reads it from standard input.',
    )
    .argument('<file>', 'RULE.json, or a rule as text: did "Order Completed" at least 3 times in last 30 days')
    .option('--at <moment>', 'evaluate as of that moment (ISO 8601; without offset: the zone of the workspace)')
    .option('--limit <n>', 'how many profile ids to show', '20')
    .option('--workspace <key>', 'the workspace to look in', 'default')
    .option('--sql', 'show the SQL too')
    .action(async function (file: string) {
      const { settings, answer } = contextOf(this);
      const options = this.opts<{ readonly at?: string; readonly limit: string; readonly workspace: string; readonly sql?: true }>();
      const { url, adminKey } = runningProduct(settings);
      const body = { ...(await readRule(file)), limit: Number(options.limit), ...(options.at === undefined ? {} : { at: options.at }) };
      const found = await askProduct(PreviewView, { url: `${url}/api/v1/segments/preview`, adminKey, workspace: options.workspace, body });
      answer(found, wordsOf(found, options.sql === true));
    });

export const build = (): Command => new Command('segment').description('Tries rules on the profiles of the running product.').addCommand(preview());

/** What begins like JSON is read as JSON; anything else is the text form, which the server reads. */
async function readRule(file: string): Promise<{ readonly rule: unknown } | { readonly text: string }> {
  const source = await (file === '-' ? textOf(process.stdin) : readFile(file, 'utf8')).catch((cause: unknown) => {
    throw new Fault('DQ_SETTINGS', 400, `the rule ${file} cannot be read`, { cause });
  });
  if (!/^\s*[{[]/.test(source)) return { text: source };
  const rule = parsed(source, file);
  return isJsonObject(rule) && 'rule' in rule ? { rule: rule['rule'] } : { rule };
}

function parsed(source: string, file: string): unknown {
  try {
    return JSON.parse(source);
  } catch (cause) {
    throw new Fault('DQ_NOT_JSON', 400, `${file} is not valid JSON: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

function wordsOf({ count, total, text, sentence, sample, elapsedMs, sql }: Preview, withSql: boolean): string {
  const share = total === 0 ? '' : ` (${((100 * count) / total).toFixed(1)} %)`;
  const lines = [text, '', sentence.zh, sentence.en, `${count} of ${total} profiles${share}, found in ${elapsedMs} ms`];
  if (sample.length > 0) lines.push(`profiles ${sample.join(', ')}${count > sample.length ? ', …' : ''}`);
  return [...lines, ...(withSql ? [sql] : [])].join('\n');
}
