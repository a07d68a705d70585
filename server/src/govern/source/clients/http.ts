import type { Client, Target } from './client.ts';

export const curl = ({ origin, key }: Target): Client => ({
  key: 'http',
  name: 'HTTP · curl',
  platform: 'http',
  about: {
    zh: '任何语言都可以直接发 HTTP。返回 200 表示已写入磁盘；429 和 5xx 稍后重发即可，messageId 相同不会重复计数。',
    en: 'Any language can send HTTP. 200 means written to disk; send again on 429 and 5xx: the same messageId never counts twice.',
  },
  steps: [
    {
      title: { zh: '发一个事件', en: 'One event' },
      language: 'sh',
      code: `curl ${origin}/v1/track -u ${key}: -H 'content-type: application/json' \\
  -d '{"userId": "u-1001", "event": "Order Completed", "messageId": "order-o-1",
       "properties": {"order_id": "o-1", "revenue": 99},
       "context": {"traits": {"email": "a@example.com"}}}'`,
    },
    {
      title: { zh: '一次发多个（最多 2,500 个、500 KB）', en: 'Many at once (up to 2,500 and 500 KB)' },
      language: 'sh',
      code: `curl ${origin}/v1/batch -u ${key}: -H 'content-type: application/json' \\
  -d '{"batch": [
        {"type": "identify", "userId": "u-1001", "traits": {"email": "a@example.com"}},
        {"type": "track", "userId": "u-1001", "event": "Order Completed", "properties": {"revenue": 99}}]}'`,
    },
  ],
});
