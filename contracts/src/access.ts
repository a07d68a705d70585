import Type, { type Static } from 'typebox';

/** What an operator may be in a workspace: one of these in each that they belong to. */
export const Role = Type.Union([
  Type.Literal('admin'),
  Type.Literal('data_operator'),
  Type.Literal('marketer'),
  Type.Literal('analyst'),
  Type.Literal('sales'),
  Type.Literal('privacy_officer'),
  Type.Literal('manager'),
  Type.Literal('viewer'),
]);
export type Role = Static<typeof Role>;

/** What a route asks of an operator. API keys are not limited by capabilities but by their scopes. */
export const Capability = Type.Union([
  Type.Literal('profiles.read'),
  Type.Literal('profiles.write'),
  Type.Literal('personal.reveal'),
  Type.Literal('data.export'),
  Type.Literal('identity.read'),
  Type.Literal('identity.decide'),
  Type.Literal('definitions.read'),
  Type.Literal('definitions.write'),
  Type.Literal('lists.write'),
  Type.Literal('data.read'),
  Type.Literal('data.write'),
  Type.Literal('settings.read'),
  Type.Literal('settings.write'),
  Type.Literal('keys.manage'),
  Type.Literal('operators.manage'),
  Type.Literal('workspaces.manage'),
  Type.Literal('audit.read'),
  Type.Literal('tasks.read'),
  Type.Literal('tasks.stop'),
  Type.Literal('alerts.manage'),
  Type.Literal('privacy.erase'),
]);
export type Capability = Static<typeof Capability>;

/** What a route may name: a capability, or `self` for what is everybody's own (who am I, my settings). */
export type RouteCapability = Capability | 'self';

/** Every role, in the order in which screens list them. */
export const roles: readonly Role[] = ['admin', 'data_operator', 'marketer', 'analyst', 'sales', 'privacy_officer', 'manager', 'viewer'];

/** Every capability, in the order in which screens list them. */
export const capabilities: readonly Capability[] = [
  'profiles.read',
  'profiles.write',
  'personal.reveal',
  'data.export',
  'identity.read',
  'identity.decide',
  'definitions.read',
  'definitions.write',
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
];

/** What somebody who only looks may see; always masked. */
const looking: readonly Capability[] = ['profiles.read', 'identity.read', 'definitions.read', 'data.read', 'settings.read', 'tasks.read'];
const building: readonly Capability[] = ['definitions.write', 'lists.write', 'data.export', 'tasks.stop'];

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
    'identity.decide',
    'definitions.write',
    'lists.write',
    'data.write',
    'settings.write',
    'tasks.stop',
    'alerts.manage',
  ],
  marketer: [...looking, ...building],
  analyst: [...looking, ...building],
  sales: ['profiles.read', 'profiles.write', 'personal.reveal', 'definitions.read', 'settings.read', 'tasks.read'],
  privacy_officer: [...looking, 'profiles.write', 'personal.reveal', 'data.export', 'audit.read', 'tasks.stop', 'privacy.erase'],
  manager: ['profiles.read', 'definitions.read', 'data.read', 'settings.read', 'tasks.read'],
  viewer: looking,
};

/** Whether a role may use a route that names `needed`; a route that names nothing is closed to every operator. */
export const mayUse = (role: Role, needed: RouteCapability | undefined): boolean =>
  needed !== undefined && (needed === 'self' || roleCapabilities[role].includes(needed));
