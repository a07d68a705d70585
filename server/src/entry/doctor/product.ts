import { isJsonObject } from '#kernel';
import { readRunning, readSecrets, type Settings } from '#platform/boot';
import { giveOrder } from '../control.ts';
import { type Check, failed, ok, reasonOf, warning } from './check.ts';

/** The running product, asked from outside: does it answer, how often did its parts fall, how far is the pipeline behind. */
export async function checkProduct(settings: Settings): Promise<readonly Check[]> {
  const running = readRunning(settings.data);
  if (running === undefined) return [ok('product', 'not running; start it with: npm start')];
  const adminKey = settings.adminKey ?? readSecrets(settings.data)?.adminKey ?? '';
  return [await checkUnits(running.control), await checkReady(running.url), await checkPipeline(running.url, adminKey)];
}

interface UnitState {
  readonly name: string;
  readonly isReady: boolean;
  readonly restarts: number;
  readonly pid?: number;
}

const isUnit = (value: unknown): value is UnitState =>
  isJsonObject(value) && typeof value['name'] === 'string' && typeof value['isReady'] === 'boolean' && typeof value['restarts'] === 'number';

const unitText = ({ name, pid, isReady, restarts }: UnitState): string =>
  `${name} ${pid ?? '–'}${isReady ? '' : ' (not ready)'}${restarts > 0 ? ` (restarted ${restarts}×)` : ''}`;

async function checkUnits(control: Parameters<typeof giveOrder>[0]): Promise<Check> {
  try {
    const { answer, release } = await giveOrder(control, 'status');
    await release();
    const units = isJsonObject(answer) && Array.isArray(answer['units']) ? answer['units'].filter(isUnit) : [];
    const text = units.map(unitText).join(', ');
    if (isJsonObject(answer) && answer['isSuspended'] === true)
      return warning('processes', 'suspended', 'a backup or restore is running; it goes on by itself');
    if (units.some(({ isReady }) => !isReady)) return failed('processes', text, 'look at what the supervisor prints and at logs/ in the data folder');
    return units.some(({ restarts }) => restarts > 0)
      ? warning('processes', text, 'something fell and was started again: the supervisor printed when; engines write to logs/')
      : ok('processes', text);
  } catch (error) {
    return failed('processes', reasonOf(error), 'the supervisor does not answer; stop it (SIGTERM) and start again');
  }
}

async function checkReady(url: string): Promise<Check> {
  try {
    const response = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(10_000) });
    return response.ok
      ? ok('readiness', `${url} is ready`)
      : failed(
          'readiness',
          `${url}/readyz answers ${response.status}: ${await response.text()}`,
          'wait a moment; if it stays so, see logs/ in the data folder',
        );
  } catch (error) {
    return failed('readiness', `${url} does not answer: ${reasonOf(error)}`, 'the API process is being started again, or another program took its port');
  }
}

async function checkPipeline(url: string, adminKey: string): Promise<Check> {
  try {
    const response = await fetch(`${url}/api/v1/pipeline`, { headers: { authorization: `Bearer ${adminKey}` }, signal: AbortSignal.timeout(10_000) });
    const state: unknown = await response.json();
    if (!response.ok || !isJsonObject(state)) return failed('pipeline', `answers ${response.status}`, 'see what the worker prints');
    const [accepted, passed, dropped, parked, lag] = ['accepted', 'passed', 'dropped', 'parked', 'lag'].map((name) => Number(state[name]));
    const found = `accepted ${accepted} = passed ${passed} + dropped ${dropped} + parked ${parked} + lag ${lag}`;
    if (accepted !== (passed ?? 0) + (dropped ?? 0) + (parked ?? 0) + (lag ?? 0))
      return failed('pipeline', found, 'the counters do not add up: please report this');
    return (parked ?? 0) > 0 ? warning('pipeline', found, 'parked events wait for you: GET /api/v1/quarantine') : ok('pipeline', found);
  } catch (error) {
    return failed('pipeline', reasonOf(error), 'see what the worker prints');
  }
}
