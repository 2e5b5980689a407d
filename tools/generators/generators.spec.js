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
    await contextGenerator(tree, { name: 'umbrellas' })
  })

  it.each(['contracts', 'domain', 'feature'])('makes a library %s with the settings of its neighbours', (layer) => {
    for (const file of ['tsconfig.json', 'tsconfig.spec.json'])
      expect(text(tree, `libs/umbrellas/${layer}/${file}`)).toBe(text(tree, `libs/works/${layer}/${file}`))
    expect(JSON.parse(text(tree, `libs/umbrellas/${layer}/package.json`))).toMatchObject({
      name: `@spoc/umbrellas-${layer}`,
      nx: { tags: ['scope:umbrellas', `type:${layer}`] },
    })
    expect(text(tree, `libs/umbrellas/${layer}/jest.config.js`)).toContain(`displayName: 'umbrellas-${layer}'`)
  })

  it('lets it read the facts of all others, and depend on nothing that is not there', () => {
    const { references } = JSON.parse(text(tree, 'libs/umbrellas/domain/tsconfig.lib.json'))
    expect(references.filter(({ path }) => !tree.exists(join('libs/umbrellas/domain', path)))).toEqual([])
    expect(references.filter(({ path }) => path.includes('contracts'))).toHaveLength(10)
  })

  it.each([
    ['tsconfig.json', './libs/umbrellas/feature'],
    ['eslint.config.js', "'umbrellas'"],
    ['libs/platform/catalogue/src/index.ts', '  umbrellasContract,'],
    ['libs/platform/catalogue/tsconfig.lib.json', '../../umbrellas/contracts/tsconfig.lib.json'],
    ['libs/audit/feature/src/trail/every-type.ts', '  umbrellasContract,'],
    ['apps/spoc/src/contexts.ts', '  umbrellasContext,'],
    ['apps/works/src/main.ts', 'contexts: [worksContext, umbrellasContext]'],
    ['apps/works/package.json', '"@spoc/umbrellas-feature": "*"'],
    ['apps/acceptance/src/access/all-contexts.ts', '  umbrellasContext,'],
    ['apps/acceptance/src/access/calls.ts', "'POST /api/v1/umbrellas'"],
    ['infra/compose/nginx.conf', '(umbrellas|parked/umbrellas)(/|$) '],
    [
      'docs/reference/read-models.md',
      '| [`umbrellas_umbrellas`](../contracts/collections/umbrellas_umbrellas.schema.json) | 1 | published |',
    ],
    ['docs/architecture.md', '| umbrellas    | works '],
  ])('takes it in at %s', (path, what) => expect(text(tree, path)).toContain(what))

  it('changes nothing when it is run again', async () => {
    const first = changesOf(tree)
    await contextGenerator(tree, { name: 'umbrellas' })
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
    [{ name: 'Umbrellas' }, 'no name here'],
    [{ name: 'umbrellas-' }, 'no name here'],
    [{ name: '../umbrellas' }, 'no name here'],
    [{ name: 'umbrellas', thing: 'class' }, 'a word of the language'],
    [{ name: 'platform' }, 'the ground they stand on'],
    [{ name: 'works' }, 'npx nx g spoc:slice works'],
    [{ name: 'tickets', thing: 'request' }, 'belong to intake'],
    [{ name: 'umbrellas', service: 'kitchen' }, 'There is no service "kitchen"'],
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
    await contextGenerator(tree, { name: 'umbrellas' })
    await sliceGenerator(tree, { context: 'umbrellas', command: 'pin-umbrella' })
  })

  it('makes the fact known to the union, the contract, the fold and the golden files', () => {
    expect(text(tree, 'libs/umbrellas/contracts/src/umbrella/umbrella.events.ts')).toContain(
      "  /** Umbrella pinned: by whom, and why. */\n  | Fact<'umbrellas.umbrella-pinned.v1'",
    )
    expect(text(tree, 'libs/umbrellas/contracts/src/contract.ts')).toContain("'umbrellas.umbrella-pinned.v1': true")
    expect(text(tree, 'libs/umbrellas/contracts/src/umbrella/umbrella-facts.ts')).toContain(
      "      case 'umbrellas.umbrella-pinned.v1':\n        return umbrella\n      default:",
    )
    expect(JSON.parse(text(tree, 'libs/umbrellas/contracts/golden/umbrellas.umbrella-pinned.v1.json'))).toMatchObject({
      type: 'umbrellas.umbrella-pinned.v1',
    })
  })

  it('makes a decision that refuses until it is written, and the spec that says what is expected', () => {
    expect(text(tree, 'libs/umbrellas/domain/src/umbrella/pin-umbrella.ts')).toContain("refuse(\n    'pin-umbrella-undecided'")
    expect(text(tree, 'libs/umbrellas/domain/src/umbrella/pin-umbrella.spec.ts')).toContain(
      "type: 'umbrellas.umbrella-pinned.v1'",
    )
    expect(text(tree, 'libs/umbrellas/domain/src/index.ts')).toContain("export * from './umbrella/pin-umbrella.js'")
  })

  it('makes a route that says who may, and a spec of it from the outside', () => {
    const route = text(tree, 'libs/umbrellas/feature/src/write/pin-umbrella.ts')
    expect(route).toContain("@Post(':umbrellaId/pin')")
    expect(route).toContain("@AllowedTo('agent', 'manager', 'admin')")
    expect(text(tree, 'libs/umbrellas/feature/src/index.ts')).toContain('PinUmbrellaRoute]')
    expect(text(tree, 'libs/umbrellas/feature/src/pin-umbrella.spec.ts')).toContain('/api/v1/umbrellas/nothing/pin')
    expect(text(tree, 'apps/acceptance/src/access/calls.ts')).toContain("'POST /api/v1/umbrellas/:umbrellaId/pin': because")
  })

  it('changes nothing when it is run again', async () => {
    const first = changesOf(tree)
    await sliceGenerator(tree, { context: 'umbrellas', command: 'pin-umbrella' })
    expect(changesOf(tree)).toEqual(first)
  })

  it('adds to a context that people wrote: in the room where it is decided already, and every fold that must know all facts is told', async () => {
    const other = workspace()
    await sliceGenerator(other, { context: 'works', command: 'hand-over-work', fact: 'work-handed-over', roles: 'engineer' })
    expect(text(other, 'libs/works/contracts/src/work.facts.ts')).toContain(
      "case 'works.work-handed-over.v1':\n      return work\n",
    )
    expect(text(other, 'libs/works/domain/src/life/hand-over-work.spec.ts')).toContain('given(workStream)(begun)')
    expect(text(other, 'libs/works/domain/src/index.ts')).toContain("export * from './life/hand-over-work.js'")
    expect(text(other, 'libs/works/feature/src/write/hand-over-work.ts')).toContain("@AllowedTo('engineer')")
  })

  it.each([
    [{ context: 'umbrella', command: 'pin-umbrella' }, 'npx nx g spoc:context umbrella'],
    [{ context: 'works', command: 'Pin' }, 'no name here'],
    [{ context: 'works', command: 'pin-umbrella' }, 'name the one that it changes with --thing'],
    [{ context: 'works', command: 'pin', thing: 'umbrella' }, 'it has work'],
    [{ context: 'works', command: 'pin-work', roles: 'client' }, 'is none of them'],
  ])('refuses %j, and says why', async (options, why) => {
    const clean = workspace()
    await expect(sliceGenerator(clean, options)).rejects.toThrow(why)
    expect(clean.listChanges()).toEqual([])
  })
})
