import fc from 'fast-check'
import { addressOf, bodies, type Around } from '../access/calls.js'
import { plant } from '../access/planted.js'
import { handOver } from '../platform/mail.js'
import type { Platform } from '../platform/platform.js'
import { startPlatform } from '../platform/start-platform.js'
import { furnish } from '../provider/furnish.js'
import { anyText, muchLike } from '../fuzz/anything.js'
import { anyMail } from '../fuzz/any-mail.js'
import { knownCodes } from '../fuzz/known-codes.js'
import { troubleLeftIn } from '../fuzz/trouble-left.js'
import { operationsOf, send, type Call, type Operation } from '../fuzz/operations.js'

const seed = Number(process.env['FUZZ_SEED'] ?? Date.now() % 1_000_000)
const withinMs = Number(process.env['FUZZ_MS'] ?? 15_000)

/** A clock that is moved to the end of the calendar is as it should be, but nothing else could be looked at afterwards. */
const LEFT_OUT = ['POST /api/v1/clock']

/** Whatever comes in: the platform never fails, and says in its own words why it does not take it. */
describe(`whatever comes in (FUZZ_SEED=${seed})`, () => {
  let platform: Platform
  let around: Around
  let operations: readonly Operation[]
  let callers: readonly Readonly<Record<string, string>>[]
  const codes = knownCodes()
  const bounds = { seed, numRuns: 1_000_000, interruptAfterTimeLimit: withinMs, endOnFailure: true }

  beforeAll(async () => {
    platform = await startPlatform()
    const provider = await furnish(platform)
    const now = await platform.now()
    const things = await plant({ admin: platform.admin, provider, settle: platform.settle, now }, 'meridian', 'Ownhouse')
    around = { things, provider, now }
    operations = (await operationsOf(platform)).filter(({ name }) => !LEFT_OUT.includes(name))
    const token = await provider.token(['requests:write', 'requests:read', 'alerts:write', 'works:read'])
    const people = await Promise.all((['ada', 'ines', 'maren', 'anna'] as const).map((key) => provider.as(key)))
    callers = [platform.admin, platform.admin, ...people, token, platform.anonymous].map(({ shown }) => shown)
  })
  afterAll(() => platform?.stop())

  const anyCall = (operation: Operation): fc.Arbitrary<Call> => {
    const sample = bodies[operation.name]
    const inPath = fc.array(fc.option(anyText, { nil: undefined, freq: 2 }), { minLength: 4, maxLength: 4 })
    return fc.record({
      operation: fc.constant(operation),
      address: inPath.map((odd) => addressWith(operation, odd)),
      query: fc.dictionary(
        fc.oneof(fc.constantFrom('limit', 'cursor', 'after', 'sort', 'format', 'accountId', ...operation.query), anyText),
        anyText,
        {
          maxKeys: 3,
        },
      ),
      body: sample === undefined ? fc.constant(undefined) : muchLike(sample(around)),
      headers: fc.dictionary(
        fc.constantFrom('idempotency-key', 'if-match', 'accept', 'x-correlation-id', 'content-type'),
        headerText,
        { maxKeys: 2 },
      ),
      caller: fc.constantFrom(...callers),
    })
  }

  const addressWith = ({ path }: Operation, odd: readonly (string | undefined)[]) => {
    let at = 0
    const parts = addressOf(path, around).split('/')
    return path
      .split('/')
      .map((part, index) => {
        const other = part.startsWith(':') ? odd[at++] : undefined
        return other === undefined ? (parts[index] ?? '') : encodeURIComponent(Buffer.from(other).toString())
      })
      .join('/')
  }

  it('by HTTP is taken, or refused with a problem that has a known code', async () => {
    let calls = 0
    const oneCall = fc.constantFrom(...operations).chain(anyCall)
    const answered = fc.asyncProperty(oneCall, async (call) => {
      calls += 1
      const { status, type, text } = await send(call)
      expect(status).toBeLessThan(500)
      if (status >= 400) expect(wrongIn({ status, type, text }, call.operation.path)).toEqual([])
    })
    await fc.assert(answered, bounds)
    expect(calls).toBeGreaterThan(50)
  })

  it('by mail is answered in the words of SMTP', async () => {
    const answered = fc.asyncProperty(
      anyMail(platform.mailDomain, around.provider.address('jan')),
      async ({ envelope, message }) => {
        const { code } = await handOver(platform.smtpPort, envelope, message)
        expect([250, 451, 501, 503, 550, 552, 553, 554]).toContain(code)
      },
    )
    await fc.assert(answered, { ...bounds, interruptAfterTimeLimit: withinMs / 3 })
  })

  it('leaves the platform ready, with nothing parked', async () => {
    await platform.settle()
    expect(await troubleLeftIn(platform)).toEqual([])
  })

  /** What is wrong with a refusal; TMF621 has a shape of its own for what its routes refuse. */
  function wrongIn({ status, type, text }: { status: number; type: string; text: string }, path: string): readonly string[] {
    const body = JSON.parse(text) as Readonly<Record<string, unknown>>
    if (path.startsWith('/tmf-api/') && typeof body['reason'] === 'string' && codes.has(String(body['code']))) return []
    return [
      ...(type.startsWith('application/problem+json') ? [] : [`not a problem document: ${type}`]),
      ...(body['status'] === status ? [] : [`another status: ${text}`]),
      ...(codes.has(String(body['code'])) && body['type'] === `/problems/${String(body['code'])}`
        ? []
        : [`unknown code: ${text}`]),
      ...(typeof body['detail'] === 'string' && body['detail'] !== '' ? [] : [`no detail: ${text}`]),
    ]
  }
})

/** A header takes less than a text: what cannot be sent at all proves nothing. */
const headerText = fc.oneof(
  fc.constantFrom('"0"', 'W/"7"', '*', 'application/xml', 'application/json; charset=klingon', 'text/plain', 'null', '"'),
  fc.string({ unit: fc.constantFrom(...'abc "/;=,*0-9_é'), maxLength: 30 }),
)
