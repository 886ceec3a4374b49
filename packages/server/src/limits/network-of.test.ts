import { expect, test } from 'bun:test'
import { networkOf } from './network-of.ts'

test('LIMIT-4 LIMIT-7 an IPv4 address counts by itself, however it is written; an IPv6 host counts by its network', () => {
  expect([networkOf('198.51.100.7'), networkOf('::ffff:198.51.100.7'), networkOf('::FFFF:198.51.100.7')]).toEqual(
    Array.from({ length: 3 }, () => '198.51.100.7'),
  )
  const one = ['2001:db8:1:1::', '2001:db8:1:1::7', '2001:DB8:0001:1:ffff:ffff:ffff:ffff', '2001:db8:1:1:0:0:198.51.100.7']
  expect(new Set(one.map(networkOf))).toEqual(new Set(['2001:db8:1:1::']))
  for (const other of [
    '2001:db8:1:2::7',
    '2001:db8::1:1:0:0:7',
    '2001:db8:1::1:1',
    '2002:db8:1:1::7',
    '64:ff9b::198.51.100.7',
    'fe80::1%eth0',
  ]) {
    expect(networkOf(other)).not.toBe('2001:db8:1:1::')
  }
  expect([networkOf('1::'), networkOf('1:0:0:0::5'), networkOf('::2:3:4:5:6:7')]).toEqual(['1:0:0:0::', '1:0:0:0::', '0:0:2:3::'])
})

test('LIMIT-4 this machine is not all of IPv4, and what is no address is its own', () => {
  expect(new Set(['::1', '::ffff:198.51.100.7', '::ffff:198.51.100.8'].map(networkOf)).size).toBe(3)
  for (const nonsense of ['', 'unknown', '198.51.100.7:443', '1:2:3', '[2001:db8::1]']) expect(networkOf(nonsense)).toBe(nonsense)
})
