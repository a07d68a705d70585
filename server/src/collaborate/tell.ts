import { type Member, readMembers } from '#govern';
import type { WorkspaceId } from '#kernel';
import type { PostgresSession } from '#platform';
import { type Notice, putNotices } from '#watch';

export interface Message extends Pick<Notice, 'source' | 'title' | 'body' | 'link' | 'at'> {
  readonly workspace: WorkspaceId;
  readonly level?: Notice['level'];
}

/** Rings the bell of those colleagues in the workspace to whom it applies, but not of whoever did it. */
export async function tell(tx: PostgresSession, by: string | undefined, isFor: (member: Member) => boolean, message: Message): Promise<void> {
  const members = await readMembers(tx, message.workspace);
  const notices = members
    .filter((member) => !member.isDisabled && member.id !== by && isFor(member))
    .map(({ id }): Notice => ({ kind: 'notice', level: 'info', ...message, operatorId: id }));
  await putNotices(tx, notices);
}

const longestQuote = 120;

/** The beginning of somebody's words, for a bell. */
export const quote = (text: string): string => (text.length > longestQuote ? `${text.slice(0, longestQuote - 1)}…` : text);
