export * from './cursor.ts';
export * from './disconnect.ts';
export * from './etag.ts';
export * from './shell.ts';
export * from './typed.ts';
export { validationDetails } from './validation.ts';
