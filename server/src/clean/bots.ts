import { isbot } from 'isbot';

const known = new Map<string, boolean>();
const knownLimit = 20_000;

/** Whether a user agent is a crawler's, a monitor's or a script's. Marked, not dropped. */
export function isBotAgent(userAgent: string): boolean {
  if (userAgent === '') return false;
  const remembered = known.get(userAgent);
  if (remembered !== undefined) return remembered;
  const answer = isbot(userAgent);
  if (known.size >= knownLimit) known.clear();
  known.set(userAgent, answer);
  return answer;
}
