import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** The root of the checkout. */
export const root = join(__dirname, '../../../..')

/** The built program of an app, which is what is tested. */
export function mainOf(app: string): string {
  return built(`dist/${app}.js`)
}

export function built(path: string): string {
  const file = join(root, path)
  if (!existsSync(file)) throw new Error(`${path} is not built: run \`npm run build\`.`)
  return file
}
