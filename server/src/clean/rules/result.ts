import type { JsonValue } from '#kernel';

/** Why a step could not read a value. Permanent names, shown to people. */
export type Refusal =
  | 'not_text'
  | 'not_phone'
  | 'not_email'
  | 'not_date'
  | 'not_number'
  | 'unit_unknown'
  | 'other_unit'
  | 'other_currency'
  | 'not_a_place'
  | 'place_ambiguous'
  | 'place_too_coarse'
  | 'not_id_card'
  | 'bad_checksum'
  | 'not_gender'
  | 'not_boolean'
  | 'not_mapped'
  | 'too_few_parts'
  | 'out_of_range'
  | 'not_in_pattern';

/** A value that a step could not read. One object a reason: nothing is made for it. */
export class Refused {
  readonly reason: Refusal;
  constructor(reason: Refusal) {
    this.reason = reason;
  }
}

const made = new Map<Refusal, Refused>();
export function refuse(reason: Refusal): Refused {
  const known = made.get(reason);
  if (known !== undefined) return known;
  const one = new Refused(reason);
  made.set(reason, one);
  return one;
}

/** What became of a value; undefined: nothing stands there. */
export type StepResult = JsonValue | undefined | Refused;
export type Step = (value: JsonValue) => StepResult;

/** What steps know of where a value comes from. */
export interface Surroundings {
  /** IANA name: wall clocks without an offset are of it. */
  readonly zone: string;
  /** ISO 3166-1 alpha-2: telephone numbers without a country code are of it. */
  readonly region: string;
}
