import { useEffect, useRef } from 'react'

export type KeyBindings = Readonly<Record<string, () => void>>

const OFF = 'spoc.single-keys'

/** Single keys can be turned off, as dictation and unsteady hands need it (WCAG 2.1.4). */
export const singleKeysOn = (): boolean => localStorage.getItem(OFF) !== 'off'

export function turnSingleKeys(on: boolean): void {
  if (on) localStorage.removeItem(OFF)
  else localStorage.setItem(OFF, 'off')
}

function isWriting(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select, [role="combobox"]'))
  )
}

const dialogIsOpen = () => document.querySelector('[role="dialog"], [role="menu"]') !== null

/** Binds single keys, by the character they write, while no dialog is open and nothing is being written. */
export function useKeys(bindings: KeyBindings): void {
  const latest = useRef(bindings)
  useEffect(() => {
    latest.current = bindings
  })
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
      if (!singleKeysOn() || isWriting(event.target) || dialogIsOpen()) return
      const act = latest.current[event.key]
      if (act === undefined) return
      event.preventDefault()
      act()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
}
