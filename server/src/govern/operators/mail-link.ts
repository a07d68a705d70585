import { type MailDeps, canMail, sendMail } from '../mail/send-mail.ts';
import type { LinkMailer } from './deps.ts';

/** In both languages: nobody knows yet which one the reader has chosen. */
const words = {
  invitation: (from: string, workspace: string) => ({
    subject: `${from} 邀请你加入丹青“${workspace}” · ${from} invites you to ${workspace}`,
    lines: [
      `${from} 邀请你加入丹青工作空间“${workspace}”。打开下面的链接设置密码即可进入：`,
      `${from} invites you to the Danqing workspace ${workspace}. Open this link and choose a password:`,
    ],
  }),
  reset: (from: string) => ({
    subject: '重新设置丹青的登录密码 · Set a new password for Danqing',
    lines: [`${from} 为你生成了重设密码的链接：`, `${from} has made a link for you to set a new password:`],
  }),
} as const;

/** Mails one-time links by the installation's mail server, where there is one. */
export const linkMailer =
  (deps: MailDeps): LinkMailer =>
  async ({ kind, to, link, expiresAt, from, workspace }) => {
    if (!(await canMail(deps.pg))) return false;
    const { subject, lines } = kind === 'invitation' ? words.invitation(from, workspace) : words.reset(from);
    const until = expiresAt.toISOString().slice(0, 16).replace('T', ' ');
    const text = [lines[0], lines[1], '', link, '', `链接只能用一次，有效期至 ${until}（UTC）。`, `It works once, until ${until} (UTC).`].join('\n');
    // A letter that cannot go out must not void the link: its maker sees it and can pass it on.
    return sendMail(deps, { to: [to], subject, text }).then(
      () => true,
      () => false,
    );
  };
