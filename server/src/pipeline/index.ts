export { type Pipeline, type PipelineDeps, startPipeline } from './runner.ts';
