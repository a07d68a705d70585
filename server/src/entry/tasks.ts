import { connectionTasks, importTasks } from '#collect';
import { type RunTaskDeps, runTasks } from '#evaluate';
import { demoTasks, erasureTasks, exportTasks, removalTasks, type TaskParticipant } from '#govern';
import { applyTasks } from '#identify';
import { linkageTasks } from '#link';
import { cleaningTasks, replayTasks } from '#pipeline';
import { listChangeTasks } from '#segment';

/** Every kind of long work. A stage that begins to have some implements `TaskParticipant` and stands here. */
export const allTasks = (deps: RunTaskDeps): readonly TaskParticipant[] => [
  importTasks(deps),
  connectionTasks(deps),
  exportTasks(deps),
  replayTasks(deps),
  cleaningTasks(deps),
  applyTasks(deps),
  linkageTasks(deps),
  runTasks(deps, false),
  runTasks(deps, true),
  erasureTasks(deps),
  demoTasks(deps),
  removalTasks(deps),
  listChangeTasks(deps),
];
