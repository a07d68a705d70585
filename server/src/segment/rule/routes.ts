import type { FastifyInstance } from 'fastify';
import { registerKeyRoute } from './key.ts';
import { type ReadDeps, registerRuleReading } from './read.ts';
import { registerValuesRoute, type ValuesDeps } from './values.ts';
import { registerVocabularyRoute, type VocabularyDeps } from './vocabulary.ts';

export type RuleRoutesDeps = ReadDeps & ValuesDeps & VocabularyDeps;

/** What an editor of rules asks while somebody draws. */
export function registerRuleRoutes(app: FastifyInstance, deps: RuleRoutesDeps): void {
  registerVocabularyRoute(app, deps);
  registerValuesRoute(app, deps);
  registerRuleReading(app, deps);
  registerKeyRoute(app, deps);
}
