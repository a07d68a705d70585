import { mayUse, type NoticeLevel, type Role } from '@danqing/contracts';
import { readMembers } from '#govern';
import type { WorkspaceId } from '#kernel';
import type { PostgresSession } from '#platform';
import type { Telling } from '../alert/tell.ts';
import { type Notice, putNotices, readPreferences } from './notice.store.ts';

const levelOf = ({ what, rule }: Telling): NoticeLevel => (what === 'resolved' ? 'success' : rule.severity === 'critical' ? 'error' : rule.severity);

/** Who may not see the alerts' history is led to the segment that it is about. */
const linkFor =
  (role: Role) =>
  ({ rule, subject }: Telling): string =>
    mayUse(role, 'alerts.manage') || !rule.kind.startsWith('segment_') ? 'settings/alerts?tab=history' : `segments/${encodeURIComponent(subject)}`;

/** Rings the bell of everybody who looks after alerts in a workspace, and of whoever made the rule: of beginnings and ends, not of what still lasts. */
export async function tellOperators(tx: PostgresSession, workspace: WorkspaceId, tellings: readonly Telling[], at: Date): Promise<void> {
  const news = tellings.filter(({ what }) => what !== 'again');
  if (news.length === 0) return;
  const members = (await readMembers(tx, workspace)).filter(
    ({ id, role, isDisabled }) => !isDisabled && (mayUse(role, 'alerts.manage') || news.some(({ rule }) => rule.madeBy === id)),
  );
  const wants = await readPreferences(
    tx,
    workspace,
    members.map(({ id }) => id),
  );
  const notices = members.flatMap(({ id, role }): readonly Notice[] => {
    const [isKeeper, linkTo] = [mayUse(role, 'alerts.manage'), linkFor(role)];
    const { alerts } = wants(id);
    return news
      .filter(({ rule }) => isKeeper || rule.madeBy === id)
      .filter(({ rule }) => alerts === 'all' || (alerts === 'critical' && rule.severity === 'critical'))
      .map((telling) => {
        const { alertId, what, rule, says } = telling;
        const title =
          what === 'resolved' ? { zh: `已恢复：${rule.name}`, en: `Resolved: ${rule.name}` } : { zh: `告警：${rule.name}`, en: `Alert: ${rule.name}` };
        return {
          workspace,
          operatorId: id,
          kind: 'alert',
          source: `alert/${alertId}/${what}`,
          level: levelOf(telling),
          title,
          body: says,
          link: linkTo(telling),
          at,
        };
      });
  });
  await putNotices(tx, notices);
}
