import { createConnection } from 'node:net'
import { gzipSync } from 'node:zlib'
import { catalogue } from '@spoc/platform-catalogue'
import { identityContext } from '@spoc/identity-feature'
import { openWorld, type World } from '@spoc/platform-testing/world'

interface Refusal {
  readonly status: number
  readonly type: string
  readonly code: string
}

/** What no client library would send: written on the wire byte by byte. */
describe('bytes that are no request, or an odd one', () => {
  let world: World
  beforeAll(async () => {
    world = await openWorld({ contexts: [identityContext], contracts: catalogue })
  })
  afterAll(() => world?.close())

  const signIn = (headers: string, body: Buffer | string = '{}') =>
    Buffer.concat([
      Buffer.from(
        `POST /api/v1/sessions HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: ${Buffer.byteLength(body)}\r\n${headers}\r\n\r\n`,
        'latin1',
      ),
      Buffer.from(body),
    ])
  const json = (body: Buffer | string, also = '') => signIn(`Content-Type: application/json${also}`, body)
  const get = (rest: string) => Buffer.from(`GET ${rest}`, 'latin1')
  const fieldsIn = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, 0]))
  const many = JSON.stringify(fieldsIn(60_000))

  it.each<[string, Buffer, number, string]>([
    ['no HTTP', Buffer.from('\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', 'latin1'), 400, 'malformed-request'],
    ['a method that nobody knows', Buffer.from('FROBNICATE / HTTP/1.1\r\nHost: x\r\n\r\n'), 400, 'malformed-request'],
    [
      'a method that no route has',
      Buffer.from('PROPFIND /api/v1/people HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n'),
      404,
      'route-unknown',
    ],
    ['a version of HTTP to come', get('/ HTTP/9.9\r\nHost: x\r\n\r\n'), 400, 'malformed-request'],
    ['no host', get('/api/v1/people HTTP/1.1\r\nConnection: close\r\n\r\n'), 400, 'malformed-request'],
    ['headers without end', get(`/ HTTP/1.1\r\nHost: x\r\nX-Long: ${'x'.repeat(40_000)}\r\n\r\n`), 431, 'headers-too-large'],
    ['a header that is none', get('/ HTTP/1.1\r\nHost: x\r\nno colon here\r\n\r\n'), 400, 'malformed-request'],
    ['two lengths', signIn('Content-Length: 7'), 400, 'malformed-request'],
    ['a length and chunks', signIn('Transfer-Encoding: chunked'), 400, 'malformed-request'],
    ['a length that is none', get('/ HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n'), 400, 'malformed-request'],
    [
      'a transfer encoding that nobody knows',
      Buffer.from('POST /api/v1/sessions HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: rot13\r\n\r\n{}'),
      415,
      'media-type-unknown',
    ],
    [
      'chunks that are none',
      Buffer.from(
        'POST /api/v1/sessions HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n',
      ),
      400,
      'malformed-request',
    ],
    ['an expectation that nobody meets', json('{}', '\r\nExpect: a-miracle'), 417, 'expectation-unknown'],
    [
      'an address that is none',
      get('/api/v1/people/%ff%fe HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n'),
      400,
      'malformed-request',
    ],
    [
      'a cookie that is none',
      get('/api/v1/people HTTP/1.1\r\nHost: x\r\nConnection: close\r\nCookie: spoc_session=%%%; =; ;\r\n\r\n'),
      401,
      'not-signed-in',
    ],
    ['a body that is packed', json(gzipSync('{}'), '\r\nContent-Encoding: gzip'), 400, 'malformed-request'],
    ['UTF-16', json(Buffer.from('\ufeff{"email":"a","password":"b"}', 'utf16le')), 400, 'malformed-request'],
    ['bytes that are no text', json(Buffer.from([0x22, 0xc3, 0x28, 0xff, 0x22])), 422, 'not-valid'],
    ['a charset that nobody knows', json('[]', '; charset=klingon'), 422, 'not-valid'],
    ['a type that is none', signIn('Content-Type: ;;;=', '{}'), 415, 'media-type-unknown'],
    ['a form without its fields', signIn('Content-Type: application/x-www-form-urlencoded', 'email=a'), 422, 'not-valid'],
    ['a number beyond numbers', json('{"email": 1e999, "password": -0}'), 422, 'not-valid'],
    ['60,000 fields', json(many), 422, 'body-too-broad'],
    ['60,000 fields in a field', json(`{"email":${many}}`), 422, 'body-too-broad'],
    ['1,000 fields', json(JSON.stringify(fieldsIn(1_000))), 422, 'not-valid'],
    ['400,000 values', json(`[${'0,'.repeat(400_000)}0]`), 422, 'body-too-broad'],
    ['40,000 values', json(`{"email":[${'0,'.repeat(40_000)}0]}`), 422, 'not-valid'],
    ['a field twice', json('{"email":"a","email":{},"password":"b"}'), 422, 'not-valid'],
    ['500,000 brackets', json('['.repeat(500_000)), 400, 'malformed-request'],
  ])('are refused with a problem: %s', async (_, bytes, status, code) => {
    expect(await refusalOf(bytes)).toEqual({ status, type: 'application/problem+json', code })
  })

  it('leave the service as it was', async () => {
    expect((await world.anonymous.get('/health/ready')).status).toBe(200)
  })

  /** The last answer on the wire. */
  function refusalOf(bytes: Buffer): Promise<Refusal> {
    return new Promise((resolve, reject) => {
      const socket = createConnection(Number(new URL(world.url).port), '127.0.0.1', () => socket.write(bytes))
      const came: Buffer[] = []
      socket.setTimeout(10_000, () => socket.destroy(new Error('There is no answer.')))
      socket.on('data', (chunk) => came.push(chunk))
      socket.once('error', reject)
      socket.once('close', () => {
        const text = Buffer.concat(came).toString()
        const [, status = '0', head = '', body = ''] = /^HTTP\/1\.1 (\d+)([\s\S]*?)\r\n\r\n([\s\S]*)$/.exec(text) ?? []
        const [, type = ''] = /\r\ncontent-type: ([^\r;]+)/i.exec(head) ?? []
        const [, code = ''] = /"code":"([^"]+)"/.exec(body) ?? []
        resolve({ status: Number(status), type, code })
      })
    })
  }
})
