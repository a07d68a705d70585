import { Registry } from '#platform';
import { expect, it } from 'vitest';
import { liveCounters } from './live-metrics.ts';

it('counts ticks, what they changed, reconciliations and their drift', async () => {
  const registry = new Registry();
  const { onTick, onReconciled } = liveCounters(registry);
  onTick({ workspace: 1, profiles: 100, changed: 7, elapsedMs: 1500 });
  onTick({ workspace: 2, profiles: 1, changed: 0, elapsedMs: 250 });
  onReconciled({ kind: 'segment', definitionId: 1 }, 0);
  onReconciled({ kind: 'segment', definitionId: 2 }, 3);
  onReconciled({ kind: 'tag', definitionId: 1 }, 0);
  const shown = (await registry.metrics()).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  expect(shown).toEqual([
    'danqing_live_ticks_total 2',
    'danqing_live_profiles_total 101',
    'danqing_live_changes_total 7',
    'danqing_live_last_tick_seconds 0.25',
    'danqing_live_reconciled_total{kind="segment"} 2',
    'danqing_live_reconciled_total{kind="tag"} 1',
    'danqing_live_drift_total 3',
  ]);
});
