import type { EventComplaint } from '@danqing/contracts';

/** An event of a service desk that speaks of a complaint. `at` in ms. */
export interface ServiceEvent {
  readonly event: string;
  readonly messageId: string;
  readonly source: string;
  readonly at: number;
  readonly ticket: string;
  readonly topic: string;
  readonly text: string;
  readonly satisfaction: string;
}

/** Names of events by which a complaint begins, and by which a ticket ends. */
export const filedEvents: readonly string[] = ['Complaint Filed', 'Complaint Created', 'Complaint Opened', '投诉', '提交投诉'];
export const solvedEvents: readonly string[] = [
  'Ticket Resolved',
  'Ticket Closed',
  'Complaint Resolved',
  'Complaint Closed',
  'Complaint Withdrawn',
  '投诉解决',
  '投诉关闭',
];

const known = (text: string): string | null => (text === '' ? null : text);
const momentOf = (ms: number): string => new Date(ms).toISOString();

/**
 * Complaints that events tell of, the newest first. One is closed by an event that ends its ticket and is not older; without a ticket number by the next one of those that have none
 * either. What was filed again under one ticket is one complaint.
 */
export function complaintsOf(events: readonly ServiceEvent[]): EventComplaint[] {
  const inOrder = events.toSorted((a, b) => a.at - b.at || (a.messageId < b.messageId ? -1 : 1));
  const open = new Map<string, ServiceEvent>();
  const found: EventComplaint[] = [];
  const end = (key: string, filed: ServiceEvent, solved: ServiceEvent | undefined): void => {
    open.delete(key);
    found.push(complaintOf(filed, solved));
  };
  for (const event of inOrder) {
    const filed = open.get(event.ticket);
    if (filedEvents.includes(event.event)) {
      if (filed !== undefined && event.ticket === '') end('', filed, undefined);
      if (filed === undefined || event.ticket === '') open.set(event.ticket, event);
    } else if (filed !== undefined) end(event.ticket, filed, event);
  }
  for (const [key, filed] of open) end(key, filed, undefined);
  return found.sort((a, b) => (a.at < b.at ? 1 : -1));
}

function complaintOf(filed: ServiceEvent, solved: ServiceEvent | undefined): EventComplaint {
  const satisfaction = Number(solved?.satisfaction ?? '');
  return {
    messageId: filed.messageId,
    event: filed.event,
    ticket: known(filed.ticket),
    topic: known(filed.topic),
    text: known(filed.text),
    source: filed.source,
    at: momentOf(filed.at),
    state: solved === undefined ? 'open' : 'done',
    closedAt: solved === undefined ? null : momentOf(solved.at),
    satisfaction: solved === undefined || solved.satisfaction === '' || !Number.isFinite(satisfaction) ? null : satisfaction,
  };
}
