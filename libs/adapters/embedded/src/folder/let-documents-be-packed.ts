import type Database from 'libsql'
import { eachFileOf } from './files-of-a-folder.js'

const FILES = ['views.db', 'state.db']

/** Gives the tables of documents that were made before documents could be packed the columns for it. Takes milliseconds: no row is touched. */
export function letDocumentsBePacked(folder: string): void {
  eachFileOf(folder, FILES, (file) => {
    file.exec('BEGIN IMMEDIATE')
    addMissing(file, 'collections', { kept: 'TEXT', dictionary: 'BLOB' })
    const tables = file.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name GLOB 'documents_[0-9]*'")
    for (const table of tables.raw(true).pluck().all() as readonly string[])
      if (/^documents_\d+$/.test(table)) addMissing(file, table, { packed: 'BLOB' })
    file.exec('COMMIT')
  })
}

/** Where the table is there. */
function addMissing(file: Database.Database, table: string, columns: Readonly<Record<string, string>>): void {
  const there = file.prepare(`SELECT name FROM pragma_table_info('${table}')`).raw(true).pluck().all() as readonly string[]
  if (there.length === 0) return
  for (const [column, type] of Object.entries(columns))
    if (!there.includes(column)) file.exec(`ALTER TABLE ${table} ADD COLUMN ${column} ${type}`)
}
