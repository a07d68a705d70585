/** Why an event ends outside the profiles, by intent: counted, nothing to mend. */
export type DropReason = 'duplicate' | 'bot' | 'erased' | 'not_an_event' | 'discarded' | 'against_plan' | 'left_out' | 'cleaning_rule';

/** Why an event waits in quarantine: it can be mended and replayed. Permanent names, shown to people. */
export type ParkReason =
  | 'not_an_object'
  | 'missing_id'
  | 'missing_event_name'
  | 'missing_group_id'
  | 'missing_previous_id'
  | 'unknown_type'
  | 'too_large'
  | 'too_deep'
  | 'time_invalid'
  | 'time_before_1970'
  | 'time_in_future'
  | 'no_usable_identifier'
  | 'rejected_by_store'
  | 'against_plan'
  | 'cleaning_rule'
  | 'unmapped';

/** Every event ends in exactly one outcome. accepted = passed + dropped + parked + lag. */
export type Outcome<T> =
  | { readonly kind: 'pass'; readonly value: T }
  | { readonly kind: 'drop'; readonly reason: DropReason }
  | { readonly kind: 'park'; readonly reason: ParkReason; readonly detail: string };

export const pass = <T>(value: T): Outcome<T> => ({ kind: 'pass', value });
export const drop = (reason: DropReason): Outcome<never> => ({ kind: 'drop', reason });
export const park = (reason: ParkReason, detail = ''): Outcome<never> => ({ kind: 'park', reason, detail });
