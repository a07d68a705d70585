/**
 * The functions that a tag's SQL may call, in lower case: pure functions of their arguments. None reads a table, a dictionary, a file or the server's
 * state, waits, or differs from run to run. Everything else is refused, what the engine will learn in future too.
 */
const scalars = `
  abs acos asin atan atan2 cbrt ceil ceiling cos degrees exp exp10 exp2 floor greatest intdiv intdivorzero least ln log log10 log1p log2 mod modulo negate
  plus minus multiply divide pow power radians round rounddown roundbankers sign sin sqrt tan trunc truncate width_bucket
  isfinite isinfinite isnan ifnotfinite isnull isnotnull assumenotnull tonullable coalesce ifnull nullif if multiif caseithexpression casewithexpression
  equals notequals less lessorequals greater greaterorequals and or not xor in notin like notlike ilike notilike match tuple tupleelement array map
  cast accuratecastornull toint8 toint16 toint32 toint64 touint8 touint16 touint32 touint64 tofloat32 tofloat64 todecimal32 todecimal64 tostring tobool
  tointerval touint64ornull toint64ornull tofloat64ornull toint32ornull touint32ornull tofloat64orzero toint64orzero touint64orzero
  todate todate32 todatetime todatetime64 todateornull todatetimeornull todatetime64ornull parsedatetimebesteffortornull parsedatetime64besteffortornull
  tointervalsecond tointervalminute tointervalhour tointervalday tointervalweek tointervalmonth tointervalquarter tointervalyear
  toyear toquarter tomonth todayofyear todayofmonth todayofweek tohour tominute tosecond toisoweek toisoyear toweek toyearweek tounixtimestamp
  tounixtimestamp64milli fromunixtimestamp64milli fromunixtimestamp tostartofyear tostartofquarter tostartofmonth tostartofweek tostartofday tostartofhour
  tostartofminute tostartofinterval tomonday tolastdayofmonth totimezone datediff date_diff age dateadd date_add datesub date_sub adddays subtractdays
  addhours subtracthours addminutes addweeks addmonths subtractmonths addyears subtractyears formatdatetime toyyyymm toyyyymmdd datename date_trunc datetrunc
  length lengthutf8 char_length empty notempty lower upper lowerutf8 upperutf8 reverse reverseutf8 concat concat_ws substring substr substringutf8 left right
  leftutf8 rightutf8 leftpad rightpad trim ltrim rtrim trimboth trimleft trimright replace replaceone replaceall replaceregexpone replaceregexpall position
  positionutf8 positioncaseinsensitive locate startswith endswith countsubstrings extract extractall splitbychar splitbystring splitbyregexp arraystringconcat
  repeat ascii hex unhex base64encode format printf tovalidutf8 domain domainwithoutwww topleveldomain path querystring extracturlparameter
  has hasany hasall indexof arrayelement arrayconcat arraydistinct arraysort arrayreversesort arrayreverse arrayfilter arraymap arrayexists arrayall arraycount
  arraysum arrayavg arraymin arraymax arrayslice arrayzip arrayenumerate arrayuniq arrayintersect arraycumsum arraydifference arrayfirst arraylast
  arrayfirstindex arraypushback arraypushfront arraypopback arraypopfront arrayflatten arraycompact arrayjoin range mapkeys mapvalues mapcontains
  siphash64 cityhash64 xxhash64 intHash64 bitand bitor bitxor bittest transform
  jsonextractstring jsonextractint jsonextractfloat jsonextractbool jsonhas
  row_number rank dense_rank ntile lag lead laginframe leadinframe first_value last_value nth_value`;

const aggregates = `
  count sum avg min max any anylast uniq uniqexact uniqcombined grouparray groupuniqarray argmin argmax median quantile quantiles quantileexact
  quantileexactinclusive quantilesexactinclusive quantiletdigest stddevpop stddevsamp varpop varsamp covarpop covarsamp corr skewpop kurtpop topk topkweighted
  summap sumwithoverflow avgweighted bitand_agg groupbitand groupbitor windowfunnel retention sequencematch sequencecount simplelinearregression`;

/** What can be put behind the name of an aggregate. */
const combinators = ['if', 'ornull', 'ordefault', 'array', 'distinct'];

/** Words of the grammar behind which a parenthesis may open. */
const keywords = `
  select distinct on from join using where prewhere having by and or not in as when then else case over partition order exists any all union except
  intersect between with limit like ilike is on end asc desc offset semi anti inner outer full left right cross global`;

const wordsOf = (text: string): ReadonlySet<string> =>
  new Set(
    text
      .toLowerCase()
      .split(/\s+/)
      .filter((word) => word !== ''),
  );

const scalarNames = wordsOf(scalars);
const aggregateNames = wordsOf(aggregates);
const grammarWords = wordsOf(keywords);

/** Whether a name may stand before an opening parenthesis. */
export function mayBeCalled(name: string): boolean {
  const lower = name.toLowerCase();
  return grammarWords.has(lower) || scalarNames.has(lower) || isAggregate(lower);
}

function isAggregate(name: string): boolean {
  if (aggregateNames.has(name)) return true;
  const combinator = combinators.find((ending) => name.endsWith(ending));
  return combinator !== undefined && isAggregate(name.slice(0, -combinator.length));
}
