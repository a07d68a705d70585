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

/** All in one text, a line each, so that a row is looked through once: with a look for each trait names took 2 s of a million profiles. */
const linesOf = (traits: readonly string[]): string => `concatWithSeparator('\n', ${traits.map(textOf).join(', ')})`;

const found = (traits: readonly string[], condition: string, order: string): string => `
  SELECT id FROM (
    SELECT profile_id AS id, ${linesOf(traits)} AS lines FROM profile WHERE workspace = {workspace:UInt32} AND merged_into = 0
  )
  WHERE ${condition} ORDER BY ${order}, id DESC LIMIT {limit:UInt32}`;

const isPart = 'positionCaseInsensitiveUTF8(lines, {part:String}) > 0';
const isWhole = "position(concat('\n', lowerUTF8(lines), '\n'), concat('\n', lowerUTF8({part:String}), '\n')) > 0";
const isBeginning = "position(concat('\n', lowerUTF8(lines)), concat('\n', lowerUTF8({part:String}))) > 0";

/** First whose name is the text, then those it begins, then those it is part of; within these by how lately somebody came. */
const byPart = found(nameTraits, isPart, `NOT (${isWhole}), NOT (${isBeginning})`);
const byCompany = found(companyTraits, isPart, `NOT (${isWhole})`);
const bySound = found(nameTraits, 'match(lines, {pattern:String})', "NOT match(lines, concat('(?m)^(?:', {pattern:String}, ')'))");

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
