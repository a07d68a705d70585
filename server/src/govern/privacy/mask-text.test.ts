import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskText } from './mask-text.ts';

describe('personal data in a text', () => {
  it.each([
    ['13812345678', '138****5678'],
    ['请打 138 1234 5678 联系', '请打 138****5678 联系'],
    ['138-1234-5678', '138****5678'],
    ['手机13812345678，谢谢', '手机138****5678，谢谢'],
    ['+86 138 1234 5678', '+86138****5678'],
    ['8613812345678', '86138****5678'],
    ['+14155552671', '+141****2671'],
    ['+44 20 7946 0958', '+4420****0958'],
    ['１３８１２３４５６７８', '138****5678'],
    ['021-61234567', '021****4567'],
    ['https://x.cn/?m=13812345678&a=1', 'https://x.cn/?m=138****5678&a=1'],
    ['https://x.cn/?m=%2B8613812345678', 'https://x.cn/?m=%2B86138****5678'],
    ['q=a%2013812345678', 'q=a%20138****5678'],
    ['tel13812345678', 'tel138****5678'],
    ['wx_13812345678', 'wx_138****5678'],
    ['lisi@example.com', 'l***@example.com'],
    ['mail to li.si+shop@mail.example.com.', 'mail to l***@mail.example.com.'],
    ['u=lisi%40example.com&x=1', 'u=l***%40example.com&x=1'],
    ['联系lisi@example.com吧', '联系l***@example.com吧'],
    ['张三@例子.cn', '张三@例子.cn'],
    ['张三@example.cn', '张***@example.cn'],
    ['11010519491231002X', '110***********002X'],
    ['身份证:11010519491231002X。', '身份证:110***********002X。'],
    ['310101 19900101 1119', '310101 19900101 1119'],
    ['6222021234567890128', '622202*********0128'],
    ['4111 1111 1111 1111', '411111******1111'],
    ['姓名：张三，电话 13812345678', '姓名：张*，电话 138****5678'],
    ['{"收货地址":"上海市浦东新区世纪大道1号"}', '{"收货地址":"上海市 ***"}'],
    ['openid=o6zAJs0abcdefgh1234', 'openid=o6zA****1234'],
    ['姓名是“张三”且城市是“上海”的人。', '姓名是“张*”且城市是“上海”的人。'],
    ['属性“收货地址”包含“世纪大道”的人。', '属性“收货地址”包含“***”的人。'],
    ['People whose name is “Mary Smith”.', 'People whose name is “M*”.'],
  ])('%s becomes %s', (text, shown) => {
    expect(maskText(text)).toBe(shown);
  });

  it.each([
    '2026-11-22T05:56:39.123Z',
    '2026-11-22T05:56:39+08:00',
    '0.13812345678',
    '13812345678.25',
    'SO13812345678',
    '550e8400-e29b-41d4-a716-446655440000',
    '138123456789',
    '20261122135612345678901',
    '1732250000000',
    'icon@2x.png',
    'react@18.2.0',
    'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    '138****5678',
    'l***@example.com',
    'http://127.0.0.1:8080/api/v1/profiles',
    'name = "VIP 客户"',
    '用户名称不限',
    '1234567890123456',
    '110105194912310021',
  ])('%s stays as it is', (text) => {
    expect(maskText(text)).toBe(text);
  });

  it('masks every mobile number, wherever in a text it stands, and changes no other character', () => {
    const mobile = fc.tuple(fc.constantFrom('3', '5', '7', '8', '9'), fc.stringMatching(/^\d{9}$/)).map(([second, rest]) => `1${second}${rest}`);
    const around = fc.stringMatching(/^[一-龥 ,;/]{0,20}$/);
    fc.assert(
      fc.property(around, mobile, around, (before, number, after) => {
        expect(maskText(`${before},${number};${after}`)).toBe(`${before},${number.slice(0, 3)}****${number.slice(-4)};${after}`);
      }),
    );
  });

  it('changes nothing of what it has masked once', () => {
    const parts = fc.constantFrom(
      '13812345678',
      'lisi@example.com',
      '11010519491231002X',
      '姓名：李四',
      ' ',
      ',',
      '+',
      '%40',
      '@',
      '86',
      '-',
      'x',
      '=',
      '：',
      '“',
      '”',
      '1',
      '张三',
      'openid=',
    );
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 12 }), (pieces) => {
        const once = maskText(pieces.join(''));
        expect(maskText(once)).toBe(once);
      }),
    );
  });

  it('takes any text whatever, and gives back those that hold no digit, @, label or quote as they are', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(typeof maskText(text)).toBe('string');
        const plain = text.replaceAll(/[\d@：:=＝＠“%０-９]/gu, '');
        expect(maskText(plain)).toBe(plain);
      }),
    );
  });
});
