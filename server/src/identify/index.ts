export { hasAliases, nextAliasVersion, publishAliases, readAliases, removeAliases } from './aliases.ts';
export { identifySlice, lockGraph } from './identify.ts';
export type { AliasRow, IdentityChanges } from './identity.store.ts';
export { type ProfileOutline, readOutlines } from './profiles.read.ts';
export { type AskedIdentifier, type Identity, type IdentityIdentifier, identitiesById, identitiesByIdentifier } from './identity.read.ts';
export { type IdentityHistory, readIdentityHistory, type StoredConflict, type StoredEdge, type StoredMerge } from './history.read.ts';
export { rootOf } from './root-of.ts';
export { type Kin, readKin } from './kin.read.ts';
export { profileIdsByValue, rootsOfProfiles } from './ids.read.ts';
