export { correctActivityOf } from './activity.store.ts';
export { type OrderRow, readRepeatedOrders } from './read/order-rows.read.ts';
export { type Correction, correctProfiles } from './correct/cores.ts';
export { correctedLine } from './correct/event-line.ts';
export { readSayingsLine, rewriteEvents, rewriteSayings, type SayingsLine } from './correct/rewrite.ts';
export { readStored, type StoredEvent, type StoredSaying } from './correct/stored.read.ts';
export { traitRows } from './trait-rows.ts';
export { countEventsInHours, type HourCount } from './read/hours.read.ts';
export {
  type LatestEvent,
  type PeopleFigures,
  type Periods,
  readLatestEvents,
  readPeopleFigures,
  readSalesFigures,
  type SalesFigures,
} from './read/figures.read.ts';
export { countProfiles } from './read/population.read.ts';
export { readEntityNames } from './read/entity-names.read.ts';
export { openProfileReader, type ProfileReader, type ProfileReaderDeps } from './read/reader.ts';
export { type ProfileOrder, profileOrderSql } from './read/order.read.ts';
export { readTraitTexts } from './read/trait-texts.read.ts';
export type { ProfileResults } from './read/results.ts';
export { type ListRoutesDeps, registerListRoutes } from './list-routes.ts';
export { registerProfileRoutes } from './routes.ts';
export { registerWholeRoutes } from './whole/routes.ts';
export { registerCareRoutes } from './care/routes.ts';
export { careErasure } from './care/erase.ts';
export { registerFileRoutes } from './file/routes.ts';
export { EventLines } from './event-lines.ts';
export { clickhouseTime } from './event-row.ts';
export { learnListPaths, readListPaths, rememberListPaths } from './list-paths.store.ts';
export { updateMirror } from './mirror.ts';
export { readTraitColumns, readyTraitColumns, wantTraitColumns } from './trait-column.store.ts';
export { startTraitColumns, type TraitColumnMaker } from './trait-columns.ts';
export { type ConsentRoutesDeps, registerConsentRoutes } from './consent/routes.ts';
export { accountIn } from './entity/accounts.ts';
export { readEntityHistory } from './entity/entity.read.ts';
export { type EntityRoutesDeps, registerEntityRoutes } from './entity/routes.ts';
export { type AccountSaying, readAccountKeys, readAccountSayings } from './entity/merged/sayings.read.ts';
export { accountStateLines } from './entity/merged/states.ts';
export { rewriteVersions } from './entity/stage.ts';
export { type EntityRows, writeEntities } from './entity/write.ts';
export { squashEvents, squashLimit } from './squash.ts';
export { type RegroupedRows, regroupProfiles } from './regroup.ts';
export { keepAnonymously } from './erase/anonymous-events.ts';
export { countRowsOf, type ErasedRows, erasedTables, eraseRows } from './erase/erase-rows.ts';
export { insertMissing, newMirrorRow } from './mirror.ts';
export { eraseCores } from './core.store.ts';
export { type ProfileRows, writeProfiles } from './write.ts';
export type { MirrorStores } from './mirror-lock.ts';
export { addMirrorColumns, dropMirrorColumns, fillMirrorColumns, fillMirrorSparsely, type MirrorColumn } from './mirror-columns.ts';
export { type ExampleRow, readExamples, readTraitExamples } from './read/examples.read.ts';
export { readStoredVolumes } from './read/volume.read.ts';
export { registerSearchRoutes } from './search/routes.ts';
export { readEvents, readProfileIds } from './read/list.read.ts';
export { whileAltering } from './mirror-lock.ts';
export { type ChangedDay, readChangedDays, readLastMoment } from './quality/changed.read.ts';
export { readCustomerCounts, readSubjectCounts, type SubjectCount } from './quality/subjects.read.ts';
export { type AskedField, type FieldCount, readFieldCounts, readTraitCounts } from './quality/fields.read.ts';
export { countLooked, countSayings, readTraitHolders, readTraitPeople } from './quality/people.read.ts';
export type { BlockSums, PeopleSample } from './quality/sample.ts';
export { orderEvents, readOrderAgreement, readOrderRepeats, readPeopleAgreement } from './quality/agreement.read.ts';
export { readDifferences } from './quality/differences.read.ts';
export { readEventSpread, readTraitSpread, type Spread } from './quality/spread.read.ts';
