// `npm run demo`: builds what has changed, then plays a day on a platform of its own.
import { fileURLToPath } from 'node:url'
import { build } from './build.mjs'

build()
const { runDemo } = await import('../apps/cli/dist/demo/run-demo.js')
await runDemo({
  main: fileURLToPath(new URL('../dist/spoc.js', import.meta.url)),
  folder: './data-demo',
  httpPort: Number(process.env.SPOC_HTTP_PORT ?? 3000),
  smtpPort: Number(process.env.SPOC_SMTP_PORT ?? 2525),
  say: (line) => console.log(line),
})
