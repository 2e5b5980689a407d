import type { Collection, CollectionKind, Documents } from '@spoc/platform-ports'

/** Opens the collection when it is asked for first, and once; where that fails, again when it is asked for next. */
export function atFirstUse<Doc extends { readonly _id: string }>(
  documents: Pick<Documents, 'collection'>,
  kind: CollectionKind,
): () => Promise<Collection<Doc>> {
  let opened: Promise<Collection<Doc>> | undefined
  return () =>
    (opened ??= documents.collection<Doc>(kind).catch((error: unknown) => {
      opened = undefined
      throw error
    }))
}
