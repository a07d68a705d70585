import { Fault } from '#kernel';

/** Forms that can be read but not computed yet. */
export const notAvailable = (form: string): Fault => new Fault('DQ_RULE_NOT_AVAILABLE', 422, `"${form}" is not available yet`);
