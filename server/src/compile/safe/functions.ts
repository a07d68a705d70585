/**
 * The functions that a statement which people write may call, in lower case: pure functions of their arguments. None reads a table, a dictionary, a file or the server's
 * state, waits, or differs from run to run. Everything else is refused, what the engine will learn in future too.
 */
const scalars = `
  abs acos asin atan atan2 cbrt ceil ceiling cos degrees e exp exp10 exp2 floor gcd greatest intdiv intdivorzero lcm least ln log log10 log1p log2 mod modulo
  negate pi plus minus multiply divide pow power radians round rounddown roundbankers sign sin sqrt tan trunc truncate width_bucket
  isfinite isinfinite isnan ifnotfinite isnull isnotnull isnotdistinctfrom assumenotnull tonullable coalesce ifnull nullif if multiif caseithexpression
  casewithexpression equals notequals less lessorequals greater greaterorequals and or not xor in notin like notlike ilike notilike match tuple tupleelement
  array map cast accuratecastornull todecimal32 todecimal64 todecimal64ornull tostring tobool tofixedstring toint8 toint16 toint32 toint64 touint8 touint16
  touint32 touint64 tofloat32 tofloat64 tointerval touint64ornull toint64ornull tofloat64ornull toint32ornull touint32ornull tofloat64orzero toint64orzero
  touint64orzero toint64ordefault tofloat64ordefault touint64ordefault
  todate todate32 todatetime todatetime64 todateornull todatetimeornull todatetime64ornull parsedatetimebesteffortornull parsedatetime64besteffortornull
  parsedatetimeornull tointervalsecond tointervalminute tointervalhour tointervalday tointervalweek tointervalmonth tointervalquarter tointervalyear
  toyear toquarter tomonth todayofyear todayofmonth todayofweek tohour tominute tosecond toisoweek toisoyear toweek toyearweek tounixtimestamp
  tounixtimestamp64milli fromunixtimestamp64milli fromunixtimestamp tostartofyear tostartofquarter tostartofmonth tostartofweek tostartofday tostartofhour
  tostartofminute tostartoffiveminutes tostartoffifteenminutes tostartofinterval tomonday tolastdayofmonth tolastdayofweek totimezone datediff date_diff age
  dateadd date_add datesub date_sub adddays subtractdays addhours subtracthours addminutes subtractminutes addweeks subtractweeks addmonths subtractmonths
  addquarters subtractquarters addyears subtractyears addseconds subtractseconds formatdatetime toyyyymm toyyyymmdd datename monthname date_trunc datetrunc
  makedate makedatetime year quarter month day hour minute second dayofweek dayofmonth dayofyear week
  length lengthutf8 char_length character_length empty notempty lower upper lcase ucase lowerutf8 upperutf8 initcap initcaputf8 reverse reverseutf8 concat
  concat_ws concatwithseparator substring substr substringutf8 substringindex left right leftutf8 rightutf8 leftpad rightpad leftpadutf8 rightpadutf8 trim
  ltrim rtrim trimboth trimleft trimright replace replaceone replaceall replaceregexpone replaceregexpall position positionutf8 positioncaseinsensitive
  positioncaseinsensitiveutf8 locate startswith endswith countsubstrings countsubstringscaseinsensitive countmatches extract extractall extractgroups
  regexp_extract splitbychar splitbystring splitbyregexp splitbywhitespace splitbynonalpha arraystringconcat repeat space ascii char hex unhex bin
  base64encode base64decode format printf tovalidutf8 normalizeutf8nfkc domain domainwithoutwww topleveldomain protocol path querystring
  extracturlparameter extracturlparameters cuttofirstsignificantsubdomain firstsignificantsubdomain cutquerystring decodeurlcomponent encodeurlcomponent
  levenshteindistance damerauLevenshteinDistance jarowinklersimilarity ngramdistance ngramdistanceutf8 soundex
  has hasany hasall hassubstr indexof arrayelement arrayelementornull arrayconcat arraydistinct arraysort arrayreversesort arraypartialsort arrayreverse
  arrayfilter arraymap arrayexists arrayall arraycount arraysum arrayavg arraymin arraymax arrayproduct arrayslice arrayzip arrayenumerate
  arrayenumerateuniq arrayuniq arrayintersect arrayunion arraycumsum arraycumsumnonnegative arraydifference arrayfirst arraylast arrayfirstornull
  arraylastornull arrayfirstindex arraylastindex arraypushback arraypushfront arraypopback arraypopfront arrayflatten arraycompact arrayfill
  arrayreversefill arraysplit arrayreversesplit arrayjoin arraywithconstant arrayresize arrayrotateleft arrayrotateright
  range mapkeys mapvalues mapcontains mapadd mapfromarrays
  siphash64 siphash128 cityhash64 xxhash64 xxhash32 inthash32 inthash64 halfmd5 md5 sha1 sha256 crc32 bitand bitor bitxor bitnot bittest bitcount bitshiftleft bitshiftright
  transform bar formatreadablesize formatreadablequantity formatreadabletimedelta formatreadabledecimalsize rounddownto roundduration roundage
  jsonextractstring jsonextractint jsonextractfloat jsonextractbool jsonextractkeys jsonextractarrayraw jsonextractraw jsonlength jsonhas jsontype
  simplejsonextractstring simplejsonhas isvalidjson todecimal128
  row_number rank dense_rank percent_rank cume_dist ntile lag lead laginframe leadinframe first_value last_value nth_value exponentialmovingaverage
  proportionsztest`;

