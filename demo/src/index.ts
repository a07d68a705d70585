export { type DemoOptions, demoOptions, type Mess, realMess, tidyMess } from './options.ts';
export { createWorld, type World } from './world.ts';
export { type Cut, emissions, emissionsOf, lineOf } from './stream.ts';
export { type Emission, type Message, type SourceKey, sourceKeys, storedName } from './events/message.ts';
export { TRUTH_VERSION, writeTruth } from './truth/write.ts';
export type { Totals } from './truth/totals.ts';
export { consentStatements, entityStatements } from './send/reference.ts';
export { ProductError } from './send/product.ts';
export { type OnProgress, type Progress, sendDemo, type SentDemo, writeDemo } from './run.ts';
