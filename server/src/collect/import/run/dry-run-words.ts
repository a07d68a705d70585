import type { ImportDryRun, Words } from '@danqing/contracts';
import { DateTime } from 'luxon';
import { kindWords } from '../recognise/kind-words.ts';

const count = (value: number): string => value.toLocaleString('en-US');
/** What a dry run found, in plain sentences. */
export function dryRunSentences(
  { rows, made, rejectedCount, skipped, people, dates, repeated, notNumbers, noticed }: Omit<ImportDryRun, 'summary'>,
  isEntity: boolean,
  zone: string,
): readonly Words[] {
  const day = (moment: string | null): string => (moment === null ? '' : (DateTime.fromISO(moment, { zone }).toISODate() ?? ''));
  const left = Object.values(skipped).reduce((sum, one) => sum + one, 0);
  const said = (holds: boolean, zh: string, en: string): readonly Words[] => (holds ? [{ zh, en }] : []);
  return [
    isEntity
      ? { zh: `${count(rows)} 行，会写入 ${count(made)} 条资料`, en: `${count(rows)} rows would write ${count(made)} records of the catalogue` }
      : { zh: `${count(rows)} 行，会生成 ${count(made)} 条记录`, en: `${count(rows)} rows would make ${count(made)} records` },
    ...(isEntity ? [] : peopleSentences(people)),
    ...people.identifiers.flatMap(({ kind, valid, masked, blocked, malformed }) => {
      const name = kindWords(kind);
      const bad = [
        ...said(masked > 0, `${count(masked)} 个打码`, `${count(masked)} masked`),
        ...said(blocked > 0, `${count(blocked)} 个无意义`, `${count(blocked)} without meaning`),
        ...said(malformed > 0, `${count(malformed)} 个格式不对`, `${count(malformed)} of a wrong form`),
      ];
      if (bad.length === 0) return [{ zh: `${name.zh} ${count(valid)} 个，全部有效`, en: `${count(valid)} ${name.en}, all valid` }];
      return [
        {
          zh: `${name.zh} ${count(valid)} 个有效；${bad.map(({ zh }) => zh).join('、')}，不用于合并`,
          en: `${count(valid)} valid ${name.en}; ${bad.map(({ en }) => en).join(', ')}: these merge nobody`,
        },
      ];
    }),
    ...said(
      people.nobody > 0,
      `${count(people.nobody)} 条认不出是谁，会进入待处理数据`,
      `${count(people.nobody)} tell nobody apart and would wait in quarantine`,
    ),
    ...said(
      dates.from !== null && !isEntity,
      `时间从 ${day(dates.from)} 到 ${day(dates.to)}（时区 ${zone}）`,
      `from ${day(dates.from)} to ${day(dates.to)} (time zone ${zone})`,
    ),
    ...said(
      dates.before1990 + dates.future > 0,
      `${count(dates.before1990)} 条早于 1990 年，${count(dates.future)} 条在将来：核对一下时间列`,
      `${count(dates.before1990)} before 1990 and ${count(dates.future)} in the future: look at the column of times`,
    ),
    ...notNumberSentences(notNumbers),
    ...noticedSentences(noticed),
    ...said(repeated > 0, `${count(repeated)} 条在文件里重复，只计一次`, `${count(repeated)} come twice in the file and count once`),
    ...said(left > 0, `略过 ${count(left)} 行`, `${count(left)} rows are left out`),
    ...said(rejectedCount > 0, `${count(rejectedCount)} 行无法读取，可以下载查看`, `${count(rejectedCount)} rows are rejected; they can be downloaded`),
  ];
}

/** Who would be new: the very number that the import makes, or, of more customers than are followed one by one, from and to. */
function peopleSentences({ known, new: fresh, newMost, joined }: ImportDryRun['people']): readonly Words[] {
  if (known === null || fresh === null) return [];
  const isRange = newMost !== null && newMost > fresh;
  const [zhNew, enNew] = isRange ? [`${count(fresh)} 到 ${count(newMost)} 位`, `${count(fresh)} to ${count(newMost)}`] : [`${count(fresh)} 位`, count(fresh)];
  const about = isRange
    ? { zh: `新增客户 ${zhNew}，已有客户 ${count(known)} 位`, en: `${enNew} new customers, ${count(known)} known` }
    : {
        zh: `涉及 ${count(fresh + known)} 位客户：新增 ${zhNew}，已有 ${count(known)} 位`,
        en: `about ${count(fresh + known)} customers: ${enNew} new, ${count(known)} known`,
      };
  return [
    about,
    ...(isRange
      ? [{ zh: '客户太多，没有逐个比对完，所以新增数是一个范围', en: 'there are more customers than are compared one by one, so the new ones are a range' }]
      : []),
    ...((joined ?? 0) > 0
      ? [
          {
            zh: `已有客户中有 ${count(joined ?? 0)} 位会合并到另一位（标识相同）`,
            en: `${count(joined ?? 0)} of the known customers would become one with another, because the file names both together`,
          },
        ]
      : []),
  ];
}

/** Of each column of which numbers are made: how many cells are none, and which for example. */
const notNumberSentences = (found: ImportDryRun['notNumbers']): readonly Words[] =>
  Object.entries(found).map(([column, { count: cells, examples }]) => ({
    zh: `“${column}”有 ${count(cells)} 个值不是数字（如${examples.map((one) => `“${one}”`).join('、')}）：按文字保留，不计入金额和数量`,
    en: `${count(cells)} values of “${column}” are no numbers (such as ${examples.map((one) => `“${one}”`).join(', ')}): they stay text and count in no sum`,
  }));

/** What was mended, or has to be known. */
const noticedSentences = (noticed: ImportDryRun['noticed']): readonly Words[] =>
  Object.entries(noticed).map(([name, found]) => {
    const encoding = /^encoding:(.*)$/.exec(name)?.[1]?.toUpperCase();
    return encoding === undefined
      ? {
          zh: `${count(found)} 行与前面的某一行完全相同，目前照常计入；可以在上一步选择略过`,
          en: `${count(found)} rows are exact copies of earlier ones; they count, unless you choose to leave them out`,
        }
      : {
          zh: `${count(found)} 行用的是另一种文字编码（${encoding}），已按它读取`,
          en: `${count(found)} lines are written in another encoding (${encoding}) and were read in it`,
        };
  });
