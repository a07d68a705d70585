import { join } from 'node:path';

/** Where processes publish their metrics for the one that is asked. */
export const metricsFolder = (data: string): string => join(data, 'metrics');
