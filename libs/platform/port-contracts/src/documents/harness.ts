import type { Collection, CollectionKind, Documents, Query } from '@spoc/platform-ports'
import { uniqueWord } from '../unique.js'

/** What a spec of an adapter provides to the suite of the documents. */
export interface DocumentsHarness {
  /** The client in use. */
  readonly documents: Documents
  /** Closes the client in use and opens another on the same engine. */
  reopen(): Promise<Documents>
  /** Leaves the client in use as its process would by dying, nothing closed, and opens another on what the engine has kept. */
  crash(): Promise<Documents>
  close(): Promise<void>
}

/** A document of any fields. */
export type Doc = { readonly _id: string } & Readonly<Record<string, unknown>>

export function kindOf(rest: Partial<CollectionKind> = {}): CollectionKind {
  return { name: uniqueWord('contract_'), indexes: [], holds: 'state', ...rest }
}

export async function filled(
  documents: Documents,
  docs: readonly Doc[],
  rest: Partial<CollectionKind> = {},
): Promise<Collection<Doc>> {
  const collection = await documents.collection<Doc>(kindOf(rest))
  await collection.write(docs.map((document) => ({ id: document._id, fold: 1, position: 1n, document })))
  return collection
}

/** All pages of a list, one after the other. */
export async function pages(collection: Collection<Doc>, query: Query): Promise<readonly (readonly Doc[])[]> {
  const found: (readonly Doc[])[] = []
  for (let cursor: string | undefined; ;) {
    const page = await collection.find({ ...query, ...(cursor === undefined ? {} : { cursor }) })
    found.push(page.items)
    if (page.next === undefined) return found
    cursor = page.next
  }
}

export function ids(docs: readonly Doc[]): readonly string[] {
  return docs.map(({ _id }) => _id)
}
