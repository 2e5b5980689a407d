import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Query } from '@spoc/platform-ports'
import { SqliteFile } from '../sqlite/sqlite-file.js'
import { parseFilter } from './filter.js'
import { divide } from './filter-sql.js'
import { parseSort, sortKeys, stagesAfter } from './sorting.js'
import { DocumentStore } from './store.js'

describe('the plan of SQLite', () => {
  const folder = mkdtempSync(join(tmpdir(), 'spoc-plan-'))
  const file = new SqliteFile(join(folder, 'views.db'), { synchronous: 'normal' })
  const store = new DocumentStore(file, false)
  const indexes = [{ fields: ['team', 'due'] }, { fields: ['-due'] }, { fields: ['number'], unique: true }, { fields: ['words'] }]
  beforeAll(() =>
    store.change(() => {
      const table = store.ensure('intake_requests', indexes)
      const put = (document: { readonly _id: string } & Readonly<Record<string, unknown>>) => table.put(document)
      for (let n = 0; n < 200; n += 1)
        put({
          _id: `r-${n}`,
          team: `t-${n % 9}`,
          due: n % 5 ? `2026-${n}` : null,
          number: `N${n}`,
          words: ['a', `b${n % 7}`],
        })
    }),
  )
  afterAll(async () => {
    await store.close()
    rmSync(folder, { recursive: true, force: true })
  })

  /** The steps of each stage after a place, or of the only one. */
  const plan = ({ filter = {}, sort = [] }: Partial<Query>, place?: readonly (string | null)[]) => {
    const table = store.table('intake_requests')
    if (table === undefined) throw new Error('There is no such table.')
    const keys = sortKeys(parseSort(sort), table) ?? []
    const columns = keys.map(({ expression }) => expression)
    return stagesAfter(keys, place).map((stage) => {
      const { text, values } = table.selectSql(divide(parseFilter(filter), table).sql, stage, columns)
      return file
        .prepare(`EXPLAIN QUERY PLAN ${text}`)
        .rows([...values, 50])
        .map((row) => String(row[3]))
        .join('; ')
    })
  }

  it('seeks in an index that has both filter and sort, and sorts nothing', () =>
    expect(plan({ filter: { team: 't-1' }, sort: ['due'] })).toEqual([
      expect.stringMatching(/^SEARCH documents_1 USING INDEX \S+ \(<expr>=\?\)$/),
    ]))

  it('seeks for every stage of a further page, and sorts none but those that are alike', () => {
    for (const [sort, place] of [
      [['due'], ['2026-7', 'r-7']],
      [['-due'], ['2026-7', 'r-7']],
      [['due'], [null, 'r-5']],
    ] as const)
      for (const stage of plan({ filter: { team: 't-1' }, sort }, place)) {
        expect(stage).toMatch(/^SEARCH documents_1 USING INDEX \S+ \(<expr>=\?/)
        expect(stage).not.toContain('TEMP B-TREE FOR ORDER BY')
      }
  })

  it('walks along the index of a sort without a filter', () =>
    expect(plan({ sort: ['-due'] })).toEqual([expect.stringMatching(/^SCAN documents_1 USING INDEX \S+$/)]))

  it('seeks a unique value, an id, and one of several values', () => {
    expect(plan({ filter: { number: 'N7' } })[0]).toMatch(/^SEARCH documents_1 USING INDEX documents_1_unique_\S+ \(<expr>=\?\)/)
    expect(plan({ filter: { _id: 'r-7' } })[0]).toMatch(
      /^SEARCH documents_1 USING INDEX sqlite_autoindex_documents_1_1 \(id=\?\)/,
    )
    expect(plan({ filter: { team: { $in: ['t-1', 't-2'] } } })[0]).toMatch(/^SEARCH documents_1 USING INDEX \S+ \(<expr>=\?\)/)
  })

  it('seeks the members of a list', () =>
    expect(plan({ filter: { words: 'b3' } })[0]).toMatch(/SEARCH documents_1_members_\S+ USING PRIMARY KEY \(value=\?\)/))

  it('keeps an index over whole lists only for as long as something else was seen there', async () => {
    const has = () => file.prepare("SELECT count(*) FROM sqlite_schema WHERE type = 'index' AND sql LIKE '%words%'").row([])?.[0]
    expect(has()).toBe(0)
    await store.change(() => store.table('intake_requests')?.put({ _id: 'r-text', words: 'alone' } as { _id: string }))
    expect(has()).toBe(1)
  })
})
