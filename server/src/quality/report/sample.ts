import type { QualitySample } from '@danqing/contracts';
import type { Facts } from '../standing/facts.ts';

/** How answers tell that not everybody was looked at; null: everybody was. */
export const sampleView = ({ people, looked }: Facts): QualitySample | null =>
  looked.oneOf === 1 ? null : { oneOf: looked.oneOf, looked: looked.people, people };
