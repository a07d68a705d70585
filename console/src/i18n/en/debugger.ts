import type { SameKeys } from '../same-keys.ts';
import type { texts as source } from '../zh/debugger.ts';

export const texts: SameKeys<typeof source> = {
  title: 'Live debugger',
  lead: 'See events as they arrive, with their outcome and why. A sample is taken only while somebody is looking.',
  source: 'Source',
  event: 'Event',
  eventHint: 'Name in full',
  outcome: 'Outcome',
  identifier: 'Identifier',
  identifierHint: 'Phone, e-mail, id or messageId in full',
  outcomes: { passed: 'Passed', dropped: 'Dropped', parked: 'Quarantine' },
  pause: 'Pause',
  resume: 'Resume',
  clear: 'Clear',
  paused: 'Paused: new events are not shown',
  waiting: 'Waiting for events…',
  waitingHint: 'Events show within a second or two. If none come, check the filters, or send one with a snippet from a source’s page.',
  sampled: 'Too many to show: about {{rate}} a second are shown, {{n}} more were not. Add filters to see more of what you want.',
  time: 'Received',
  who: 'Identifiers',
  toProfile: 'Open profile',
  raw: 'Message as sent',
  cleaned: 'After the cleaning rules ({{rules}})',
  tooLong: 'The message is too long to be shown here.',
  detail: 'Detail',
};
