import type { ClickHouse } from '#platform';

/** Traits in which people's names stand, in the languages of the usual exports. */
const nameTraits = [
  'name',
  'full_name',
  'fullName',
  'real_name',
  'realName',
  'nickname',
  'nick_name',
  'firstName',
  'first_name',
  'lastName',
  'last_name',
  '姓名',
  '昵称',
];

/** Traits in which the company stands that somebody works for. */
const companyTraits = ['company', 'company.name', 'companyName', 'company_name', '公司', '公司名称', '企业', '企业名称'];

const textOf = (trait: string): string =>
  `ifNull(traits.${trait
    .split('.')
    .map((part) => `\`${part}\``)
    .join('.')}.:String, '')`;
const anyOf = (test: (text: string) => string, traits: readonly string[] = nameTraits): string => traits.map((trait) => test(textOf(trait))).join(' OR ');

/** First whose name is the text, then those it begins, then those it is part of; within these by how lately somebody came. */
const byPart = `
  SELECT profile_id AS id
  FROM profile
  WHERE workspace = {workspace:UInt32} AND merged_into = 0 AND (${anyOf((text) => `positionCaseInsensitiveUTF8(${text}, {part:String}) > 0`)})
  ORDER BY NOT (${anyOf((text) => `lowerUTF8(${text}) = lowerUTF8({part:String})`)}), NOT (${anyOf((text) => `positionCaseInsensitiveUTF8(${text}, {part:String}) = 1`)}), profile_id DESC
  LIMIT {limit:UInt32}`;

const byCompany = `
  SELECT profile_id AS id FROM profile
  WHERE workspace = {workspace:UInt32} AND merged_into = 0 AND (${anyOf((text) => `positionCaseInsensitiveUTF8(${text}, {part:String}) > 0`, companyTraits)})
  ORDER BY NOT (${anyOf((text) => `lowerUTF8(${text}) = lowerUTF8({part:String})`, companyTraits)}), profile_id DESC
  LIMIT {limit:UInt32}`;

const bySound = `
  SELECT profile_id AS id
  FROM profile
  WHERE workspace = {workspace:UInt32} AND merged_into = 0 AND (${anyOf((text) => `match(${text}, {pattern:String})`)})
  ORDER BY NOT (${anyOf((text) => `match(${text}, concat('^(?:', {pattern:String}, ')'))`)}), profile_id DESC
  LIMIT {limit:UInt32}`;

const idsOf = (rows: readonly { readonly id: number }[]): readonly number[] => rows.map(({ id }) => id);

/** Ids of profiles in whose names the text stands, without regard to case. */
export const profilesByNamePart = async (clickhouse: ClickHouse, workspace: number, part: string, limit: number): Promise<readonly number[]> =>
  idsOf(await clickhouse.query<{ id: number }>(byPart, { workspace, part, limit }));

/** Ids of profiles whose names a pattern of `pinyinPattern` finds. */
export const profilesByNameSound = async (clickhouse: ClickHouse, workspace: number, pattern: string, limit: number): Promise<readonly number[]> =>
  idsOf(await clickhouse.query<{ id: number }>(bySound, { workspace, pattern, limit }));

/** Ids of profiles in whose company's name the text stands. */
export const profilesByCompany = async (clickhouse: ClickHouse, workspace: number, part: string, limit: number): Promise<readonly number[]> =>
  idsOf(await clickhouse.query<{ id: number }>(byCompany, { workspace, part, limit }));
