import type { TaskView } from '@danqing/contracts';
import { useApi } from '../api/use-api.ts';
import { useMay } from '../api/use-may.ts';
import { StopButton } from './stop-button.tsx';

const lookMs = 2000;

interface StopRunProps {
  readonly kind: 'segment' | 'tag';
  /** Of the definition. */
  readonly of: string;
}

/** Stops what a definition computes now, or waits for; nothing while that cannot be stopped. Shown where a run is shown as waiting or running. */
export function StopRun({ kind, of }: StopRunProps) {
  const may = useMay('tasks.stop');
  const task = useApi<TaskView>(`/api/v1/tasks/definition_run/${encodeURIComponent(`${kind}.${of}`)}`, { enabled: may, everyMs: lookMs });
  return task.data === undefined ? null : <StopButton task={task.data} />;
}
