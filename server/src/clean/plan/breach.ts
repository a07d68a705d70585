import type { BreachKind, PlanMode } from '@danqing/contracts';

/** One way in which an event is not as the plan says. */
export interface Breach {
  /** As the plan writes it; '' of the event itself. */
  readonly path: string;
  readonly kind: BreachKind;
  /** What would have been right: a type, the allowed values, a pattern, bounds; '' where there is nothing to say. */
  readonly expected: string;
}

/** What the plan says of an event that is not as it should be. */
export interface Verdict {
  /** As stored. */
  readonly event: string;
  readonly mode: PlanMode;
  /** At least one; each path and kind once. */
  readonly breaches: readonly Breach[];
}

/** Of one event so many are told: the rest of a message that is another one altogether adds nothing. */
export const mostBreaches = 20;

const between = '; ';
const plain = (text: string): string => text.replaceAll(between, ';');

/** In one line, for people and for `breachesIn`: `price: type number; colour: unknown_property`. */
export const wordsOf = (breaches: readonly Breach[]): string =>
  breaches
    .map(({ path, kind, expected }) => `${path === '' ? '' : `${plain(path)}: `}${kind}${expected === '' ? '' : ` ${plain(expected).slice(0, 100)}`}`)
    .join(between);

const one = /^(?:(.*?): )?(unknown_event|unknown_property|missing|type|value|pattern|range)(?: (.*))?$/s;

/** What `wordsOf` wrote, as far as it is there. */
export function breachesIn(words: string): readonly { readonly path: string; readonly kind: string; readonly expected: string }[] {
  return words.split(between).flatMap((part) => {
    const [, path = '', kind, expected = ''] = one.exec(part) ?? [];
    return kind === undefined ? [] : [{ path, kind, expected }];
  });
}
