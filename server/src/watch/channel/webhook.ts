import { createHmac, randomBytes } from 'node:crypto';
import type { OutboundAnswer } from '#platform';
import { type Bot } from './bots.ts';
import { type Attempt, taken } from './message.ts';

/** The key that a new webhook signs with. */
export const newWebhookSecret = (): string => `dqs_${randomBytes(24).toString('base64url')}`;

/** What a listener computes to know that a request is ours: HMAC-SHA-256 of "<timestamp>.<body>", in hexadecimal. The timestamp (s) keeps old requests from being sent again. */
export const signatureOf = (secret: string, timestamp: string, body: string): string =>
  `v1=${createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')}`;

function readAnswer({ status, headers }: OutboundAnswer): Attempt {
  if (status >= 200 && status < 300) return taken(status);
  const after = Number(headers['retry-after']);
  return {
    status,
    problem: `HTTP ${status}`,
    // A redirect is not followed: an address that moved is somebody's to mend.
    mayRetry: status >= 500 || status === 408 || status === 425 || status === 429,
    ...(Number.isFinite(after) && after > 0 ? { afterMs: Math.min(after * 1000, 3_600_000) } : {}),
  };
}

/** Any program that listens: JSON with a stable id, so that a message that comes twice is known. */
export const webhook: Bot = {
  call: ({ id, message, at }, { url, secret }, language) => {
    const timestamp = String(Math.floor(at.getTime() / 1000));
    const body = JSON.stringify({
      id,
      type: message.about,
      level: message.level,
      title: message.title[language],
      lines: message.lines.map((line) => line[language]),
      link: message.link,
      ...message.data,
    });
    return {
      url,
      headers: {
        'x-danqing-delivery': id,
        'x-danqing-timestamp': timestamp,
        ...(secret === null ? {} : { 'x-danqing-signature': signatureOf(secret, timestamp, body) }),
      },
      body,
    };
  },
  read: readAnswer,
};
