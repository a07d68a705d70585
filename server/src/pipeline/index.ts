export { type PipelineRoutesDeps, registerPipelineRoutes } from './routes.ts';
export { type Pipeline, type PipelineDeps, startPipeline } from './runner.ts';
export { type FlowCount, type PipelineState, readPipelineState, type SourceFlow } from './state.read.ts';
export { entitiesChanged, type ProfileChanges } from './changes.ts';
export { forgetChanges, putChanges, readChangeHeads, readChanges } from './changes.store.ts';
export { readDelivered } from './outbox.ts';
export { type ImportOutcome, readImportOutcome } from './import-outcome.read.ts';
export { consentsArrived, putConsents } from './consents.ts';
