import { parseAddress } from '#kernel';
import { orderEvidence } from '../dates/forms.ts';
import { compileMoment } from '../dates/moment.ts';

/** What one cell looks like, from its text alone. */
export type Look =
  | 'phone'
  | 'masked'
  | 'email'
  | 'id_card'
  | 'date'
  | 'ambiguous_date'
  | 'number'
  | 'money'
  | 'gender'
  | 'yes_no'
  | 'province'
  | 'address'
  | 'text';

const phoneForm =
  /^(?:(?:\+|00)?86[\s-]?)?1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}$|^\+[1-9]\d{0,2}[\s-]?(?:\(?\d{1,4}\)?[\s-]?){2,4}\d{2,4}$|^\(\d{3}\)\s?\d{3}-\d{4}$|^\d{3}[-.]\d{3}[-.]\d{4}$/;
const maskedForm = /[*＊●•]{2,}|\d{2,}[xX]{3,}\d*|^.[*＊]$|^[*＊]+.?$/;
const emailForm = /^[^\s@,;<>()*]+@[^\s@,;*]+\.[^\s@.,;*]{2,}$/;
const numberForm = /^[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const moneyForm =
  /^\(?[+-]?\s*(?:[¥￥$€£]|RMB|CNY|USD|EUR|GBP)?\s*[+-]?\d{1,3}(?:,\d{3})*(?:\.\d+)?\s*(?:元|CNY|RMB|USD)?\)?$|^[+-]?(?:[¥￥$€£])\s*[+-]?\d+(?:\.\d+)?$|^[+-]?\d+(?:\.\d+)?\s*元$/;
const genders: ReadonlySet<string> = new Set(['男', '女', '男性', '女性', '先生', '女士', 'male', 'female', 'm', 'f', '未知', '保密', 'unknown']);
const yesNo: ReadonlySet<string> = new Set(['是', '否', 'yes', 'no', 'true', 'false', 'y', 'n']);
const provinces =
  /^(?:北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|台湾|内蒙古|广西|西藏|宁夏|新疆|香港|澳门)(?:省|市|自治区|壮族自治区|回族自治区|维吾尔自治区|特别行政区)?$/;

const readDate = compileMoment({ zone: 'UTC' });

/** The weights of GB 11643: the last character of an ID card checks the seventeen before it. */
const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
function isIdCard(text: string): boolean {
  if (!/^\d{17}[\dXx]$/.test(text)) return false;
  const sum = weights.reduce((total, weight, index) => total + weight * Number(text[index]), 0);
  return '10X98765432'[sum % 11] === text[17]?.toUpperCase();
}

/** A Chinese address on one line that says at least a place and something within it. */
function isAddress(text: string): boolean {
  if (!/[一-龥]{5}|[一-龥][\s,，-]+[一-龥]/.test(text)) return false;
  const parts = parseAddress(text);
  return parts?.city !== undefined && (parts.district !== undefined || parts.street !== undefined);
}

/** `text`: trimmed and not empty. */
export function lookOf(text: string): Look {
  if (phoneForm.test(text)) return 'phone';
  if (maskedForm.test(text)) return 'masked';
  if (emailForm.test(text)) return 'email';
  if (isIdCard(text)) return 'id_card';
  if (numberForm.test(text)) return /^(?:19|20)\d{6}$/.test(text) && !Number.isNaN(readDate(text) ?? Number.NaN) ? 'date' : 'number';
  const lower = text.toLowerCase();
  if (genders.has(lower)) return 'gender';
  if (yesNo.has(lower)) return 'yes_no';
  if (moneyForm.test(text)) return 'money';
  if (provinces.test(text)) return 'province';
  if (isAddress(text)) return 'address';
  if (!/^\s*\d|[A-Za-z]{3},?\s+\d/.test(text) || text.length > 40) return 'text';
  if (!Number.isNaN(readDate(text) ?? Number.NaN)) return 'date';
  return orderEvidence(text) === undefined ? 'text' : 'ambiguous_date';
}
