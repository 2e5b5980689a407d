import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { runInNewContext } from 'node:vm'

/** `say` tells what it is given on, and is noted: the order of evaluation. */
const SAME = {
  'a copy and one more': '({ ...one, b: say(2) })',
  'a member that the copy overrides': '({ a: say(0), ...one })',
  'members around two copies': '({ x: say(1), y: say(2), ...one, z: say(3), ...say(two), a: say(4) })',
  'a copy of nothing, or of what is no object': '({ ...undefined, ...null, ...(say(false) && one), b: say(1) })',
  'a copy of a copy': '({ ...{ ...one, b: say(1) }, c: { ...two, d: say(2) } })',
  'a copy that is taken before a later member changes its source':
    '(() => { const it = { n: 1 }; return { ...it, later: (it.n = 2) } })()',
  'names that are computed': '({ ...one, [say("k")]: say(1) })',
  'short forms': '((a, b) => ({ ...one, a, b }))(say(5), say(6))',
  'a sequence, a condition, an arrow': '({ ...(say(1), two), ...(say(true) ? one : two), f: ((x) => ({ ...x, q: 1 }))(one) })',
  'a comment where it may stand': '({ ...one, // one\n b: 1, /* two */ ...two, /* three */ })',
  'no room before it': '(() => {return{...one,b:1}})()',
  'what has a getter': '({ ...one, get b() { return say(1) } })',
  'what has a method': '({ ...one, b() { return 1 } }).b()',
  'a prototype': '({ ...one, __proto__: two }).p',
  'what has a prototype': '({ b: 1, ...({ __proto__: one, c: 2 }) })',
  'a pattern': '(({ a, ...rest }) => ({ ...rest, a }))({ ...one, b: 1 })',
}

function rewritten(texts) {
  const script = `
    import { shapes } from './shapes.mjs'
    const texts = JSON.parse(process.argv[1])
    process.stdout.write(JSON.stringify(texts.map((text) => shapes.transform.handler(text, 'some.js')?.code)))`
  const args = ['--input-type=module', '--eval', script, JSON.stringify(texts)]
  return JSON.parse(execFileSync(process.execPath, args, { cwd: join(__dirname), encoding: 'utf8' }))
}

function outcomeOf(text) {
  const said = []
  const say = (value) => (said.push(value), value)
  const value = runInNewContext(text, { say, one: { a: 1, o: {} }, two: { a: 2, p: [] } })
  return { value, names: Object.keys(value), said }
}

describe('copies with more members', () => {
  const texts = Object.values(SAME)
  const now = rewritten(texts)

  it.each(Object.keys(SAME).map((name, index) => [name, index]))('are what they were: %s', (_, index) => {
    expect(outcomeOf(now[index] ?? texts[index])).toEqual(outcomeOf(texts[index]))
  })

  it('are assigned, and nothing else is', () => {
    const left = Object.keys(SAME).filter((_, index) => now[index] == null)
    expect(left).toEqual(['what has a getter', 'what has a method', 'a prototype'])
    expect(now[0]).toBe('(Object.assign(Object.assign({}, one), { b: say(2) }))')
    expect(rewritten(['({ ...one })', '({ a: 1 })', 'const { a, ...rest } = one', 'f(...list)'])).toEqual([
      null,
      null,
      null,
      null,
    ])
  })
})
