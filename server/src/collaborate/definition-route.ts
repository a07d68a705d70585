import type { FastifyRequest } from 'fastify';
import type { Deed } from '@danqing/contracts';
import { isJsonObject } from '#kernel';

/** A write of a definition: which one, and what becomes of it. */
export interface DefinitionWrite {
  /** segments/vip */
  readonly object: string;
  readonly deed: Deed;
}

/** vip, of segments/vip. */
export const nameOfObject = (object: string): string => object.slice(object.indexOf('/') + 1);

const route = /^\/api\/v1\/(segments|tags|lists|schemes|questions)(?:\/:(?:key|id))?$/;
const deedOf: Readonly<Record<string, Deed | undefined>> = { POST: 'made', PUT: 'changed', PATCH: 'changed', DELETE: 'removed' };

const nameIn = (value: unknown): string | undefined => {
  if (!isJsonObject(value)) return undefined;
  const name = value['key'] ?? value['id'];
  return typeof name === 'string' || typeof name === 'number' ? String(name) : undefined;
};

export const isDefinitionWrite = ({ method, routeOptions }: FastifyRequest): boolean => deedOf[method] !== undefined && route.test(routeOptions.url ?? '');

/** Undefined for everything that is no write of a definition. `made`: the answer, for what gets its name only there. */
export function definitionWrite(request: FastifyRequest, made?: unknown): DefinitionWrite | undefined {
  const family = route.exec(request.routeOptions.url ?? '')?.[1];
  const deed = deedOf[request.method];
  const isNew = deed === 'made';
  if (family === undefined || deed === undefined || isNew !== !(request.routeOptions.url ?? '').includes(':')) return undefined;
  const name = isNew ? (nameIn(request.body) ?? nameIn(made) ?? '') : nameIn(request.params);
  return name === undefined ? undefined : { object: `${family}/${name}`, deed };
}
