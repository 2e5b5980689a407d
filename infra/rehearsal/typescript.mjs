// Lets Node run the acceptance harness as it stands, in TypeScript: the campaigns use the same code as the specs do. For `module.register`.
import { fileURLToPath } from 'node:url'
import { transformFile } from '@swc/core'
import { swc } from '../../jest.base.js'

const isOurs = (url) => url?.includes('/apps/acceptance/src/') === true

/** './x.js' means './x.ts' in our own sources. */
export function resolve(specifier, context, next) {
  const isSource = isOurs(context.parentURL) && /^\.{1,2}\/.*\.js$/.test(specifier)
  return next(isSource ? specifier.replace(/\.js$/, '.ts') : specifier, context)
}

export async function load(url, context, next) {
  if (!isOurs(url) || !url.endsWith('.ts')) return next(url, context)
  const { code } = await transformFile(fileURLToPath(url), { ...swc, module: { type: 'es6' } })
  // Specs run as CommonJS, and so does what they share with us: it asks for its own folder by that name.
  const source = `import { dirname } from 'node:path'\nimport { fileURLToPath } from 'node:url'\nconst __dirname = dirname(fileURLToPath(import.meta.url))\n`
  return { format: 'module', shortCircuit: true, source: code.includes('__dirname') ? source + code : code }
}
