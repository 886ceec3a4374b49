import { simulate } from './simulation.ts'

const args = process.argv
const arg = (n: string, d: number) => {
  const i = args.indexOf(n)
  return i < 0 ? d : Number(args[i + 1])
}
const seed = arg('--seed', -1)
const ops = arg('--ops', 500)
if (seed >= 0) {
  const o = simulate(seed, ops, args.includes('--trace') ? (l) => console.log(l) : undefined)
  console.log(o)
} else {
  const n = arg('--seeds', 20),
    from = arg('--from', 0)
  const t = performance.now()
  let bad = 0,
    ev = 0
  for (let s = from; s < from + n; s++) {
    const o = simulate(s, ops)
    ev += o.events
    if (o.problems.length) {
      bad++
      console.log(s, o.hash, o.problems.length, o.problems.slice(0, 3).join('\n      ').slice(0, 1200))
    }
  }
  const ms = performance.now() - t
  console.log(
    `${n} seeds, ${bad} bad, ${(ms / n).toFixed(0)} ms/seed, ${(ms / n / ops).toFixed(3)} ms/op, ${(ev / n / ops).toFixed(1)} events/op`,
  )
}
process.on('unhandledRejection', (e) => {
  console.log('UNHANDLED', e)
})
