import { epochMs, refuse, type Instant, type Refusal } from '@spoc/platform-kernel'
import type { WorkWindow } from '@spoc/works-contracts'

/** The windows in order of time. */
export function inOrder(windows: readonly WorkWindow[]): readonly WorkWindow[] {
  return [...windows].sort((a, b) => epochMs(a.from) - epochMs(b.from))
}

/** Refuses windows that end before they begin, lie in the past, overlap, share an id or name a zone nobody knows; there is at least one. */
export function refuseWindows(windows: readonly WorkWindow[], now: Instant): Refusal | undefined {
  if (windows.length === 0) return refuse('window-missing', 'A work needs at least one window.', 'windows')
  for (const [index, window] of windows.entries()) {
    const refusal = refuseWindow(window, now, `windows.${index}`)
    if (refusal !== undefined) return refusal
    const same = windows.findIndex(({ windowId }) => windowId === window.windowId)
    if (same !== index) return refuse('window-twice', 'Two windows have the same id.', `windows.${index}.windowId`)
    const other = windows.slice(0, index).find((earlier) => overlaps(earlier, window))
    if (other !== undefined)
      return refuse('windows-overlap', `Window ${window.windowId} overlaps window ${other.windowId}.`, `windows.${index}`)
  }
  return undefined
}

export function refuseWindow(window: WorkWindow, now: Instant, field: string): Refusal | undefined {
  if (epochMs(window.from) >= epochMs(window.to))
    return refuse('window-not-in-order', 'A window ends after it begins.', `${field}.to`)
  if (epochMs(window.to) <= epochMs(now)) return refuse('window-in-the-past', 'The window is over already.', `${field}.to`)
  if (!isZone(window.zone)) return refuse('zone-unknown', `There is no time zone ${window.zone}.`, `${field}.zone`)
  return undefined
}

/** Whether two stretches `[from, to)` share a moment. */
export function overlaps(a: { from: Instant; to: Instant }, b: { from: Instant; to: Instant }): boolean {
  return epochMs(a.from) < epochMs(b.to) && epochMs(b.from) < epochMs(a.to)
}

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== ''
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}
