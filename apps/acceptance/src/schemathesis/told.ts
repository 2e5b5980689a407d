import { addressOf, bodies, type Around } from '../access/calls.js'
import type { Operation } from '../fuzz/operations.js'

/** What hooks.py is told: of each operation the parameters of an address that there is and a body that could well be sent, and all codes of refusals. */
export function toldOf(operations: readonly Operation[], codes: ReadonlySet<string>, seed: number, around: Around): string {
  const samples = operations.map((operation) => [labelOf(operation), sampleOf(operation, around)])
  return JSON.stringify({ seed, codes: [...codes], operations: Object.fromEntries(samples) as object })
}

/** As the document writes it: `POST /api/v1/requests/{id}/notes`. */
export function labelOf({ method, path }: Operation): string {
  return `${method} ${path.replace(/:([A-Za-z]+)/g, '{$1}')}`
}

function sampleOf({ name, path }: Operation, around: Around) {
  const filled = addressOf(path, around).split('/')
  const parameters = path.split('/').flatMap((part, index) => {
    return part.startsWith(':') ? [[part.slice(1), decodeURIComponent(filled[index] ?? '')]] : []
  })
  return { path: Object.fromEntries(parameters) as object, body: bodies[name]?.(around) }
}
