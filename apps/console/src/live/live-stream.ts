import { waitBefore } from './backoff.js'

export type LiveState = 'connecting' | 'live' | 'lost'

/** What the platform tells live: something happened to a request that the caller may see. */
export interface LiveEvent {
  readonly id: string
  readonly position?: string
  readonly type?: string
}

export interface LiveListener {
  readonly onState: (state: LiveState) => void
  readonly onEvent: (event: LiveEvent) => void
  /** The connection is there again; what happened meanwhile was not told. */
  readonly onGap: () => void
}

export function readLiveEvent(data: string): LiveEvent | undefined {
  try {
    const told: unknown = JSON.parse(data)
    if (typeof told !== 'object' || told === null || !('id' in told) || typeof told.id !== 'string') return undefined
    const type = 'type' in told && typeof told.type === 'string' ? { type: told.type } : {}
    return { id: told.id, ...type }
  } catch {
    return undefined
  }
}

/** Listens until it is stopped; a lost connection is opened again, with growing patience and whenever the browser says it is online. */
export function listenLive(url: string, { onState, onEvent, onGap }: LiveListener): () => void {
  let source: EventSource | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let attempt = 0
  let everOpen = false

  const open = () => {
    clearTimeout(timer)
    source?.close()
    source = new EventSource(url, { withCredentials: true })
    source.onopen = () => {
      attempt = 0
      onState('live')
      if (everOpen) onGap()
      everOpen = true
    }
    source.addEventListener('request', (message: MessageEvent<unknown>) => {
      const event = typeof message.data === 'string' ? readLiveEvent(message.data) : undefined
      if (event !== undefined) onEvent(event)
    })
    source.onerror = () => {
      source?.close()
      onState('lost')
      timer = setTimeout(open, waitBefore(attempt++, Math.random()))
    }
  }

  const atOnce = () => {
    if (source?.readyState === EventSource.OPEN) return
    attempt = 0
    open()
  }

  onState('connecting')
  open()
  window.addEventListener('online', atOnce)
  return () => {
    clearTimeout(timer)
    source?.close()
    window.removeEventListener('online', atOnce)
  }
}
