import type { NestFastifyApplication } from '@nestjs/platform-fastify'

const headers: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'x-frame-options': 'DENY',
  'content-security-policy':
    "default-src 'self'; style-src 'self' 'unsafe-inline'; script-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'self'; form-action 'self'",
}
/** The page of the API reference brings its own inline script; it holds nothing of anybody. */
const REFERENCE = /^\/docs(\/|$|\?)/

/** Headers that keep a browser from doing with our answers what nobody meant. */
export function sendSafeHeaders(app: NestFastifyApplication): void {
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRequest', (request, reply, done) => {
      for (const name in headers) {
        if (name !== 'content-security-policy' || !REFERENCE.test(request.url)) void reply.header(name, headers[name])
      }
      done()
    })
}
