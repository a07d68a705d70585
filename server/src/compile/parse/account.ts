import { at, type Faults } from './faults.ts';

/** What can be said of accounts; everything else is about one person. */
export const accountForms = ['all', 'any', 'not', 'trait', 'did', 'first', 'last', 'sequence', 'compare'] as const;

export const refusedOfAccounts = (form: string, place: string, faults: Faults): null =>
  faults.add(
    at(place, form),
    'DQ_RULE_ACCOUNT',
    `"${form}" says something of a person, not of an account; inside "account" there can be ${accountForms.join(', ')}`,
  );
