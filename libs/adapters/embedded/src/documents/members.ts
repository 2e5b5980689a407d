import type { SqliteFile } from '../sqlite/sqlite-file.js'
import { DOCUMENT, pathLiteral, ROW } from './sql-text.js'

/** An index over lists: for each text and number in the lists at a path, the rows of the documents that have it. */
export interface Members {
  readonly path: readonly string[]
  readonly table: string
}

/** Such an index is complete for paths of so many names; a longer one could lead through more lists than are opened here. */
const LONGEST_PATH = 2

export function canHaveMembers(path: readonly string[]): boolean {
  return path.length <= LONGEST_PATH
}

/** Those that a table of documents has. */
export function membersOf(file: SqliteFile, documents: string): readonly Members[] {
  const prefix = `${documents}_members_`
  return file
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name GLOB ?")
    .rows([`${prefix}*`])
    .map(([name]) => ({
      table: String(name),
      path: Buffer.from(String(name).slice(prefix.length), 'hex').toString('utf8').split('.'),
    }))
}

/** Makes the index from what the documents have. */
export function createMembers(file: SqliteFile, documents: string, path: readonly string[]): Members {
  const table = `${documents}_members_${Buffer.from(path.join('.')).toString('hex')}`
  file.exec(`
    CREATE TABLE ${table} (value, ${ROW} INTEGER NOT NULL, PRIMARY KEY (value, ${ROW})) WITHOUT ROWID;
    INSERT OR IGNORE INTO ${table} (value, ${ROW}) ${selectMembers(path, 'each', `${documents} AS each, `)}`)
  keepMembers(file, documents, { path, table })
  return { path, table }
}

/** Has SQLite keep the index with every write, as this release does it: one that another release has made may do it otherwise. */
export function keepMembers(file: SqliteFile, documents: string, { path, table }: Members): void {
  const root = pathLiteral(path.slice(0, 1))
  const differs = `json_extract(old.${DOCUMENT}, ${root}) IS NOT json_extract(new.${DOCUMENT}, ${root})`
  const add = `INSERT OR IGNORE INTO ${table} (value, ${ROW}) ${selectMembers(path, 'new')};`
  const remove = `DELETE FROM ${table} WHERE (value, ${ROW}) IN (${selectMembers(path, 'old')});`
  const triggers = {
    [`${table}_inserted`]: `AFTER INSERT ON ${documents} BEGIN ${add} END`,
    [`${table}_updated`]: `AFTER UPDATE ON ${documents} WHEN ${differs} BEGIN ${remove} ${add} END`,
    [`${table}_deleted`]: `AFTER DELETE ON ${documents} BEGIN ${remove} END`,
  }
  for (const [name, does] of Object.entries(triggers)) {
    const wanted = `CREATE TRIGGER ${name} ${does}`
    const [kept] = file.prepare("SELECT sql FROM sqlite_schema WHERE type = 'trigger' AND name = ?").row([name]) ?? []
    if (kept !== wanted) file.exec(`DROP TRIGGER IF EXISTS ${name}; ${wanted}`)
  }
}

/** Each once, since what an upsert sets off may not ignore a repeat. Texts and numbers in the list at the path, in the list at its first name, and in lists within the objects of that. */
function selectMembers(path: readonly string[], of: string, from = ''): string {
  const document = `${of}.${DOCUMENT}`
  const scalars = "('text', 'integer', 'real')"
  const selectEach = (list: readonly string[]) => `FROM ${from}json_each(${document}, ${pathLiteral(list)}) AS e`
  const isList = (list: readonly string[]) => `json_type(${document}, ${pathLiteral(list)}) = 'array'`
  const selects = [`SELECT DISTINCT e.value, ${of}.${ROW} ${selectEach(path)} WHERE ${isList(path)} AND e.type IN ${scalars}`]
  if (path.length === LONGEST_PATH) {
    const [first, rest] = [path.slice(0, 1), pathLiteral(path.slice(1))]
    const object = "CASE e.type WHEN 'object' THEN e.value ELSE '{}' END"
    selects.push(
      `SELECT DISTINCT json_extract(${object}, ${rest}), ${of}.${ROW} ${selectEach(first)} WHERE ${isList(first)} AND json_type(${object}, ${rest}) IN ${scalars}`,
      `SELECT DISTINCT f.value, ${of}.${ROW} ${selectEach(first)}, json_each(${object}, ${rest}) AS f
        WHERE ${isList(first)} AND json_type(${object}, ${rest}) = 'array' AND f.type IN ${scalars}`,
    )
  }
  return selects.join(' UNION ')
}
