import type { Pack } from '@danqing/contracts';
import { b2b } from './b2b/b2b.ts';
import { retail } from './retail/retail.ts';
import { travel } from './travel/travel.ts';

/** Every pack, in the order people see them. */
export const packs: readonly Pack[] = [retail, b2b, travel];
