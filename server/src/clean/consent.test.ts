import { describe, expect, it } from 'vitest';
import { consentsOf } from './consent.ts';

describe('what a message says of consent', () => {
  it('stands in the categories of its context', () => {
    expect(consentsOf({}, { consent: { categoryPreferences: { Advertising: true, Analytics: false, Odd: 'maybe', '': true } } }, false)).toEqual([
      { purpose: 'Advertising', channel: '', state: 'granted' },
      { purpose: 'Analytics', channel: '', state: 'refused' },
    ]);
  });

  it('and in files by purpose and channel, in the words that people use', () => {
    const consents = { marketing: 'Yes', 'marketing/email': '0', 'marketing / sms': '同意', profiling: null, ads: 'perhaps', '/email': true };
    expect(consentsOf({ consents }, {}, true)).toEqual([
      { purpose: 'marketing', channel: '', state: 'granted' },
      { purpose: 'marketing', channel: 'email', state: 'refused' },
      { purpose: 'marketing', channel: 'sms', state: 'granted' },
    ]);
  });

  it('is not taken from a stream under a public key in that form, nor from anything malformed', () => {
    expect(consentsOf({ consents: { marketing: true } }, {}, false)).toEqual([]);
    expect(consentsOf({}, { consent: 'yes' }, false)).toEqual([]);
    expect(consentsOf({}, { consent: { categoryPreferences: [true] } }, false)).toEqual([]);
  });
});
