export * from './cursor.ts';
export * from './etag.ts';
export * from './shell.ts';
export * from './typed.ts';
