import type { WhereJson } from '@danqing/contracts';
import type { Doc } from './doc.ts';
import { bracketed, groupDoc, inBrackets } from './print-group.ts';
import { nameText, stringText, testText, unprintable } from './print-test.ts';
import { reservedInWhere } from './words.ts';

function conditionDoc(where: WhereJson): Doc {
  if ('all' in where) return groupDoc('all', where.all.map(conditionDoc));
  if ('any' in where) return groupDoc('any', where.any.map(conditionDoc));
  if ('not' in where) return ['not ', inBrackets(conditionDoc(where.not))];
  if ('element' in where) return [`some ${nameText(where.element)} `, bracketed(conditionDoc(where.where), '(')];
  if (!('prop' in where)) throw unprintable('this condition on events');
  return (reservedInWhere.has(where.prop) ? stringText(where.prop) : nameText(where.prop)) + testText(where);
}

/** A condition on events as a clause, with a space before it; always in brackets, so that nothing behind it can belong to it. */
export const whereDoc = (where: WhereJson | undefined): Doc => (where === undefined ? '' : [' where ', bracketed(conditionDoc(where), '(')]);
