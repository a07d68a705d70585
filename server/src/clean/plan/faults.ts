import type { Plan, PlanProperty } from '@danqing/contracts';
import type { FaultDetail } from '#kernel';
import { safePattern } from '../safe-pattern.ts';
import { isOfType } from './value.ts';

/** Names joined by dots; `[]` after the name of a list leads into its elements, and never ends a path. */
export const planPath = /^[^.[\]]+(?:\[\])?(?:\.[^.[\]]+(?:\[\])?)*$/u;

const isPath = (path: string): boolean => planPath.test(path) && !path.endsWith('[]') && path === path.trim();

function faultOf(property: PlanProperty): { readonly field: keyof PlanProperty; readonly message: string } | undefined {
  const { path, type, of, values, pattern, minimum, maximum } = property;
  if (!isPath(path)) return { field: 'path', message: 'must be names joined by dots, such as price, address.city or products[].sku' };
  if (of !== undefined && type !== 'list') return { field: 'of', message: 'only lists have elements' };
  if (of === 'list') return { field: 'of', message: 'lists of lists are not planned; leave the type of the elements open' };
  const single = type === 'list' ? (of ?? 'any') : type;
  const wrong = values?.find((value) => !isOfType(single, value));
  if (wrong !== undefined) return { field: 'values', message: `${JSON.stringify(wrong)} is not of the type ${single}` };
  if (pattern !== undefined) {
    const shape = safePattern(pattern);
    if (typeof shape === 'string') return { field: 'pattern', message: shape };
    if (single !== 'string' && single !== 'any') return { field: 'pattern', message: 'only texts have a pattern' };
  }
  if ((minimum !== undefined || maximum !== undefined) && !['number', 'integer', 'any'].includes(single))
    return { field: minimum === undefined ? 'maximum' : 'minimum', message: 'only numbers have bounds' };
  if (minimum !== undefined && maximum !== undefined && minimum > maximum) return { field: 'minimum', message: 'must not be above the maximum' };
  return undefined;
}

/** What stands in the way of a plan, by its place in the plan. Empty: it can be compiled. */
export function faultsOf({ events }: Plan): readonly FaultDetail[] {
  const faults: FaultDetail[] = [];
  const names = new Set<string>();
  events.forEach(({ event, properties }, at) => {
    if (event !== event.trim()) faults.push({ path: `/events/${at}/event`, code: 'DQ_INVALID', message: 'must not begin or end with a blank' });
    if (names.has(event)) faults.push({ path: `/events/${at}/event`, code: 'DQ_DUPLICATE', message: `${event} is planned twice` });
    names.add(event);
    const paths = new Set<string>();
    properties.forEach((property, place) => {
      const fault = faultOf(property);
      const where = `/events/${at}/properties/${place}`;
      if (fault !== undefined) faults.push({ path: `${where}/${fault.field}`, code: 'DQ_INVALID', message: fault.message });
      if (paths.has(property.path)) faults.push({ path: `${where}/path`, code: 'DQ_DUPLICATE', message: `${property.path} is planned twice` });
      paths.add(property.path);
    });
  });
  return faults;
}
