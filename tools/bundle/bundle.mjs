// Puts each app and all that it is made of into few files, `dist/<app>.js` and the parts they share: a process that starts then reads
// some ten files instead of some three thousand, which is half of the time that a start takes.
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'
import { shapes } from './shapes.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))
const programs = join(root, 'dist')
const apps = readdirSync(join(root, 'apps')).filter((app) => existsSync(join(root, 'apps', app, 'dist/main.js')))

/** Native, or asked for by Nest only where they are installed. */
const leftOut = [
  'libsql',
  /^@nestjs\/(microservices|websockets|platform-express)/,
  /^@fastify\/(multipart|view)$/,
  'class-transformer/storage',
]

/** The compiler's own maps, so that a stack trace leads to the sources and not to what was compiled of them. */
const sources = {
  name: 'sources',
  load: {
    filter: { id: /\/(apps|libs)\/.*\/dist\/.*\.js$/ },
    handler: (id) => ({ code: readFileSync(id, 'utf8'), map: readFileSync(`${id}.map`, 'utf8') }),
  },
}

const bundle = await rolldown({
  cwd: root,
  input: {
    ...Object.fromEntries(apps.map((app) => [app, `apps/${app}/dist/main.js`])),
    'documents-thread': 'apps/spoc/dist/documents-thread.js',
  },
  platform: 'node',
  external: leftOut,
  plugins: [sources, shapes],
  onLog(level, log) {
    if (level === 'warn') throw new Error(log.message)
  },
})
const { output } = await bundle.write({
  dir: programs,
  format: 'esm',
  sourcemap: true,
  keepNames: true,
  entryFileNames: '[name].js',
  chunkFileNames: 'parts/[name]-[hash].js',
})
await bundle.close()

// What programs that run still read by name stays until the new is there.
const parts = join(programs, 'parts')
const made = new Set(output.map(({ fileName }) => fileName))
for (const part of readdirSync(parts)) if (!made.has(`parts/${part}`)) rmSync(join(parts, part))
