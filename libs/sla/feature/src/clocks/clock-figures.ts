import { plusMs } from '@spoc/platform-kernel'
import type { Figure } from '@spoc/platform-nest'
import type { Background } from '@spoc/platform-runtime'
import { CLOCKS, clockNames, type ClockDocument } from '@spoc/sla-contracts'

const SOON_MS = 15 * 60_000

const perClock = (background: Background, filter: Readonly<Record<string, unknown>>) =>
  Promise.all(
    clockNames.map(async (clock) => ({
      labels: { clock },
      value: await background.views.of<ClockDocument>(CLOCKS).count({ ...filter, clock }),
    })),
  )

/** Promises that are being broken, and those that soon will be. */
export const clockFigures: readonly Figure[] = [
  {
    name: 'spoc_breached_clocks',
    help: 'Clocks past their deadline that still run: what was promised has not been done yet.',
    labelNames: ['clock'],
    read: (background) => perClock(background, { state: 'breached' }),
  },
  {
    name: 'spoc_clocks_due_soon',
    help: 'Clocks that run and fall due within 15 minutes.',
    labelNames: ['clock'],
    read: (background) =>
      perClock(background, { state: 'running', dueAt: { $lte: plusMs(background.engines.clock.now(), SOON_MS) } }),
  },
]
