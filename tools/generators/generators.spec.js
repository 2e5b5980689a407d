import { join } from 'node:path'
import { FsTree } from 'nx/src/generators/tree'
import contextGenerator from './context/generator.js'
import sliceGenerator from './slice/generator.js'

const root = join(__dirname, '../..')

/** This workspace as it is; what the generators write is kept in memory, and goes nowhere. */
const workspace = () => new FsTree(root, false)
const changesOf = (tree) => new Map(tree.listChanges().map(({ path, content }) => [path, String(content)]))
const text = (tree, path) => tree.read(path, 'utf8')

describe('nx g spoc:context', () => {
  let tree
  beforeAll(async () => {
    tree = workspace()
    await contextGenerator(tree, { name: 'remarks' })
  })

  it.each(['contracts', 'domain', 'feature'])('makes a library %s with the settings of its neighbours', (layer) => {
    for (const file of ['tsconfig.json', 'tsconfig.spec.json'])
      expect(text(tree, `libs/remarks/${layer}/${file}`)).toBe(text(tree, `libs/works/${layer}/${file}`))
    expect(JSON.parse(text(tree, `libs/remarks/${layer}/package.json`))).toMatchObject({
      name: `@spoc/remarks-${layer}`,
      nx: { tags: ['scope:remarks', `type:${layer}`] },
    })
    expect(text(tree, `libs/remarks/${layer}/jest.config.js`)).toContain(`displayName: 'remarks-${layer}'`)
  })

  it('lets it read the facts of all others, and depend on nothing that is not there', () => {
    const { references } = JSON.parse(text(tree, 'libs/remarks/domain/tsconfig.lib.json'))
    expect(references.filter(({ path }) => !tree.exists(join('libs/remarks/domain', path)))).toEqual([])
    expect(references.filter(({ path }) => path.includes('contracts'))).toHaveLength(10)
  })

  it.each([
    ['tsconfig.json', './libs/remarks/feature'],
    ['eslint.config.js', "'remarks'"],
    ['libs/platform/catalogue/src/index.ts', '  remarksContract,'],
    ['libs/platform/catalogue/tsconfig.lib.json', '../../remarks/contracts/tsconfig.lib.json'],
    ['libs/audit/feature/src/trail/every-type.ts', '  remarksContract,'],
    ['apps/spoc/src/contexts.ts', '  remarksContext,'],
    ['apps/works/src/main.ts', 'contexts: [worksContext, remarksContext]'],
    ['apps/works/package.json', '"@spoc/remarks-feature": "*"'],
    ['apps/acceptance/src/access/all-contexts.ts', '  remarksContext,'],
    ['apps/acceptance/src/access/calls.ts', "'POST /api/v1/remarks'"],
    ['infra/compose/nginx.conf', '(remarks|parked/remarks)(/|$) '],
    ['docs/reference/read-models.md', '| `remarks_remarks` | 1 | published |'],
    ['docs/architecture.md', '| remarks      | works '],
  ])('takes it in at %s', (path, what) => expect(text(tree, path)).toContain(what))

  it('changes nothing when it is run again', async () => {
    const first = changesOf(tree)
    await contextGenerator(tree, { name: 'remarks' })
    expect(changesOf(tree)).toEqual(first)
  })

  it('puts it into the service that is named', async () => {
    const other = workspace()
    await contextGenerator(other, { name: 'shift-logs', thing: 'log-entry', service: 'intake' })
    expect(text(other, 'apps/intake/src/main.ts')).toContain('shiftLogsContext')
    expect(changesOf(other).has('apps/works/src/main.ts')).toBe(false)
    expect(text(other, 'libs/shift-logs/contracts/src/read-models.ts')).toContain(
      "LOG_ENTRIES = {\n  name: 'shift_logs_log_entries'",
    )
    expect(text(other, 'libs/shift-logs/feature/src/read/log-entries.route.ts')).toContain("@Controller('api/v1/log-entries')")
  })

  it.each([
    [{ name: 'Remarks' }, 'no name here'],
    [{ name: 'remarks-' }, 'no name here'],
    [{ name: '../remarks' }, 'no name here'],
    [{ name: 'remarks', thing: 'class' }, 'a word of the language'],
    [{ name: 'platform' }, 'the ground they stand on'],
    [{ name: 'works' }, 'npx nx g spoc:slice works'],
    [{ name: 'tickets', thing: 'request' }, 'belong to intake'],
    [{ name: 'remarks', service: 'kitchen' }, 'There is no service "kitchen"'],
  ])('refuses %j, and says why', async (options, why) => {
    const clean = workspace()
    await expect(contextGenerator(clean, options)).rejects.toThrow(why)
    expect(clean.listChanges()).toEqual([])
  })
})

