import type { Filter } from '@spoc/platform-ports'
import type { View } from '@spoc/platform-runtime'

const PAGE = 500

/** All documents that match, page by page, until there are more than `atMost`. */
export async function everyOf<Doc extends { readonly _id: string }>(
  view: View<Doc>,
  filter: Filter,
  atMost: number,
): Promise<readonly Doc[]> {
  const found: Doc[] = []
  let cursor: string | undefined
  do {
    const page = await view.find({ filter, limit: PAGE, ...(cursor === undefined ? {} : { cursor }) })
    found.push(...page.items)
    cursor = page.next
  } while (cursor !== undefined && found.length <= atMost)
  return found
}
