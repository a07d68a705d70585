import type { Capability, Role } from './access.ts';

/** What a route may name: a capability, or `self` for what is everybody's own (who am I, my settings). */
export type RouteCapability = Capability | 'self';

/** Every role, in the order in which screens list them. */
export const roles: readonly Role[] = ['admin', 'data_operator', 'marketer', 'analyst', 'sales', 'privacy_officer', 'manager', 'viewer'];

/** Every capability, in the order in which screens list them. */
export const capabilities: readonly Capability[] = [
  'profiles.read',
  'profiles.write',
  'care.write',
  'personal.reveal',
  'data.export',
  'identity.read',
  'identity.decide',
  'definitions.read',
  'definitions.write',
  'definitions.approve',
  'comments.write',
  'lists.write',
  'data.read',
  'data.write',
  'settings.read',
  'settings.write',
  'keys.manage',
  'operators.manage',
  'workspaces.manage',
  'audit.read',
  'tasks.read',
  'tasks.stop',
  'alerts.manage',
  'privacy.erase',
  'sql.run',
  'questions.read',
];

/** What somebody who only looks may see; always masked. */
const looking: readonly Capability[] = ['profiles.read', 'identity.read', 'definitions.read', 'data.read', 'settings.read', 'tasks.read', 'questions.read'];
const building: readonly Capability[] = ['care.write', 'comments.write', 'definitions.write', 'lists.write', 'data.export', 'tasks.stop'];

/**
 * The matrix: what each role may do in its workspace. The server obeys it, the console hides by it.
 * `settings.write` is with those who run the data too (identity rules are settings); keys, people and workspaces are the admin's alone.
 * Sales reveals one customer at a time, to call them, and may not export.
 */
export const roleCapabilities: Readonly<Record<Role, readonly Capability[]>> = {
  admin: capabilities,
  data_operator: [
    ...looking,
    'profiles.write',
    'care.write',
    'identity.decide',
    'definitions.write',
    'definitions.approve',
    'comments.write',
    'lists.write',
    'data.write',
    'settings.write',
    'tasks.stop',
    'alerts.manage',
    'sql.run',
  ],
  marketer: [...looking, ...building],
  analyst: [...looking, ...building, 'sql.run'],
  sales: ['profiles.read', 'profiles.write', 'care.write', 'comments.write', 'personal.reveal', 'definitions.read', 'settings.read', 'tasks.read'],
  privacy_officer: [
    ...looking,
    'profiles.write',
    'care.write',
    'comments.write',
    'personal.reveal',
    'data.export',
    'audit.read',
    'tasks.stop',
    'privacy.erase',
  ],
  manager: ['profiles.read', 'definitions.read', 'comments.write', 'data.read', 'settings.read', 'tasks.read', 'questions.read'],
  viewer: looking,
};

/** Whether a role may use a route that names `needed`; a route that names nothing is closed to every operator. */
export const mayUse = (role: Role, needed: RouteCapability | undefined): boolean =>
  needed !== undefined && (needed === 'self' || roleCapabilities[role].includes(needed));
