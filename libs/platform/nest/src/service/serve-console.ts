import { existsSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import { correlationOf } from '../http/correlation.js'
import { problem } from '../http/problem.js'

const YEAR_MS = 365 * 24 * 60 * 60_000

/** Serves the built console: files by name, and its page for every other address that is not the API's. */
export async function serveConsole(app: NestFastifyApplication, folder: string): Promise<void> {
  if (!existsSync(join(folder, 'index.html'))) throw new Error(`The console is not built: there is no index.html in ${folder}.`)
  await app.register(fastifyStatic as never, { root: folder, wildcard: false, index: false, serve: false } as never)
  const fastify = app.getHttpAdapter().getInstance()
  fastify.get('/assets/:file', (request, reply) =>
    reply.sendFile(`assets/${(request.params as { file: string }).file}`, { maxAge: YEAR_MS, immutable: true }),
  )
  fastify.get('/*', (request, reply) => {
    const path = request.url.split('?')[0] ?? '/'
    if (/^\/(api|tmf-api|health)(\/|$)/.test(path)) {
      const answer = problem(404, 'route-unknown', 'There is nothing at this address.', correlationOf(request))
      return reply.status(404).header('content-type', 'application/problem+json').send(JSON.stringify(answer))
    }
    return /\.\w{1,12}$/.test(path) && existsSync(join(folder, path))
      ? reply.sendFile(path.slice(1))
      : reply.sendFile('index.html')
  })
}
