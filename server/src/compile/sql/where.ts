import type { ContextField, Test, Where } from '../rule.ts';
import type { Compilation } from './compilation.ts';
import { notAvailable } from './later.ts';
import { columnReading, jsonReading, type Reading } from './reading.ts';
import { testSql } from './test.ts';

const columns: Readonly<Record<ContextField, string>> = {
  channel: 'channel',
  source: 'source',
  locale: 'locale',
  ip: 'ip',
  groupId: 'group_id',
  userAgent: 'user_agent',
  'page.url': 'page_url',
  'page.path': 'page_path',
  'page.title': 'page_title',
  'page.referrer': 'page_referrer',
  'page.search': 'page_search',
  'utm.source': 'utm_source',
  'utm.medium': 'utm_medium',
  'utm.campaign': 'utm_campaign',
  'utm.term': 'utm_term',
  'utm.content': 'utm_content',
  'device.id': 'device_id',
  'device.type': 'device_type',
  'device.model': 'device_model',
  'os.name': 'os_name',
  'os.version': 'os_version',
  'app.name': 'app_name',
  'app.version': 'app_version',
  'geo.country': 'geo_country',
  'geo.province': 'geo_province',
  'geo.city': 'geo_city',
};

export const contextColumn = (field: ContextField): string => columns[field];

/** A condition on one event's row, as a UInt8 that is never NULL. */
export function whereSql(where: Where, compilation: Compilation): string {
  compilation.countCondition();
  switch (where.kind) {
    case 'all':
    case 'any': {
      const parts = where.of.map((part) => whereSql(part, compilation));
      if (parts.length === 0) return where.kind === 'all' ? '1' : '0';
      return `(${parts.join(where.kind === 'all' ? ' AND ' : ' OR ')})`;
    }
    case 'not':
      return `NOT ${whereSql(where.of, compilation)}`;
    case 'context':
      return testSql(columnReading(columns[where.field]), where.test, compilation.binder, compilation.context);
    case 'property':
      return testSql(
        propertyReading(where.path.text, where.test) ?? jsonReading('properties', where.path, compilation.context.listPaths),
        where.test,
        compilation.binder,
        compilation.context,
      );
    default:
      throw notAvailable(where.kind);
  }
}

/** Numbers of `revenue` stand in a column of their own; what is not a number is told apart only in the properties. */
function propertyReading(path: string, test: Test): Reading | null {
  const asksNumber = 'value' in test ? typeof test.value === 'number' && test.op !== 'ne' : test.op === 'between' && typeof test.low === 'number';
  return path === 'revenue' && asksNumber ? { text: 'toString(revenue)', isNullable: true, number: 'revenue', list: null, exists: null } : null;
}
