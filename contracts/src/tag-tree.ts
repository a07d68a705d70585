import Type from 'typebox';
import { NullOr } from './define.ts';

const treeParts = {
  name: Type.String(),
  path: Type.String({ description: 'as in `category`' }),
  own: Type.Integer({ description: 'tags in this very category' }),
  count: Type.Integer({ description: 'with those below it' }),
};

export interface TagTreeNode {
  readonly name: string;
  readonly path: string;
  readonly own: number;
  readonly count: number;
  readonly children: readonly TagTreeNode[];
}

/** Branches in branches, in their order; the schema says it of one level, which stands for all. */
export const TagTree = Type.Object({
  items: Type.Array(Type.Unsafe<TagTreeNode>(Type.Object({ ...treeParts, children: Type.Array(Type.Unknown({ description: 'branches like this one' })) }))),
});

const Path = Type.String({ maxLength: 200, description: 'names separated by /: 行为/购买' });

export const TagCategoryInput = Type.Object({ path: Path }, { additionalProperties: false });

export const TagCategoryMove = Type.Object(
  {
    from: Path,
    to: Type.String({
      maxLength: 200,
      description: 'its new path: another last name renames it, another parent moves it; one that is there takes its tags in',
    }),
    before: Type.Optional(
      NullOr(
        Type.String({
          maxLength: 200,
          description: 'the sibling before which it shall stand; null: behind all; not said: where it stood, or behind all of a new parent',
        }),
      ),
    ),
  },
  { additionalProperties: false },
);

export const TagPlacing = Type.Object(
  {
    keys: Type.Array(Type.String({ minLength: 1, maxLength: 100 }), { minItems: 1, maxItems: 1000, uniqueItems: true }),
    category: Type.String({ maxLength: 200, description: 'where to; empty: to none' }),
  },
  { additionalProperties: false },
);
export const TagsPlaced = Type.Object({ moved: Type.Integer({ description: 'tags that stood elsewhere before' }) });
