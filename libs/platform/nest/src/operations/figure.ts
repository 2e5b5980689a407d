import type { Background } from '@spoc/platform-runtime'
import { Gauge, type Counter, type Registry } from 'prom-client'

export interface Reading {
  readonly labels?: Readonly<Record<string, string>>
  readonly value: number
}

/**
 * A figure that is asked for when somebody scrapes: a count or the oldest of a kind, by an index of a read model, never a walk through the log.
 * Its labels have few values, and none of them names a client. Each replica of a service tells the same: take the `max`, not the sum.
 */
export interface Figure {
  readonly name: `spoc_${string}`
  /** A sentence; what is measured stands in the name's end (`_seconds`), or it is a count. */
  readonly help: string
  readonly labelNames?: readonly string[]
  readonly read: (background: Background) => Promise<readonly Reading[]> | readonly Reading[]
}

const ANSWER_WITHIN_MS = 2_000

/** Adds figures to what is scraped. One that cannot be read is left out and counted: no figure is better than an old one. */
export function scrapeFigures(
  registry: Registry,
  figures: readonly Figure[],
  background: Background,
  unreadable: Counter<'figure'>,
): void {
  for (const { name, help, labelNames = [], read } of figures) {
    const gauge: Gauge = new Gauge({
      name,
      help,
      labelNames: [...labelNames],
      registers: [registry],
      collect: async (): Promise<void> => {
        const readings = await within(ANSWER_WITHIN_MS, async () => read(background)).catch(() => undefined)
        gauge.reset()
        if (labelNames.length === 0) gauge.remove()
        if (readings === undefined) unreadable.inc({ figure: name })
        for (const { labels = {}, value } of readings ?? []) gauge.set(labels, value)
      },
    })
  }
}

/** Seconds from an instant until now, by the platform's clock; 0 where there is none, or it is still to come. */
export function ageSeconds(background: Background, at: string | undefined): number {
  return at === undefined ? 0 : Math.max(0, (Date.parse(background.engines.clock.now()) - Date.parse(at)) / 1000)
}

/** Rejects where the answer takes longer. */
export async function within<T>(milliseconds: number, ask: () => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`No answer within ${milliseconds} ms.`)), milliseconds)
  })
  try {
    return await Promise.race([ask(), late])
  } finally {
    clearTimeout(timer)
  }
}
