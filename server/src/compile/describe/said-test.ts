import { valueWord } from '@danqing/contracts';
import type { Scalar, Subject, Test } from '../rule.ts';

/** A test whose codes are said in words: paid_search is 付费搜索. What is compared by its spelling stays as it is written. */
export function saidTest(of: string, test: Test, language: 'zh' | 'en'): Test {
  const said = (value: Scalar): Scalar => (typeof value === 'string' ? (valueWord(of, value, language) ?? value) : value);
  switch (test.op) {
    case 'eq':
    case 'ne':
      return { ...test, value: said(test.value) };
    case 'in':
    case 'nin':
      return { ...test, values: test.values.map(said) };
    default:
      return test;
  }
}

/** A field as its codes are listed: only what enrichment adds has any. */
export const codesOf = (subject: Subject): string => (subject.kind === 'context' ? `$${subject.field}` : '');
