import type { ListPaths } from '../context.ts';
import type { ContextField, Subject, Test, Where } from '../rule.ts';
import type { ElementAtHand, EventScope } from './event-scope.ts';
import { columnReading, jsonReading, type Reading } from './reading.ts';
import { testSql } from './test.ts';

const columns: Readonly<Record<ContextField, string>> = {
  channel: 'channel',
  'traffic.channel': 'traffic_channel',
  'traffic.source': 'traffic_source',
  'browser.name': 'browser_name',
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

/** How a property or a field of the context is read from an event's row. */
export const subjectReading = (subject: Extract<Subject, { readonly kind: 'property' | 'context' }>, lists: ListPaths | undefined): Reading =>
  subject.kind === 'context' ? columnReading(columns[subject.field]) : jsonReading('properties', subject.path, lists);

/** A condition on one event's row, or on the element at hand, as a UInt8 that is never NULL. */
export function whereSql(where: Where, scope: EventScope, element: ElementAtHand | null): string {
  const { compilation } = scope;
  compilation.countCondition();
  switch (where.kind) {
    case 'all':
    case 'any': {
      const parts = where.of.map((part) => whereSql(part, scope, element));
      if (parts.length === 0) return where.kind === 'all' ? '1' : '0';
      return `(${parts.join(where.kind === 'all' ? ' AND ' : ' OR ')})`;
    }
    case 'not':
      return `NOT ${whereSql(where.of, scope, element)}`;
    case 'element':
      return scope.element(where.list, where.where);
    case 'context':
      return testSql(subjectReading(where, undefined), where.test, compilation.binder, compilation.context);
    case 'property':
      return testSql(
        propertyReading(where.path.text, where.test) ?? subjectReading(where, compilation.context.listPaths),
        where.test,
        compilation.binder,
        compilation.context,
      );
    case 'item':
    case 'product':
      // The parser lets these stand only where an element is at hand.
      return element === null ? '0' : element.holds(where, where.test);
  }
}

/** Numbers of `revenue` stand in a column of their own; what is not a number is told apart only in the properties. */
function propertyReading(path: string, test: Test): Reading | null {
  const asksNumber = 'value' in test ? typeof test.value === 'number' && test.op !== 'ne' : test.op === 'between' && typeof test.low === 'number';
  return path === 'revenue' && asksNumber ? { text: 'toString(revenue)', isNullable: true, number: 'revenue', list: null, exists: null } : null;
}
