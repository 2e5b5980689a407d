import { join } from 'node:path'
import type { CollectionKind, Documents } from '@spoc/platform-ports'
import { EmbeddedDocuments } from '../src/documents/documents.js'
import { DocumentStore } from '../src/documents/store.js'
import type { DocumentTable } from '../src/documents/table.js'
import type { DataFolder } from '../src/folder/data-folder.js'
import { SqliteFile } from '../src/sqlite/sqlite-file.js'

/** Every document of every collection is packed with the write that it is of. */
class AlwaysPacked extends DocumentStore {
  override ensure(name: string, indexes: CollectionKind['indexes']): DocumentTable {
    this.letRest(name)
    return super.ensure(name, indexes)
  }

  override change<T>(work: () => T): Promise<T> {
    return super.change(() => {
      const answer = work()
      for (const table of this.resting()) table.pack(0, table.lastRow(), 1_000_000)
      return answer
    })
  }
}

export async function openAlwaysPacked({ path, readOnly }: DataFolder): Promise<Documents> {
  const views = new SqliteFile(join(path, 'views.db'), { synchronous: 'normal', readOnly, shrinks: true })
  const state = new SqliteFile(join(path, 'state.db'), { synchronous: 'full', readOnly })
  return new EmbeddedDocuments(new AlwaysPacked(views, readOnly), new AlwaysPacked(state, readOnly))
}
