// Who counts as one newcomer by address. A host that has an IPv6 address has a whole network of them, so the network is
// what is counted; IPv4 is counted by address, also where it comes as an IPv6 one. Rules LIMIT-4, LIMIT-7.

import { isIPv6 } from 'node:net'

/** Of the eight groups: what a provider gives one customer at least. */
const NETWORK_GROUPS = 4

/** A key for limits and for nothing else. What is no address is its own. */
export function networkOf(address: string): string {
  if (!isIPv6(address)) return address
  const [head = [], tail] = address.split('::').map((part) => (part === '' ? [] : part.split(':')))
  const left_out = tail ? 8 - head.length - tail.length - (address.includes('.') ? 1 : 0) : 0
  const groups = [...head, ...Array<string>(left_out).fill('0'), ...(tail ?? [])].slice(0, NETWORK_GROUPS)
  const network = groups.map((group) => Number.parseInt(group, 16).toString(16)).join(':')
  // Nobody is given this network: it holds this machine, and all of IPv4.
  return network === '0:0:0:0' ? address.replace(/^::ffff:(?=.*\.)/i, '') : `${network}::`
}
