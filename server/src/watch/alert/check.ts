import { type AlertKind, alertSettings } from '@danqing/contracts';
import type { Static, TSchema } from 'typebox';
import Value from 'typebox/value';
import { definitionFailed, liveDrift } from './checks/definitions.ts';
import { parkedReason, parkedShare, pipelineLag, sourceSilent } from './checks/flow.ts';
import { connectionBehind, connectionFailing, webhookRefused } from './checks/inlets.ts';
import { segmentMoved, segmentQuiet, segmentSize } from './checks/segments.ts';
import { dataQuality } from './checks/quality.ts';
import { eventVolume } from './checks/volume.ts';
import { diskLow, importFailed } from './checks/work.ts';
import type { Look } from './look.ts';
import type { Reading } from './state.ts';

/** Looks at one rule: its settings as they were stored, checked again. */
type Check = (settings: unknown, workspace: number, look: Look) => Promise<readonly Reading[]>;

const checkBy =
  <Schema extends TSchema>(schema: Schema, run: (settings: Static<Schema>, workspace: number, look: Look) => Promise<readonly Reading[]>): Check =>
  (settings, workspace, look) =>
    run(Value.Parse(schema, Value.Default(schema, settings)), workspace, look);

export const checks: Readonly<Record<AlertKind, Check>> = {
  pipeline_lag: checkBy(alertSettings.pipeline_lag, pipelineLag),
  parked_share: checkBy(alertSettings.parked_share, parkedShare),
  parked_reason: checkBy(alertSettings.parked_reason, parkedReason),
  source_silent: checkBy(alertSettings.source_silent, sourceSilent),
  event_volume: checkBy(alertSettings.event_volume, eventVolume),
  import_failed: checkBy(alertSettings.import_failed, importFailed),
  connection_failing: checkBy(alertSettings.connection_failing, connectionFailing),
  connection_behind: checkBy(alertSettings.connection_behind, connectionBehind),
  webhook_refused: checkBy(alertSettings.webhook_refused, webhookRefused),
  segment_size: checkBy(alertSettings.segment_size, segmentSize),
  segment_moved: checkBy(alertSettings.segment_moved, segmentMoved),
  segment_quiet: checkBy(alertSettings.segment_quiet, segmentQuiet),
  live_drift: checkBy(alertSettings.live_drift, liveDrift),
  disk_low: checkBy(alertSettings.disk_low, diskLow),
  definition_failed: checkBy(alertSettings.definition_failed, definitionFailed),
  data_quality: checkBy(alertSettings.data_quality, dataQuality),
};
