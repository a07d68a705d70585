import { TagPreviewInput, TagPreviewView } from '@danqing/contracts';
import type { FastifyInstance } from 'fastify';
import { signalOf, typed } from '#platform';
import { givenDefinition } from '../given-definition.ts';
import type { TagStageDeps } from '../stage.ts';
import { previewTag } from './preview.ts';

/** A value that fewer profiles share may say who somebody is. */
const fewest = 5;

/**
 * A statement can read personal data under any name, so that no field's class says what to mask in its values. Whoever sees no personal data gets
 * what several profiles share, and nobody's own value.
 */
function withoutRare(view: TagPreviewView): TagPreviewView {
  const values = view.distribution.values.filter(({ count }) => count >= fewest);
  const rare = view.distribution.values.length - values.length;
  const message = `${rare} values that fewer than ${fewest} profiles have are not shown, nor whose they are`;
  return {
    ...view,
    distribution: { ...view.distribution, values },
    examples: [],
    warnings: rare === 0 ? view.warnings : [...view.warnings, { path: '/definition/sql', code: 'DQ_PERSONAL_DATA', message }],
  };
}

/** What a definition would give, before it is saved. */
export function registerTagPreview(app: FastifyInstance, deps: TagStageDeps): void {
  const schema = {
    summary: 'How a tag’s values would be spread by a definition that is not saved; nothing is kept',
    description: 'Of many profiles one in so many is looked at, unless `isExact` asks for all. Given up, down to the engine, when the client goes away.',
    body: TagPreviewInput,
    response: { 200: TagPreviewView },
  };
  typed(app).post('/api/v1/tags/preview', { schema, config: { capability: 'definitions.read', scope: 'read' } }, async ({ caller, body }, reply) => {
    const { type, kind, key, isExact = false, limit = 50 } = body;
    const view = await previewTag(deps, { workspace: caller.workspace, definition: givenDefinition(body), type, kind, key, isExact, limit }, signalOf(reply));
    const mayHoldAnything = 'sql' in view.definition && (view.type === 'text' || view.type === 'list' || view.type === 'date');
    return mayHoldAnything && !caller.seesPersonalData ? withoutRare(view) : view;
  });
}
