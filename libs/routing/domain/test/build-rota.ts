import type { Rota, RotaLayer, RotaOverride } from '@spoc/routing-contracts'

/** A layer of Ada and Bo, a week each from Monday 2026-01-05 08:00; give what the case is about. */
export function layer(over: Partial<RotaLayer> = {}): RotaLayer {
  return {
    name: 'first',
    participants: ['ada', 'bo'],
    startDate: '2026-01-05',
    handoverTime: '08:00',
    every: { weeks: 1 },
    ...over,
  }
}

export function rota(layers: readonly RotaLayer[], over: Partial<Omit<Rota, 'layers'>> = {}): Rota {
  return { name: 'Duty', teamId: 'core', zone: 'Europe/Berlin', layers, overrides: [], ...over }
}

export function override(personId: string, from: string, to: string, over: Partial<RotaOverride> = {}): RotaOverride {
  return { overrideId: `${personId}-${from}`, personId, from: instant(from), to: instant(to), ...over }
}

/** `2026-01-12 08:00Z` → `2026-01-12T08:00:00.000Z` */
export function instant(text: string): string {
  return new Date(`${text.replace(' ', 'T').replace('Z', '')}:00.000Z`).toISOString()
}
