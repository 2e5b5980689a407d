import { randomUUID } from 'node:crypto'
import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import { BadRequestException } from '@nestjs/common'
import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import { problem, type Problem } from './problem.js'

/** What is no HTTP is refused before there is a request: with a problem like everything else, and the connection ends. */
export function refuseUnreadableBytes(error: Error & { readonly code?: string }, socket: Socket): void {
  // Where something was answered already, an answer may be under way still: nothing is put in the middle of it.
  if (error.code === 'ECONNRESET' || !socket.writable || socket.bytesWritten > 0) return void socket.destroy(error)
  const refused = problemOf(error.code)
  const body = JSON.stringify(refused)
  const head = [
    `HTTP/1.1 ${refused.status} ${STATUS_CODES[refused.status]}`,
    'Content-Type: application/problem+json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ]
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy())
}

function problemOf(code: string | undefined): Problem {
  const instance = randomUUID()
  if (code === 'HPE_HEADER_OVERFLOW') return problem(431, 'headers-too-large', 'The headers are larger than is taken.', instance)
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT')
    return problem(408, 'request-too-slow', 'The request did not come in time; nothing was done.', instance)
  return problem(400, 'malformed-request', 'The request cannot be read: is it HTTP/1.1?', instance)
}

/** What Node would refuse by itself with no body: a request that names no host, and one that expects what is not known. */
export function refuseOddRequests(app: NestFastifyApplication): void {
  const fastify = app.getHttpAdapter().getInstance()
  fastify.addHook('onRequest', (request, _, done) => {
    // HTTP/1.0, as probes of load balancers speak it, knows no hosts.
    if (request.headers.host === undefined && request.raw.httpVersion !== '1.0')
      done(new BadRequestException('A request names its host.'))
    else done()
  })
  fastify.server.on('checkExpectation', (_, response) => {
    const refused = problem(417, 'expectation-unknown', 'Only 100-continue can be expected.', randomUUID())
    response.writeHead(refused.status, { 'content-type': 'application/problem+json', connection: 'close' })
    response.end(JSON.stringify(refused))
  })
}
