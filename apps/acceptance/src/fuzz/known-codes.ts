import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { requestStatuses } from '@spoc/intake-contracts'
import { root } from '../platform/built.js'

/** Every code that a refusal can bear: the kebab-case words that stand in quotes in the sources, and those that are put together. */
export function knownCodes(): ReadonlySet<string> {
  const quoted = sourcesIn(join(root, 'libs')).flatMap((text) =>
    [...text.matchAll(/'([a-z]+(?:-[a-z0-9]+)+)'/g)].map(([, code]) => code!),
  )
  return new Set([...quoted, ...requestStatuses.map((status) => `request-${status}`)])
}

function sourcesIn(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (['node_modules', 'dist', 'out-tsc'].includes(entry.name)) return []
    if (entry.isDirectory()) return sourcesIn(join(folder, entry.name))
    return entry.name.endsWith('.ts') && !entry.name.endsWith('spec.ts') ? [readFileSync(join(folder, entry.name), 'utf8')] : []
  })
}
