import type { TagDefinitionJson } from '@danqing/contracts';
import { parseTagText } from '#compile';
import { invalid } from '#kernel';

interface Body {
  readonly definition?: TagDefinitionJson;
  readonly text?: string;
}

/** A definition that somebody sent as JSON or as text; undefined when the request holds none. Throws DQ_RULE_TEXT for a text that cannot be read. */
export function givenIfAny({ definition, text }: Body): TagDefinitionJson | undefined {
  if (text === undefined) return definition;
  if (definition === undefined) return parseTagText(text);
  throw invalid('one definition at a time', [
    { path: '/text', code: 'DQ_NOT_ALLOWED', message: 'stands beside "definition"; one of them says what the tag is' },
  ]);
}

export function givenDefinition(body: Body): TagDefinitionJson {
  const given = givenIfAny(body);
  if (given !== undefined) return given;
  throw invalid('a definition is needed', [{ path: '/definition', code: 'DQ_REQUIRED', message: 'is needed, or "text" instead' }]);
}
