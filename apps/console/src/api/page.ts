/** One page of a list; `next` is the cursor of the page after it. */
export interface Page<T> {
  readonly items: readonly T[]
  readonly next?: string
}

export const allItems = <T>(pages: readonly Page<T>[] | undefined): readonly T[] => pages?.flatMap(({ items }) => items) ?? []
