import { describe, expect, it } from 'vitest';
import { createSeal } from './seal.ts';

describe('a seal', () => {
  it('gives back what was sealed, and never the same bytes twice', () => {
    const seal = createSeal('one');
    expect(seal.open(seal.seal('密码 pa$$'))).toBe('密码 pa$$');
    expect(seal.seal('x').equals(seal.seal('x'))).toBe(false);
    expect(seal.seal('password').includes('password')).toBe(false);
  });

  it('refuses what another secret sealed, and what was changed', () => {
    const sealed = createSeal('one').seal('secret');
    expect(() => createSeal('two').open(sealed)).toThrow(expect.objectContaining({ code: 'DQ_SECRET_UNREADABLE' }));
    const changed = Buffer.from(sealed);
    changed.writeUInt8(changed.readUInt8(changed.length - 1) ^ 1, changed.length - 1);
    expect(() => createSeal('one').open(changed)).toThrow(expect.objectContaining({ code: 'DQ_SECRET_UNREADABLE' }));
    expect(() => createSeal('one').open(Buffer.from('short'))).toThrow(expect.objectContaining({ code: 'DQ_SECRET_UNREADABLE' }));
  });
});
