import type { FeatureFacts } from '@danqing/contracts';
import type { Lesson } from './learn.ts';

/**
 * What the learning thread is asked. `rows`: [ids, numbers, texts] as JSON, as the engine wrote it: reading and writing text is the thread's work as well, so
 * that the one that asks is free.
 */
export type Request =
  | { readonly kind: 'learn'; readonly lesson: Lesson; readonly columns: number; readonly rows: string }
  | { readonly kind: 'answer'; readonly run: number; readonly rows: string };

/** And what it says; `lines`: rows of tag_feature_result as JSON lines. */
export type Reply =
  | { readonly kind: 'learned'; readonly model: FeatureFacts['model']; readonly forest: FeatureFacts['forest'] }
  | { readonly kind: 'answers'; readonly lines: Uint8Array }
  | { readonly kind: 'failed'; readonly message: string };
