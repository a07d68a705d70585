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
  Type.Literal('care.write'),
  Type.Literal('personal.reveal'),
  Type.Literal('data.export'),
  Type.Literal('identity.read'),
  Type.Literal('identity.decide'),
  Type.Literal('definitions.read'),
  Type.Literal('definitions.write'),
  Type.Literal('definitions.approve'),
  Type.Literal('comments.write'),
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
  Type.Literal('sql.run'),
  Type.Literal('questions.read'),
]);
export type Capability = Static<typeof Capability>;
