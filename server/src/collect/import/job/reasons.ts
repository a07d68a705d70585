import type { RejectedRow } from '@danqing/contracts';

/** Why rows are rejected or left out, in Chinese. The English text is what the API says; both stay in step by the test beside. */
const chinese: readonly (readonly [RegExp, string])[] = [
  [/^(\d+) cells? where the header has (\d+)$/, '这一行有 $1 格，表头有 $2 格'],
  [/^not valid text in this encoding$/, '文字编码不对，无法读取'],
  [/^a quote is opened and not closed$/, '引号没有闭合'],
  [/^text follows a closing quote$/, '引号闭合后面还有文字'],
  [/^longer than (\d+) characters$/, '这一行超过 $1 个字符'],
  [/^not valid JSON$/, '不是有效的 JSON'],
  [/^not a JSON object$/, '不是 JSON 对象'],
  [/^the timestamp cannot be read$/, '时间无法读取'],
  [/^the group column is empty$/, '没有订单号（合并的列是空的）'],
  [/^no identifier$/, '没有能认出客户的标识'],
  [/^no timestamp$/, '没有时间'],
  [/^no key$/, '没有编号'],
  [/^the key is longer than (\d+) characters$/, '编号超过 $1 个字符'],
  [/^the event is larger than (\d+) bytes$/, '这条记录超过 $1 字节'],
  [/^no case holds$/, '不属于任何一种情况'],
  [/^no customer$/, '没有客户'],
  [/^not paid or closed$/, '未付款或已关闭'],
  [/^quantity not above 0$/, '数量不大于 0'],
  [/^price not above 0$/, '单价不大于 0'],
  [/^no number where one has to be$/, '应该是数字的地方不是数字'],
  [/^a copy of an earlier row$/, '与前面的某一行完全相同'],
  [/^the heading again$/, '重复的表头'],
  [/^the text ends within this record$/, '文件在这条记录中间就结束了'],
  [/^not a line of a web server’s log$/, '不是网站访问日志的一行'],
  [/^the date can be read in two ways$/, '日期有两种读法，无法确定'],
  [/^the time is too long ago to be true$/, '时间早得不可能'],
  [/^the time lies in the future$/, '时间在将来'],
  [/^a robot$/, '爬虫或程序的访问'],
  [/^not a page$/, '不是页面（图片、脚本、接口或出错的请求）'],
  [/^no visitor$/, '没有访客标识'],
];

/** A reason in the language that was asked for; one that people wrote themselves stays as it is. */
export function reasonIn(language: 'zh' | 'en', reason: string): string {
  if (language === 'en') return reason;
  const found = chinese.find(([form]) => form.test(reason));
  return found === undefined ? reason : reason.replace(found[0], found[1]);
}

export const withChinese = ({ row, reason }: RejectedRow): RejectedRow => ({ row, reason, zh: reasonIn('zh', reason) });