describe('nx g spoc:slice', () => {
  let tree
  beforeAll(async () => {
    tree = workspace()
    await contextGenerator(tree, { name: 'remarks' })
    await sliceGenerator(tree, { context: 'remarks', command: 'pin-remark' })
  })

  it('makes the fact known to the union, the contract, the fold and the golden files', () => {
    expect(text(tree, 'libs/remarks/contracts/src/remark/remark.events.ts')).toContain("  | Fact<'remarks.remark-pinned.v1'")
    expect(text(tree, 'libs/remarks/contracts/src/contract.ts')).toContain("'remarks.remark-pinned.v1': true")
    expect(text(tree, 'libs/remarks/contracts/src/remark/remark-facts.ts')).toContain(
      "      case 'remarks.remark-pinned.v1':\n        return remark\n      default:",
    )
    expect(JSON.parse(text(tree, 'libs/remarks/contracts/golden/remarks.remark-pinned.v1.json'))).toMatchObject({
      type: 'remarks.remark-pinned.v1',
    })
  })

  it('makes a decision that refuses until it is written, and the spec that says what is expected', () => {
    expect(text(tree, 'libs/remarks/domain/src/remark/pin-remark.ts')).toContain("refuse(\n    'pin-remark-undecided'")
    expect(text(tree, 'libs/remarks/domain/src/remark/pin-remark.spec.ts')).toContain("type: 'remarks.remark-pinned.v1'")
    expect(text(tree, 'libs/remarks/domain/src/index.ts')).toContain("export * from './remark/pin-remark.js'")
  })

  it('makes a route that says who may, and a spec of it from the outside', () => {
    const route = text(tree, 'libs/remarks/feature/src/write/pin-remark.ts')
    expect(route).toContain("@Post(':remarkId/pin')")
    expect(route).toContain("@AllowedTo('agent', 'manager', 'admin')")
    expect(text(tree, 'libs/remarks/feature/src/index.ts')).toContain('PinRemarkRoute]')
    expect(text(tree, 'libs/remarks/feature/src/pin-remark.spec.ts')).toContain('/api/v1/remarks/nothing/pin')
    expect(text(tree, 'apps/acceptance/src/access/calls.ts')).toContain("'POST /api/v1/remarks/:remarkId/pin': because")
  })

  it('changes nothing when it is run again', async () => {
    const first = changesOf(tree)
    await sliceGenerator(tree, { context: 'remarks', command: 'pin-remark' })
    expect(changesOf(tree)).toEqual(first)
  })

  it('adds to a context that people wrote: every fold that must know all facts is told', async () => {
    const other = workspace()
    await sliceGenerator(other, { context: 'works', command: 'hand-over-work', fact: 'work-handed-over', roles: 'engineer' })
    expect(text(other, 'libs/works/contracts/src/work.facts.ts')).toContain(
      "case 'works.work-handed-over.v1':\n      return work\n",
    )
    expect(text(other, 'libs/works/domain/src/work/hand-over-work.spec.ts')).toContain('given(workStream)(begun)')
    expect(text(other, 'libs/works/feature/src/write/hand-over-work.ts')).toContain("@AllowedTo('engineer')")
  })

  it.each([
    [{ context: 'remark', command: 'pin-remark' }, 'npx nx g spoc:context remark'],
    [{ context: 'works', command: 'Pin' }, 'no name here'],
    [{ context: 'works', command: 'pin-remark' }, 'name the one that it changes with --thing'],
    [{ context: 'works', command: 'pin', thing: 'remark' }, 'it has work'],
    [{ context: 'works', command: 'pin-work', roles: 'client' }, 'is none of them'],
  ])('refuses %j, and says why', async (options, why) => {
    const clean = workspace()
    await expect(sliceGenerator(clean, options)).rejects.toThrow(why)
    expect(clean.listChanges()).toEqual([])
  })
})
