import { createHmac } from 'node:crypto';
import type { OutboundAnswer, OutboundCall } from '#platform';
import { objectAt } from '#kernel';
import { type Attempt, type Delivery, type Message, taken } from './message.ts';

/** Address and signing key of a channel, as they were sealed. */
export interface ChannelSecret {
  readonly url: string;
  readonly secret: string | null;
}

export interface Bot {
  call(delivery: Delivery, address: ChannelSecret, language: 'zh' | 'en'): OutboundCall;
  /** What its answer means: bots answer 200 with a code inside. */
  read(answer: OutboundAnswer): Attempt;
}

const hmac = (key: string, text: string): string => createHmac('sha256', key).update(text).digest('base64');

/** At most so many bytes of UTF-8, cut between lines. */
function fitted(lines: readonly string[], mostBytes: number): string {
  const kept: string[] = [];
  let bytes = 0;
  for (const line of lines) {
    bytes += Buffer.byteLength(line) + 1;
    if (bytes > mostBytes) return [...kept, '…'].join('\n');
    kept.push(line);
  }
  return kept.join('\n');
}

/** Names that people gave may hold signs that mean something to Markdown. */
const plain = (text: string): string => text.replaceAll(/[\\`*_#<>[\]]/g, (sign) => (sign === '<' ? '‹' : sign === '>' ? '›' : `\\${sign}`));
const more = { zh: '查看详情', en: 'Show more' };
const colours: Readonly<Record<Message['level'], string>> = { critical: 'warning', warning: 'warning', info: 'comment', good: 'info' };

const answerOf = (body: string): Readonly<Record<string, unknown>> => {
  try {
    const parsed: unknown = JSON.parse(body);
    return objectAt(parsed);
  } catch {
    return {};
  }
};

/** `code` 0 is good; of the others, those that say "too often" are tried again after their pause, the rest are somebody's to mend. */
const readBot =
  (codeName: 'errcode' | 'code', textName: 'errmsg' | 'msg', tooOften: readonly number[], pauseMs: number, passing: readonly number[]) =>
  ({ status, body }: OutboundAnswer): Attempt => {
    const answer = answerOf(body);
    const code = answer[codeName];
    if (status === 200 && code === 0) return taken(status);
    const text = answer[textName];
    const problem = typeof code === 'number' ? `${code} ${typeof text === 'string' ? text : ''}`.trim() : `HTTP ${status}`;
    if (status === 429 || (typeof code === 'number' && tooOften.includes(code))) return { status, problem, mayRetry: true, afterMs: pauseMs };
    return { status, problem, mayRetry: status >= 500 || (typeof code === 'number' && passing.includes(code)) };
  };

/** 企业微信 group bot: Markdown of at most 4,096 bytes, 20 messages a minute (45009 beyond that). No signing: its key stands in the address. */
const wecom: Bot = {
  call: ({ message }, { url }, language) => ({
    url,
    body: JSON.stringify({
      msgtype: 'markdown',
      markdown: {
        content: fitted(
          [
            `**<font color="${colours[message.level]}">${plain(message.title[language])}</font>**`,
            ...message.lines.map((line) => `> ${plain(line[language])}`),
            ...(message.link === null ? [] : [`[${more[language]}](${message.link})`]),
          ],
          4000,
        ),
      },
    }),
  }),
  read: readBot('errcode', 'errmsg', [45009], 60_000, [-1]),
};

/** 飞书 group bot: the signature is an HMAC of nothing under the key "<seconds>\n<secret>"; 100 messages a minute (11232, 9499 beyond that). */
const feishu: Bot = {
  call: ({ message, at }, { url, secret }, language) => {
    const timestamp = String(Math.floor(at.getTime() / 1000));
    const paragraphs = message.lines.map((line) => [{ tag: 'text', text: line[language] }]);
    const link = message.link === null ? [] : [[{ tag: 'a', text: more[language], href: message.link }]];
    return {
      url,
      body: JSON.stringify({
        ...(secret === null ? {} : { timestamp, sign: hmac(`${timestamp}\n${secret}`, '') }),
        msg_type: 'post',
        content: { post: { [language === 'zh' ? 'zh_cn' : 'en_us']: { title: message.title[language], content: [...paragraphs, ...link] } } },
      }),
    };
  },
  read: readBot('code', 'msg', [11232, 11247], 60_000, [9499]),
};

/** 钉钉 group bot: `timestamp` (ms) and `sign` in the address, HMAC of "<ms>\n<secret>" under the secret; 20 messages a minute, then ten minutes of silence (130101, 410100). */
const dingtalk: Bot = {
  call: ({ message, at }, { url, secret }, language) => {
    const address = new URL(url);
    if (secret !== null) {
      const timestamp = String(at.getTime());
      address.searchParams.set('timestamp', timestamp);
      address.searchParams.set('sign', hmac(secret, `${timestamp}\n${secret}`));
    }
    const lines = [`#### ${plain(message.title[language])}`, ...message.lines.map((line) => `- ${plain(line[language])}`)];
    return {
      url: address.href,
      body: JSON.stringify({
        msgtype: 'markdown',
        markdown: {
          title: message.title[language].slice(0, 100),
          text: fitted([...lines, ...(message.link === null ? [] : [`\n[${more[language]}](${message.link})`])], 18_000),
        },
      }),
    };
  },
  read: readBot('errcode', 'errmsg', [130101, 410100, 90030], 600_000, [-1]),
};

export const bots = { wecom, feishu, dingtalk } as const;
