import { describe, expect, it } from 'vitest';
import { classifierOf, firstClassification } from './classification.ts';
import { maskerOf } from './mask-json.ts';

const of = (kind: string): string => classifierOf(firstClassification).of('identifier', kind) ?? 'none';

describe('a kind of identifier that nobody has classified', () => {
  it.each([
    ['buyer_nick', 'name'],
    ['member_name', 'name'],
    ['second_phone', 'phone'],
    ['work_email', 'email'],
    ['weibo', 'account'],
    ['taobao_id', 'account'],
    ['旺旺号', 'account'],
    ['loyalty', 'account'],
    ['erp_no', 'none'],
    ['crm_id', 'none'],
    ['学员编号', 'none'],
    ['user_id', 'none'],
    ['customer_id', 'none'],
    ['anonymous_id', 'none'],
    ['device_id', 'none'],
    ['account/tax_id', 'none'],
    ['account/domain', 'none'],
  ])('%s is %s', (kind, expected) => expect(of(kind)).toBe(expected));

  it('is masked wherever its values stand, until somebody says that it is nothing personal', () => {
    const answer = {
      identifiers: [
        { kind: 'buyer_nick', value: '爱喝茶的小林' },
        { kind: 'loyalty', value: 'gold-99812' },
      ],
      lines: [{ identifiers: ['buyer_nick=爱喝茶的小林', 'erp_no=E-1'] }],
      edges: [{ a: { kind: 'loyalty', value: 'gold-99812' }, b: { kind: 'erp_no', value: 'E-1' } }],
      items: [{ kind: 'segment', value: 'a whole sentence' }],
    };
    expect(maskerOf(classifierOf(firstClassification)).json(answer)).toEqual({
      identifiers: [
        { kind: 'buyer_nick', value: '爱*' },
        { kind: 'loyalty', value: 'go****12' },
      ],
      lines: [{ identifiers: ['buyer_nick=爱*', 'erp_no=E-1'] }],
      edges: [{ a: { kind: 'loyalty', value: 'go****12' }, b: { kind: 'erp_no', value: 'E-1' } }],
      items: [{ kind: 'segment', value: 'a whole sentence' }],
    });
    const open = classifierOf({
      ...firstClassification,
      fields: [
        { scope: 'identifier', path: 'buyer_nick', class: 'none' },
        { scope: 'identifier', path: 'loyalty', class: 'none' },
      ],
    });
    expect(maskerOf(open).json(answer)).toEqual(answer);
  });

  it('does not make every column of a table personal', () => {
    const masker = maskerOf(classifierOf(firstClassification));
    expect([masker.cell('loyalty', 'gold'), masker.cell('city', '上海'), masker.cell('buyer_nick', '小林')]).toEqual(['gold', '上海', '小*']);
    expect(masker.json({ columns: ['city', 'points'], rows: [['上海', 'many']] })).toEqual({ columns: ['city', 'points'], rows: [['上海', 'many']] });
  });
});
