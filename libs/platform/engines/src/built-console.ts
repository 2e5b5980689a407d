import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The console that was built in the checkout, or image, that this program lies in; nothing where none was. */
export function builtConsole(main: string): { readonly console?: string } {
  for (let folder = dirname(fileURLToPath(main)); folder !== dirname(folder); folder = dirname(folder)) {
    const console = join(folder, 'apps/console/dist')
    if (existsSync(console)) return { console }
  }
  return {}
}
