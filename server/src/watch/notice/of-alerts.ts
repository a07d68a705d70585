import { mayUse, type NoticeLevel } from '@danqing/contracts';
import { readMembers } from '#govern';
import type { WorkspaceId } from '#kernel';
import type { PostgresSession } from '#platform';
import type { Telling } from '../alert/tell.ts';
import { type Notice, putNotices, readPreferences } from './notice.store.ts';

const levelOf = ({ what, rule }: Telling): NoticeLevel => (what === 'resolved' ? 'success' : rule.severity === 'critical' ? 'error' : rule.severity);

/** Rings the bell of everybody who looks after alerts in a workspace: of beginnings and ends, not of what still lasts. */
export async function tellOperators(tx: PostgresSession, workspace: WorkspaceId, tellings: readonly Telling[], at: Date): Promise<void> {
  const news = tellings.filter(({ what }) => what !== 'again');
  if (news.length === 0) return;
  const members = (await readMembers(tx, workspace)).filter(({ role, isDisabled }) => !isDisabled && mayUse(role, 'alerts.manage'));
  const wants = await readPreferences(
    tx,
    workspace,
    members.map(({ id }) => id),
  );
  const notices = members.flatMap(({ id }): readonly Notice[] => {
    const { alerts } = wants(id);
    return news
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
          link: 'settings/alerts?tab=history',
          at,
        };
      });
  });
  await putNotices(tx, notices);
}
