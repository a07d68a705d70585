import type { FieldScope } from '@danqing/contracts';
import type { Classifier } from './classification.ts';
import { maskAs } from './masks.ts';
import { maskText } from './mask-text.ts';
import { begins, ownPlace, type Place } from './place.ts';
import { Walk } from './walk.ts';

export interface Masker {
  /** The same JSON with personal data masked; the very same object where there is none. */
  json(value: unknown): unknown;
  /** With what the address of the answer says it is about: the values of a trait, of a tag. */
  about(value: unknown, about: { readonly scope: FieldScope; readonly path: string } | undefined): unknown;
  text(text: string): string;
  /** One cell of a table, by the heading of its column. */
  cell(heading: string, text: string): string;
}

export function maskerOf(classifier: Classifier): Masker {
  const { looks } = classifier;
  const walkFrom = (value: unknown, place: Place): unknown => {
    const walker = new Walk(classifier);
    const first = walker.at(value, place);
    return walker.found.size === 0 ? first : walker.everywhere(first);
  };
  return {
    json: (value) => walkFrom(value, ownPlace),
    about: (value, about) =>
      walkFrom(value, about === undefined ? ownPlace : { ...ownPlace, valueKind: classifier.of(about.scope, about.path) ?? ownPlace.valueKind }),
    text: (text) => maskText(text, looks),
    cell: (heading, text) => {
      const dot = heading.indexOf('.');
      const scope = begins[heading.slice(0, dot)];
      const path = heading.slice(dot + 1);
      const kind =
        dot > 0 && scope !== undefined && scope !== 'own' && scope !== 'raw'
          ? classifier.of(scope, path)
          : (classifier.perhapsKind(heading) ?? classifier.named(heading));
      return kind === undefined || kind === 'none' ? maskText(text, looks) : maskAs(kind, text);
    },
  };
}

/** For those who see personal data: nothing changes. */
export const openMasker: Masker = { json: (value) => value, about: (value) => value, text: (text) => text, cell: (_heading, text) => text };
