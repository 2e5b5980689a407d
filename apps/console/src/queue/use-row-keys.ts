import { useRef } from 'react'
import { useKeys } from '../keys/keys.js'

const linksIn = (place: HTMLElement | null): readonly HTMLElement[] => [
  ...(place?.querySelectorAll<HTMLElement>('[data-row-link]') ?? []),
]

/** j and k move the focus from request to request, so that Enter opens by itself and a screen reader reads along. */
export function useRowKeys() {
  const place = useRef<HTMLDivElement>(null)
  const last = useRef<string | undefined>(undefined)
  const move = (by: 1 | -1) => {
    const links = linksIn(place.current)
    const focused = links.findIndex((link) => link === document.activeElement)
    const at = focused >= 0 ? focused : links.findIndex((link) => link.dataset['rowLink'] === last.current)
    const next = links[at < 0 ? 0 : Math.min(links.length - 1, Math.max(0, focused < 0 ? at : at + by))]
    last.current = next?.dataset['rowLink']
    next?.focus()
    next?.scrollIntoView({ block: 'nearest' })
  }
  useKeys({ j: () => move(1), k: () => move(-1) })
  return place
}
