import type { EvaluationContext } from '../context.ts';
import type { ViewMask } from './mask.ts';

export const testForbidden = {
  databases: new Set(['system', 'information_schema', 'danqing', 'default', 'test_x']),
  tables: new Set(['event', 'profile', 'tag_value', 'profile_alias_map', 'trait_change', 'membership', 'event_timeline', 'list_member']),
};

export const testContext = (workspace = 1): EvaluationContext => ({
  workspace,
  timezone: 'Asia/Shanghai',
  at: Date.parse('2026-06-01T12:00:00Z'),
  now: true,
  hasAliases: false,
  tags: new Map(),
  segments: new Map(),
});

/** A mask that knows a few names. */
export const testMask = (classes: Readonly<Record<string, string>>): ViewMask => ({
  classOf: (scope, path) => classes[`${scope} ${path}`] ?? classes[path],
  labels: ['姓名', '收货人', '地址', 'realname'],
  key: ['1234567890123456789', '9876543210987654321'],
});