const aggregates = `
  count sum avg min max any anylast anyheavy uniq uniqexact uniqcombined uniqhll12 grouparray groupuniqarray grouparraysorted grouparraymovingsum
  grouparraymovingavg grouparrayinsertat argmin argmax median mediantdigest medianexact quantile quantiles quantileexact quantileexactlow quantileexacthigh
  quantileexactinclusive quantilesexact quantilesexactinclusive quantileexactexclusive quantiletdigest quantilestdigest quantileexactweighted
  stddevpop stddevsamp stddev_pop stddev_samp varpop varsamp var_pop var_samp covarpop covarsamp corr skewpop skewsamp kurtpop kurtsamp topk topkweighted
  summap minmap maxmap sumwithoverflow sumkahan sumcount avgweighted bitand_agg groupbitand groupbitor groupbitxor groupconcat string_agg
  windowfunnel retention sequencematch sequencecount simplelinearregression entropy studentttest welchttest mannwhitneyutest
  boundingratio deltasum deltasumtimestamp histogram maxintersections ranks rankcorr cramersv theilsu kolmogorovsmirnovtest`;

/** What can be put behind the name of an aggregate. */
const combinators = ['if', 'ornull', 'ordefault', 'array', 'distinct'];

/** Words of the grammar behind which a parenthesis may open. */
const keywords = `
  select distinct on from join using where prewhere having by and or not in as when then else case over partition order exists any all union except
  intersect between with limit like ilike is on end asc desc offset semi anti inner outer full left right cross global sets rollup cube grouping
  interval to step fill`;

/** Types of CAST that take something in parentheses. */
const types = 'nullable lowcardinality decimal decimal64 datetime datetime64 fixedstring tuple map array';

const wordsOf = (text: string): ReadonlySet<string> =>
  new Set(
    text
      .toLowerCase()
      .split(/\s+/)
      .filter((word) => word !== ''),
  );

const scalarNames = wordsOf(scalars);
const aggregateNames = wordsOf(aggregates);
const grammarWords = new Set([...wordsOf(keywords), ...wordsOf(types)]);

/** The present, bound as a parameter, so that a statement means the same wherever it runs; and what the editor offers. */
export const momentFunctions: ReadonlySet<string> = new Set(['now', 'today', 'yesterday']);

/** What the editor offers, in the spelling that people read. */
export const offeredFunctions = {
  aggregates:
    'count countIf sum sumIf avg min max any uniq uniqExact groupArray groupUniqArray argMin argMax median quantile topK windowFunnel retention stddevSamp corr'.split(
      ' ',
    ),
  others: `toDate toStartOfDay toStartOfWeek toStartOfMonth toStartOfQuarter toStartOfYear toYear toMonth toHour toDayOfWeek toYYYYMM formatDateTime dateDiff
    addDays addMonths today now yesterday if multiIf coalesce ifNull nullIf toFloat64OrNull toInt64OrNull toString round floor ceil abs greatest least length lower upper
    concat substring replaceAll splitByChar position match extract has arrayJoin arrayMap arrayFilter arraySum arraySort arrayStringConcat range row_number rank
    lagInFrame leadInFrame ntile bar`.split(/\s+/),
} as const;

/** Whether a name may stand before an opening parenthesis. */
export function mayBeCalled(name: string): boolean {
  const lower = name.toLowerCase();
  return grammarWords.has(lower) || scalarNames.has(lower) || isAggregate(lower);
}

function isAggregate(name: string): boolean {
  if (name.length > 100) return false;
  if (aggregateNames.has(name)) return true;
  const combinator = combinators.find((ending) => name.endsWith(ending));
  return combinator !== undefined && isAggregate(name.slice(0, -combinator.length));
}
