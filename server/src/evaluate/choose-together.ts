import type { DueNode } from './due.ts';
import { nameOf } from './graph.ts';

/** Answers that one shared statement gives: its hash tables hold about 60 bytes of each. */
const mostAnswers = 8_000_000;
/** More make statements that take longer to plan than to run. */
const mostDefinitions = 250;

/** How many definitions one statement over so many profiles computes. */
export const mostTogether = (profiles: number): number => Math.min(mostDefinitions, Math.max(1, Math.floor(mostAnswers / Math.max(1, profiles))));

/**
 * The due definitions that are computed with the first one by one statement, that one among them: of its workspace, as urgent as it, and such
 * that profiles can be evaluated one by one (`isShareable`). In their order, at most `most`.
 */
export function chooseTogether(due: readonly DueNode[], isShareable: (name: string) => boolean, most: number): readonly DueNode[] {
  const [first] = due;
  if (first === undefined || !isShareable(nameOf(first.node))) return due.slice(0, 1);
  const isWaitedFor = ({ node }: DueNode): boolean => node.requests > node.served;
  return due
    .filter((each) => each.node.workspace === first.node.workspace && isWaitedFor(each) === isWaitedFor(first) && isShareable(nameOf(each.node)))
    .slice(0, most);
}
