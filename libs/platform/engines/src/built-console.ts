import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** The folder of the built console, for the service that serves it; nothing where it was not built. */
export function builtConsole(main: string): { readonly console?: string } {
  const folder = fileURLToPath(new URL('../../console/dist', main))
  return existsSync(folder) ? { console: folder } : {}
}
