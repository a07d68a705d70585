import { describe, expect, it } from 'vitest';
import { complaintsOf, type ServiceEvent } from './complaints.ts';

const said = (event: string, day: number, ticket: string, more: Partial<ServiceEvent> = {}): ServiceEvent => ({
  event,
  messageId: `${event}-${day}`,
  source: 'service',
  at: Date.UTC(2026, 0, day),
  ticket,
  topic: '',
  text: '',
  satisfaction: '',
  ...more,
});

describe('complaints of events', () => {
  it('are open until their own ticket ends, whatever the order in which events come', () => {
    const events = [said('Ticket Resolved', 5, 'T1', { satisfaction: '3' }), said('Complaint Filed', 1, 'T1'), said('Complaint Filed', 2, 'T2')];
    expect(complaintsOf(events).map(({ ticket, state, satisfaction }) => [ticket, state, satisfaction])).toEqual([
      ['T2', 'open', null],
      ['T1', 'done', 3],
    ]);
  });

  it('are not closed by a ticket that ended before, nor by one that was no complaint', () => {
    expect(complaintsOf([said('Ticket Resolved', 1, 'T1'), said('Complaint Filed', 2, 'T1'), said('Ticket Resolved', 3, 'T9')])).toMatchObject([
      { ticket: 'T1', state: 'open' },
    ]);
  });

  it('without a ticket are closed by the next end without one, and each filing is one of its own', () => {
    const events = [said('Complaint Filed', 1, ''), said('Complaint Filed', 2, ''), said('Complaint Closed', 3, '')];
    expect(complaintsOf(events).map(({ at, state }) => [at.slice(8, 10), state])).toEqual([
      ['02', 'done'],
      ['01', 'open'],
    ]);
  });

  it('that are filed again under one ticket are one until it ends, and another afterwards', () => {
    const events = [said('Complaint Filed', 1, 'T'), said('Complaint Filed', 2, 'T'), said('Ticket Closed', 3, 'T'), said('Complaint Filed', 4, 'T')];
    expect(complaintsOf(events).map(({ at, state }) => [at.slice(8, 10), state])).toEqual([
      ['04', 'open'],
      ['01', 'done'],
    ]);
  });
});
