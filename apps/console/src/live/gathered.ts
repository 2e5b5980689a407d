/** Gathers what comes in a burst: the first starts the waiting, and all that came by its end are told at once, each once. */
export function gathered(
  forMs: number,
  tell: (ids: ReadonlySet<string>) => void,
): { add: (id: string) => void; stop: () => void } {
  let ids = new Set<string>()
  let timer: ReturnType<typeof setTimeout> | undefined
  const flush = () => {
    timer = undefined
    const told = ids
    ids = new Set()
    tell(told)
  }
  return {
    add: (id) => {
      ids.add(id)
      timer ??= setTimeout(flush, forMs)
    },
    stop: () => clearTimeout(timer),
  }
}
