export { realMess, tidyMess, demoOptions, type DemoOptions, type Mess } from './options.ts';
export { createWorld, kindOf, type Kind, type World } from './world.ts';
export { emissions, emissionsOf, lineOf, type Cut } from './stream.ts';
export { sourceKeys, storedName, type Emission, type Message, type SourceKey } from './events/message.ts';
