import { divisions, municipalities, shortName } from './divisions.ts';

/** The parts of a Chinese address, by their full official names; what it does not name is missing. */
export interface AddressParts {
  readonly province?: string;
  readonly city?: string;
  readonly district?: string;
  readonly street?: string;
}

interface Place {
  readonly name: string;
  readonly province: string;
}

/** By how an address may begin, longest first; what is short needs a look at what follows. */
const provinces = Object.keys(divisions).map((name) => ({ name, short: shortName(name) }));
const cities: readonly (Place & { readonly short: string })[] = Object.entries(divisions).flatMap(([province, names]) =>
  municipalities.has(province)
    ? []
    : names
        .split(' ')
        .filter((name) => name !== '')
        .map((name) => ({ name, province, short: shortName(name) })),
);
const districtsOf: ReadonlyMap<string, readonly { readonly name: string; readonly short: string }[]> = new Map(
  [...municipalities].map((name) => [name, (divisions[name] ?? '').split(' ').map((district) => ({ name: district, short: shortName(district) }))]),
);

/** After a short name these mean a street that is called after a place (南京西路, 中山大道), or a place of another kind. */
const namesStreet = /^(?:[东南西北中]?(?:一|二|三|四)?(?:路|街|大街|大道|里弄|巷|弄|广场|大厦|大酒店|花园|新村|小区|村|镇|乡))/;
/** Names of no place that forms put between a province and what is below it. */
const placeholder = /^(?:市辖区|县|省直辖县级行政区划|自治区直辖县级行政区划|省直辖县级行政单位|省直辖|自治区直辖)(?![一-龥]{0,3}(?:路|街))/;
const separators = /^[\s,，、;；|/·\-—_.]+/;

/** What a text begins with, and the rest. */
type Cut<Found> = { readonly found: Found; readonly rest: string } | undefined;
const after = (text: string, length: number): string => text.slice(length).replace(separators, '');

function cutProvince(text: string): Cut<string> {
  for (const { name } of provinces) if (text.startsWith(name)) return { found: name, rest: after(text, name.length) };
  for (const { name, short } of provinces) {
    if (!text.startsWith(short)) continue;
    // 吉林市 is a city of 吉林省, 海南州 one of 青海省, 北京路 a street.
    const rest = text.slice(short.length);
    if (/^(?:自治区|省|市)/.test(rest) && !(rest.startsWith('市') && !municipalities.has(name)))
      return { found: name, rest: after(rest, rest.startsWith('自治区') ? 3 : 1) };
    if (!/^[市州区县]/.test(rest) && (!namesStreet.test(rest) || cutCity(rest, name) !== undefined)) return { found: name, rest: after(text, short.length) };
  }
  return undefined;
}

function cutCity(text: string, province: string | undefined): Cut<Place> {
  const candidates = province === undefined ? cities : cities.filter((one) => one.province === province);
  for (const city of candidates) if (text.startsWith(city.name)) return { found: city, rest: after(text, city.name.length) };
  for (const city of candidates) {
    if (!text.startsWith(city.short)) continue;
    const rest = text.slice(city.short.length);
    // 恩施市 is a part of 恩施州: it stays to be read as the district.
    if (/^市(?!场|民|政|区)/.test(rest)) return { found: city, rest: text };
    const rank = /^(?:自治州|自治县|地区|州|盟|县)/.exec(rest);
    if (rank !== null) return { found: city, rest: after(rest, rank[0].length) };
    if (!namesStreet.test(rest) && (province !== undefined || cutDistrict(rest.replace(separators, '')) !== undefined || separators.test(rest)))
      return { found: city, rest: after(text, city.short.length) };
  }
  return undefined;
}

/** 西湖区, 昆山市, 土默特左旗, 平潭综合实验区; not 幸福小区, and nothing behind the name of a street. */
const district = /^([一-龥]{1,12}?(?:自治县|自治旗|联合旗|新区|开发区|高新区|实验区|示范区|工业园区|矿区|林区|特区|区|县|旗|市))(?!场|民政|政府)/;
const noDistrict =
  /(?:小区|社区|校区|厂区|院区|库区|景区|园区|住宅区|生活区|家属区|别墅区|商业区|度假区|超市|夜市|门市|街区)$|[一-龥](?:路|街|巷|弄|号|大道|村)/;

function cutDistrict(text: string): Cut<string> {
  const name = district.exec(text)?.[1];
  if (name === undefined || name.length < 2 || (noDistrict.test(name) && !name.endsWith('工业园区'))) return undefined;
  const isLong = name.length > 7 && !/自治|旗|开发|高新|实验|示范|园区/.test(name);
  return isLong ? undefined : { found: name, rest: after(text, name.length) };
}

function cutOwnDistrict(text: string, municipality: string): Cut<string> {
  const own = districtsOf.get(municipality) ?? [];
  for (const { name } of own) if (text.startsWith(name)) return { found: name, rest: after(text, name.length) };
  for (const { name, short } of own) {
    const rest = text.slice(short.length);
    if (text.startsWith(short) && short.length > 1 && !namesStreet.test(rest)) return { found: name, rest: after(rest, rest.startsWith('区') ? 1 : 0) };
  }
  return cutDistrict(text);
}

const withoutHead = (text: string): string =>
  text
    .normalize('NFKC')
    .trim()
    .replace(/^(?:(?:收货|详细|联系|家庭)?地址\s*[::]\s*)/, '')
    .replace(/^\d{6}\s+/, '')
    .replace(/^(?:中华人民共和国|中国)/, '')
    .replace(separators, '');

/**
 * Takes a Chinese address on one line apart: province, city, district, street (上海市浦东新区世纪大道100号). Whole and short names, with or without separators, parts said twice and missing
 * provinces are understood; a municipality is both province and city. Undefined where neither a province nor a city begins it: then nothing is known, and nothing is guessed.
 */
export function parseAddress(text: string): AddressParts | undefined {
  if (text.length > 300) return undefined;
  const plain = withoutHead(text);
  const byProvince = cutProvince(plain);
  const rest = skip(byProvince?.rest ?? plain, byProvince?.found);
  const province = byProvince?.found;
  if (province !== undefined && municipalities.has(province)) {
    const own = cutOwnDistrict(rest, province);
    return parts(province, province, own?.found, own?.rest ?? rest);
  }
  const byCity = cutCity(rest, province);
  if (byCity === undefined) return province === undefined ? undefined : parts(province, undefined, undefined, rest);
  const below = skip(byCity.rest, byCity.found.name);
  const own = cutDistrict(below);
  return parts(byCity.found.province, byCity.found.name, own?.found, own?.rest ?? below);
}

/** Without what stands between two ranks and names nothing, and without a name that is said again. */
function skip(text: string, said: string | undefined): string {
  let rest = text.replace(placeholder, '').replace(separators, '');
  if (said !== undefined) {
    const [name, short] = [said, shortName(said)];
    if (rest.startsWith(name) && municipalities.has(name)) rest = after(rest, name.length);
    else if (municipalities.has(name) && rest.startsWith(`${short}市`)) rest = after(rest, short.length + 1);
  }
  return rest.replace(placeholder, '').replace(separators, '');
}

const parts = (province: string, city: string | undefined, own: string | undefined, street: string): AddressParts => ({
  province,
  ...(city === undefined ? {} : { city }),
  ...(own === undefined ? {} : { district: own }),
  ...(street === '' ? {} : { street }),
});
