import { domainToASCII } from 'node:url';

const label = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/;

/** The host of a web address or a bare domain: small letters, without `www.`, international names in their ASCII form. Undefined for addresses in figures and for names without a dot. */
export const normaliseDomain = (text: string): string | undefined => {
  const host = text
    .trim()
    .toLowerCase()
    .replace(/^[a-z][a-z0-9+.-]*:\/\//, '')
    .replace(/[/?#].*$/s, '')
    .replace(/^.*@/, '')
    .replace(/:\d+$/, '')
    .replace(/\.$/, '')
    .replace(/^www\./, '');
  const domain = domainToASCII(host);
  const labels = domain.split('.');
  const isDomain = labels.length > 1 && domain.length <= 253 && labels.every((one) => label.test(one)) && !/^\d+$/.test(labels.at(-1) ?? '');
  return isDomain ? domain : undefined;
};

const taxLetters = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/**
 * 统一社会信用代码, GB 32100-2015: 17 characters and a check character, 31 − Σ (value × 3^place mod 31) mod 31. Undefined where the check fails.
 */
export const normaliseTaxId = (text: string): string | undefined => {
  const code = text.normalize('NFKC').replaceAll(/[\s-]/g, '').toUpperCase();
  if (code.length !== 18) return undefined;
  const values = code.split('').map((letter) => taxLetters.indexOf(letter));
  if (values.includes(-1)) return undefined;
  let weight = 1;
  let sum = 0;
  for (const value of values.slice(0, 17)) {
    sum += value * weight;
    weight = (weight * 3) % 31;
  }
  return (31 - (sum % 31)) % 31 === values[17] ? code : undefined;
};

/** A D-U-N-S number: nine digits, however they are grouped. (Its check digit was given up in 2006.) */
export const normaliseDuns = (text: string): string | undefined => {
  const digits = text.normalize('NFKC').replaceAll(/[\s-]/g, '');
  return /^\d{9}$/.test(digits) && !/^(\d)\1{8}$/.test(digits) ? digits : undefined;
};
