import { canonicalJson } from '@spoc/platform-kernel'
import type { Collection } from '@spoc/platform-ports'

type Doc = { readonly _id: string }

const PAGE = 500
/** So many differing documents are remembered by name; with more than that the folds differ, and nothing is gained by looking again. */
export const MOST_DIFFERING = 10_000

export interface Compared {
  readonly documents: number
  readonly differing: readonly string[]
}

/** Looks through two collections side by side, page by page, for documents that only one has or that are not the same; nothing where it is told to stop. */
export async function compare(
  one: Collection<Doc>,
  other: Collection<Doc>,
  goOn: () => Promise<boolean>,
): Promise<Compared | undefined> {
  const [left, right] = [inOrder(one), inOrder(other)]
  let [a, b] = [await left.next(), await right.next()]
  const differing: string[] = []
  let documents = 0
  while (a.done !== true || b.done !== true) {
    if (documents % PAGE === 0 && !(await goOn())) return undefined
    documents += 1
    const [mine, theirs] = [a.value?._id, b.value?._id]
    const first = theirs === undefined || (mine !== undefined && mine <= theirs) ? mine! : theirs
    if (!same(mine === first ? a.value : undefined, theirs === first ? b.value : undefined) && differing.length < MOST_DIFFERING)
      differing.push(first)
    if (mine === first) a = await left.next()
    if (theirs === first) b = await right.next()
  }
  return { documents, differing }
}

/** Those of the ids whose documents differ. */
export async function differingAmong(
  ids: readonly string[],
  one: Collection<Doc>,
  other: Collection<Doc>,
): Promise<readonly string[]> {
  const differing: string[] = []
  for (let from = 0; from < ids.length; from += PAGE) {
    const some = ids.slice(from, from + PAGE)
    const [left, right] = [await byId(one, some), await byId(other, some)]
    differing.push(...some.filter((id) => !same(left.get(id), right.get(id))))
  }
  return differing
}

async function byId(collection: Collection<Doc>, ids: readonly string[]): Promise<ReadonlyMap<string, Doc>> {
  return new Map((await collection.getMany(ids)).map((document) => [document._id, document]))
}

async function* inOrder(collection: Collection<Doc>): AsyncGenerator<Doc, undefined> {
  const pageFrom = (cursor?: string) =>
    collection.find({ sort: ['_id'], limit: PAGE, ...(cursor === undefined ? {} : { cursor }) })
  let asked = pageFrom()
  for (;;) {
    const { items, next } = await asked
    if (next === undefined) {
      yield* items
      return undefined
    }
    // Found while this one is looked through; who stops in between is told of nothing that happens to it.
    asked = pageFrom(next)
    asked.catch(() => undefined)
    yield* items
  }
}

/** Most are alike to the letter; only what is not has its members put in order first. */
function same(one: Doc | undefined, other: Doc | undefined): boolean {
  if (one === undefined || other === undefined) return one === other
  return JSON.stringify(one) === JSON.stringify(other) || canonicalJson(one) === canonicalJson(other)
}
