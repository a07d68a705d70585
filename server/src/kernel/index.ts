export * from './clock.ts';
export * from './fault.ts';
export * from './ids.ts';
export * from './outcome.ts';
export * from './flatten.ts';
export * from './values.ts';
export * from './windows.ts';
export * from './zone.ts';
