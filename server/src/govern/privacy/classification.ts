import type { ClassifiedField, FieldScope, PersonalClass, RecognisedClass } from '@danqing/contracts';
import { classOfIdentifier, classOfKind, classOfName, classOfOwnKey, classOfProperty, classOfTrait } from './field-names.ts';

/** What a workspace says of its personal data: only what differs from what is known of itself. */
export interface Classification {
  readonly fields: readonly ClassifiedField[];
  readonly recognise: readonly RecognisedClass[];
}

export const firstClassification: Classification = { fields: [], recognise: ['phone', 'email', 'id_card', 'bank_card'] };

/** Answers, for any field, what kind of personal data it holds; undefined or `none`: nothing by its name (its content is looked at all the same). */
export interface Classifier {
  of(scope: FieldScope, path: string): PersonalClass | undefined;
  /** By what may be a kind of identifier or just a word, such as a heading: one that is not known says nothing. */
  perhapsKind(name: string): PersonalClass | undefined;
  /** By a heading, a label, a key of which nobody knows where it belongs. */
  named(name: string): PersonalClass | undefined;
  /** By a key of the product's own answers. */
  own(name: string): PersonalClass | undefined;
  readonly looks: ReadonlySet<RecognisedClass>;
}

const known: Readonly<Record<FieldScope, (path: string) => PersonalClass | undefined>> = {
  identifier: classOfKind,
  trait: classOfTrait,
  property: classOfProperty,
  entity: (path) => classOfProperty(path.slice(path.indexOf('.') + 1)),
  tag: (key) => classOfName(key),
};

/** `tags`: those that copy a trait, which are as personal as it is. */
export function classifierOf({ fields, recognise }: Classification, tags: readonly { readonly key: string; readonly path: string }[] = []): Classifier {
  const said = new Map(fields.map((field) => [`${field.scope} ${field.path.replaceAll('[]', '')}`, field.class]));
  // A heading means what a trait of that name means, unless the workspace says otherwise of exactly this name.
  const byName = new Map(fields.filter(({ scope }) => scope === 'trait' || scope === 'property').map((field) => [field.path, field.class]));
  const ofField = (scope: FieldScope, path: string): PersonalClass | undefined =>
    (said.size === 0 ? undefined : said.get(`${scope} ${path.replaceAll('[]', '')}`)) ?? known[scope](path);
  const traitOfTag = new Map(tags.map(({ key, path }) => [key, path]));
  return {
    of: (scope, path) => {
      const trait = scope === 'tag' ? traitOfTag.get(path) : undefined;
      return ofField(scope, path) ?? (trait === undefined ? undefined : ofField('trait', trait));
    },
    perhapsKind: (name) => said.get(`identifier ${name}`) ?? classOfIdentifier(name),
    named: (name) => byName.get(name) ?? classOfName(name),
    own: classOfOwnKey,
    looks: new Set(recognise),
  };
}
