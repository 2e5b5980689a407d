import { useNavigate } from '@tanstack/react-router'
import { useKeys } from '../keys/keys.js'

/** The keys that work on every screen. */
export function useGoKeys(onHelp: () => void): void {
  const navigate = useNavigate()
  useKeys({
    '?': onHelp,
    '/': () => void navigate({ to: '/requests' }).then(() => document.getElementById('queue-search')?.focus()),
    c: () => void navigate({ to: '/requests/new' }),
    '1': () => void navigate({ to: '/requests' }),
    '2': () => void navigate({ to: '/pages' }),
    '3': () => void navigate({ to: '/works' }),
  })
}
