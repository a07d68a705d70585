export { parseLinkageConfig } from './config.ts';
export { explainPair, type PairStep } from './explain.ts';
export type { ExplainedPair } from './run/explain-pairs.ts';
export { type Linkage, linkRecords, type LinkOptions } from './link-records.ts';
export type { ComparisonModel, LinkageModel } from './model/model.ts';
export type { Threshold } from './model/thresholds.ts';
export { type ColumnFacts, gatherFacts } from './propose/column-facts.ts';
export { type Proposal, proposeConfig } from './propose/propose.ts';
export type { LinkRecord, RecordSource } from './run/records.ts';
