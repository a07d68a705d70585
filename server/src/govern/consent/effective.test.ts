import { describe, expect, it } from 'vitest';
import { type ConsentRecord, effectiveConsent, effectiveConsents } from './effective.ts';

let id = 0;
const said = (state: ConsentRecord['state'], at: number, more: Partial<ConsentRecord> = {}): ConsentRecord => ({
  id: ++id,
  originId: 1,
  purpose: 'marketing',
  channel: '',
  state,
  at,
  expiresAt: null,
  source: 'form',
  proof: '',
  ...more,
});
const verdict = (records: readonly ConsentRecord[], channel: string | null = null, at = 100) => {
  const { state, reason } = effectiveConsent(records, 'marketing', channel, at);
  return [state, reason];
};

describe('consent', () => {
  it('is what was said last, and nothing where nothing was said', () => {
    expect(verdict([])).toEqual([null, 'no_record']);
    expect(verdict([said('granted', 1), said('refused', 2)])).toEqual(['refused', 'own']);
    expect(verdict([said('refused', 1), said('granted', 2)])).toEqual(['granted', 'own']);
    expect(verdict([said('granted', 1), said('refused', 1)])).toEqual(['refused', 'own']);
    expect(verdict([said('granted', 101)])).toEqual([null, 'no_record']);
    expect(verdict([said('granted', 1, { purpose: 'profiling' })])).toEqual([null, 'no_record']);
  });

  it('ends with its expiry, which does not bring an older word back', () => {
    expect(verdict([said('granted', 1, { expiresAt: 100 })])).toEqual([null, 'expired']);
    expect(verdict([said('granted', 1), said('granted', 2, { expiresAt: 50 })])).toEqual([null, 'expired']);
    expect(verdict([said('granted', 1, { expiresAt: 101 })])).toEqual(['granted', 'own']);
  });

  it('for a channel is the later of its own and the purpose-wide word, of one moment the refusal', () => {
    expect(verdict([said('granted', 1), said('refused', 2, { channel: 'sms' })], 'sms')).toEqual(['refused', 'own']);
    expect(verdict([said('granted', 1), said('refused', 2, { channel: 'sms' })], 'email')).toEqual(['granted', 'purpose_wide']);
    expect(verdict([said('refused', 3), said('granted', 2, { channel: 'sms' })], 'sms')).toEqual(['refused', 'purpose_wide']);
    expect(verdict([said('refused', 2), said('granted', 2, { channel: 'sms' })], 'sms')).toEqual(['refused', 'purpose_wide']);
    expect(verdict([said('granted', 2, { channel: 'sms' })])).toEqual([null, 'no_record']);
  });

  it('of people who turned out to be one is a refusal, whoever said it and when', () => {
    expect(verdict([said('granted', 9), said('refused', 1, { originId: 2 })])).toEqual(['refused', 'refused_before_merge']);
    expect(verdict([said('granted', 9), said('granted', 10, { originId: 2, expiresAt: 20 })])).toEqual(['granted', 'own']);
  });

  it('is told for every purpose and channel that was spoken of', () => {
    const all = [said('granted', 1, { channel: 'sms' }), said('refused', 2), said('granted', 3, { purpose: 'ads' })];
    expect(effectiveConsents(all, 10).map(({ purpose, channel, state }) => [purpose, channel, state])).toEqual([
      ['ads', '', 'granted'],
      ['marketing', '', 'refused'],
      ['marketing', 'sms', 'refused'],
    ]);
  });
});
