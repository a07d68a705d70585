import type { Instructions } from '@danqing/contracts';

/** Where a client sends, as its snippet is written. */
export interface Target {
  readonly origin: string;
  readonly key: string;
}

export type Client = Instructions['clients'][number];

export const install = { zh: '安装', en: 'Install' };
export const send = { zh: '发送', en: 'Send' };

/** Somebody who has this SDK already changes one line. */
export const aboutKept = (name: string, where: { readonly zh: string; readonly en: string }): Client['about'] => ({
  zh: `已经在用 ${name} 的${where.zh}：只改地址和密钥这一行，其余代码不动。`,
  en: `${where.en} that use ${name} already: only the line with address and key changes.`,
});

export const onPages = { zh: '网页', en: 'Pages' };
export const onServers = { zh: ' Node.js 服务', en: 'Node.js services' };
