import type { Decision, Fact } from '@spoc/platform-kernel'
import type { RotaEvent, RotaFacts } from '@spoc/routing-contracts'
import { sameContent } from '../same-content.js'
import { checkRota, type RotaGrounds } from './check-rota.js'

export type DefineRota = Extract<RotaEvent, Fact<'routing.rota-defined.v1'>>['data']

/** The rota as it is from now on, whole; its overrides stay. Swaps whose shift moves by it are found by `straySwaps`. */
export function defineRota({ rota }: RotaFacts, definition: DefineRota, grounds: RotaGrounds): Decision<RotaEvent> {
  if (rota !== undefined) {
    const { overrides: _, ...defined } = rota
    if (sameContent(defined, definition)) return []
  }
  return checkRota(definition, grounds) ?? [{ type: 'routing.rota-defined.v1', data: definition }]
}
