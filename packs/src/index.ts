import type { Pack } from '@danqing/contracts';
import { retail } from './retail/retail.ts';

/** Every pack, in the order people see them. */
export const packs: readonly Pack[] = [retail];
