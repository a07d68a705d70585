import { describe, expect, it } from 'vitest';
import { networksOf, wrongNetworks } from './networks.ts';

describe('the networks that data may be fetched from', () => {
  const usual = networksOf('public,private');

  it.each(['8.8.8.8', '10.1.2.3', '172.20.0.5', '192.168.1.1', 'fd00::1', '::ffff:10.0.0.1'])('are usually the internet and the company: %s', (address) =>
    expect(usual.allows(address)).toBe(true),
  );
  it.each(['127.0.0.1', '::1', '169.254.169.254', '0.0.0.0', 'fe80::1', '::ffff:127.0.0.1', 'localhost'])('but not this machine or link-local: %s', (address) =>
    expect(usual.allows(address)).toBe(false),
  );

  it('hold this machine, or single ranges, where somebody says so', () => {
    expect(networksOf('loopback').allows('127.0.0.1')).toBe(true);
    expect(networksOf('loopback').allows('8.8.8.8')).toBe(false);
    expect(networksOf('10.1.0.0/16').allows('10.1.9.9')).toBe(true);
    expect(networksOf('10.1.0.0/16').allows('10.2.0.1')).toBe(false);
  });

  it('are checked when they are configured', () => {
    expect(wrongNetworks('public, private 10.0.0.0/8')).toBeUndefined();
    expect(wrongNetworks('intranet')).toContain('intranet');
    expect(wrongNetworks('10.0.0.0/33')).toContain('10.0.0.0/33');
  });

  it('are those of every address that a name has', async () => {
    await expect(usual.resolve('localhost')).rejects.toMatchObject({ code: 'DQ_ADDRESS_PRIVATE' });
    await expect(usual.resolve('127.1')).rejects.toMatchObject({ code: 'DQ_ADDRESS_PRIVATE' });
    expect(await networksOf('loopback').resolve('127.0.0.1')).toBe('127.0.0.1');
  });
});
