/** A place where a process can be held up, as by SIGSTOP in the middle of a call. */
export interface Gate {
  /** Whoever comes from now on waits. */
  shut(): void
  open(): void
  /** Resolves once somebody waits. */
  readonly reached: Promise<void>
  pass(): Promise<void>
}

export function gate(): Gate {
  let open: () => void = () => undefined
  let waitFor: Promise<void> = Promise.resolve()
  let tell: () => void = () => undefined
  const reached = new Promise<void>((resolve) => (tell = resolve))
  let isShut = false
  return {
    reached,
    shut() {
      isShut = true
      waitFor = new Promise((resolve) => (open = resolve))
    },
    open() {
      isShut = false
      open()
    },
    async pass() {
      if (isShut) tell()
      await waitFor
    },
  }
}

/** The same object, but for one method, at which everybody passes the gate first. */
export function gated<T extends object>(target: T, method: keyof T & string, { pass }: Pick<Gate, 'pass'>): T {
  return new Proxy(target, {
    get(_, name) {
      const member: unknown = Reflect.get(target, name, target)
      if (typeof member !== 'function') return member
      const bound = member.bind(target) as (...given: unknown[]) => unknown
      return name === method ? async (...given: unknown[]) => (await pass(), bound(...given)) : bound
    },
  })
}
