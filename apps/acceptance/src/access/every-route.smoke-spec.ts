import { catalogue } from '@spoc/platform-catalogue'
import { openWorld, type World } from '@spoc/platform-testing/world'
import { againstContract, againstContracts, listenToAll, type Listener } from '../contracts/kept-to.js'
import { keptIn } from '../faults/storage.js'
import { Caller, must, signIn } from '../platform/caller.js'
import { clockOf } from '../platform/clock.js'
import { furnish, type Provider } from '../provider/furnish.js'
import { allContexts } from './all-contexts.js'
import { bodies, queriesOf, type Around } from './calls.js'
import { wrongByDescription, type Document } from './described.js'
import { MARKER, plant, unknownThings, type Things } from './planted.js'
import { declaredRoutes, servedRoutes, starred, type DeclaredRoute } from './router.js'
import { call, callEach, clientWalkers, isPublic, nobody, scopesIn, staffWalkers, type Got, type Walker } from './walk.js'

/** What the frameworks serve by themselves: the browsable description of the interface, which tells nothing of anybody. */
const OF_THE_FRAMEWORK = /^GET \/(docs|openapi\.json)/

describe('every route of the running router', () => {
  let world: World
  let provider: Provider
  let listener: Listener
  let admin: Caller
  let routes: readonly DeclaredRoute[]
  let own: Things
  let foreign: Things
  let unknown: Things
  const around = async (things: Things): Promise<Around> => ({
    things,
    provider,
    now: world.service.background.engines.clock.now(),
  })

  beforeAll(async () => {
    world = await openWorld({ contexts: allContexts, contracts: catalogue })
    listener = await listenToAll(world.service.background.engines.bus)
    admin = new Caller(world.url).withToken((await world.as('admin')).token)
    const clock = clockOf([{ url: world.url }], admin)
    provider = await furnish({ admin, ...clock, signIn: (email, password) => signIn(world.url, email, password) })
    const now = await clock.now()
    own = await plant({ admin, provider, settle: clock.settle, now }, 'meridian', 'Ownhouse')
    foreign = await plant({ admin, provider, settle: clock.settle, now }, 'kestrel', MARKER)
    unknown = unknownThings(foreign)
    routes = declaredRoutes(world.service.app)
  })
  afterAll(() => world?.close())

  const clients = (): readonly Walker[] =>
    clientWalkers(world, routes, {
      account: provider.id('account:meridian'),
      person: provider.id('person:anna'),
      contact: provider.id('contact:anna'),
    })

  it('is one of a controller, and says who may call it', () => {
    const declared = routes.map(({ method, path }) => `${method} ${starred(path)}`)
    const printed = world.service.app.getHttpAdapter().getInstance().printRoutes({ commonPrefix: false })
    expect(servedRoutes(printed).filter((route) => !OF_THE_FRAMEWORK.test(route) && !declared.includes(route))).toEqual([])
    expect(
      routes.filter(({ policy }) => policy === undefined || ('because' in policy ? policy.because === '' : policy.length === 0)),
    ).toEqual([])
    expect(routes.length).toBeGreaterThan(100)
  })

  it('is walked with a body that it could well be sent, where it takes one', () => {
    const taking = routes
      .filter(({ method }) => method === 'POST' || method === 'PUT')
      .map(({ method, path }) => `${method} ${path}`)
    expect(taking.filter((route) => bodies[route] === undefined)).toEqual([])
    expect(Object.keys(bodies).filter((route) => !routes.some(({ method, path }) => `${method} ${path}` === route))).toEqual([])
  })

  it('describes every body by its rules: what could well be sent fits, a field that nobody knows does not', async () => {
    const wrong = wrongByDescription((await must(admin.get('/openapi.json'))) as unknown as Document)
    const at = await around(own)
    const sent = Object.entries(bodies).map(([route, make]) => [...route.split(' '), make(at)] as [string, string, object])
    expect(sent.flatMap(([method, path, body]) => wrong(method, path, body) ?? [])).toEqual([])
    const told = sent.flatMap(([method, path, body]) => wrong(method, path, { ...body, isAdmin: true }) ?? [])
    expect(told.filter((one) => !one.includes('must NOT have additional properties'))).toEqual([])
    expect(told.length).toBeGreaterThan(60)
  })

  it('asks for a scope only where an integration can be given it', async () => {
    for (const scope of scopesIn(routes)) {
      const answer = await admin.post('/api/v1/integrations', { name: `For ${scope}`, kind: 'api', scopes: [scope] })
      expect({ scope, status: answer.status }).toEqual({ scope, status: 201 })
    }
  })

  describe('as anybody at a client', () => {
    const seen: Got[] = []
    const differing: string[] = []

    beforeAll(async () => {
      const [mine, theirs, nothings] = [await around(own), await around(foreign), await around(unknown)]
      for (const walker of [nobody, ...clients()])
        for (const route of routes.filter((one) => walker.may(one))) {
          for (const at of [theirs, mine]) seen.push(...(await callEach(world, walker, route, at, MARKER)))
          await compare(walker, route, theirs, nothings)
          seen.push(await call(world, walker, route, mine, theirs))
        }
    })

    /** Another account's thing answers exactly as one that is not there. */
    async function compare(walker: Walker, route: DeclaredRoute, theirs: Around, nothings: Around) {
      if (!route.path.includes(':')) return
      const [theirThing, nothing] = [await call(world, walker, route, theirs), await call(world, walker, route, nothings)]
      if (theirThing.status !== nothing.status || theirThing.code !== nothing.code)
        differing.push(
          `${theirThing.call}: ${theirThing.status} ${theirThing.code}, of nothing: ${nothing.status} ${nothing.code}`,
        )
    }

    it('never shows what belongs to another account', () => {
      expect(seen.filter(({ text }) => text.toLowerCase().includes(MARKER.toLowerCase())).map(({ call }) => call)).toEqual([])
      expect(seen.filter(({ status }) => status < 300).length).toBeGreaterThan(50)
    })

    it('answers on another account’s things as on things that are not there', () => {
      expect(differing).toEqual([])
    })

    it('never fails', () => {
      expect(seen.filter(({ status }) => status >= 500).map(({ call, status }) => `${call}: ${status}`)).toEqual([])
    })

    it('has planted what could be seen: the provider’s people find the marker all over', async () => {
      const found = new Set<string>()
      const theirs = await around(foreign)
      for (const walker of staffWalkers(world, routes))
        for (const route of routes.filter((one) => one.method === 'GET' && walker.may(one)))
          for (const { text } of await callEach(world, walker, route, theirs, MARKER))
            if (text.includes(MARKER)) found.add(route.path)
      expect([...found]).toEqual(expect.arrayContaining(TELLING))
    })
  })

  it('is refused to nobody, and to those whom it does not name', async () => {
    const theirs = await around(foreign)
    const wrong: string[] = []
    for (const walker of [nobody, ...clients(), ...staffWalkers(world, routes)])
      for (const route of routes.filter((one) => !walker.may(one))) {
        const { call: called, status, code } = await call(world, walker, route, theirs)
        const right = walker === nobody ? status === 401 && code === 'not-signed-in' : status === 403 && code === 'not-allowed'
        if (!right) wrong.push(`${called}: ${status} ${code}`)
      }
    expect(wrong).toEqual([])
  })

  it('takes the credentials, the address and the body of those whom it names', async () => {
    const theirs = await around(foreign)
    const wrong: string[] = []
    for (const walker of staffWalkers(world, routes))
      for (const route of routes.filter((one) => walker.may(one) && !isPublic(one))) {
        const query = route.method === 'GET' ? queriesOf(route.path, theirs, MARKER)[0] : ''
        const { call: called, status, code } = await call(world, walker, route, theirs, theirs, query)
        if (status === 401 || status >= 500 || ['not-valid', 'route-unknown', 'malformed-request'].includes(code))
          wrong.push(`${called}: ${status} ${code}`)
      }
    expect(wrong).toEqual([])
  })

  it('does once what it is told twice under one Idempotency-Key', async () => {
    const mine = await around(own)
    const { log } = world.service.background.engines
    const { settle } = clockOf([{ url: world.url }], admin)
    const telling = await Promise.all(
      routes
        .filter((route) => bodies[`${route.method} ${route.path}`] !== undefined && !isPublic(route))
        .map(async (route, index) => {
          const walker = staffWalkers(world, routes).find(({ may }) => may(route)) ?? nobody
          const token = await walker.token()
          const same: Walker = { ...walker, token: () => Promise.resolve(token) }
          return () => call(world, same, route, mine, mine, '', { 'idempotency-key': `told-${index}` })
        }),
    )
    const tellAll = async () => {
      const answers: Got[] = []
      for (const tell of telling) answers.push(await tell())
      await settle()
      return answers
    }
    const first = await tellAll()
    const after = await log.head()
    await tellAll()
    expect(first.filter(({ status }) => status < 300).length).toBeGreaterThan(30)
    const more = await log.readAll({ from: after, limit: 100 })
    expect(more.map(({ type, stream, metadata }) => `${type} in ${stream} by ${metadata.actor.id}`)).toEqual([])
  })

  it('believes no token that it has not handed out', async () => {
    const wrong: string[] = []
    for (const route of routes.filter((one) => !isPublic(one))) {
      const forged = { name: 'forged', may: () => false, token: () => Promise.resolve(`ses_${'A'.repeat(43)}`) }
      const { call: called, status } = await call(world, forged, route, await around(foreign))
      if (status !== 401) wrong.push(`${called}: ${status}`)
    }
    expect(wrong).toEqual([])
    await must(admin.get('/api/v1/accounts'))
  })

  it('keeps to the contracts for others, in all that it has recorded, published and shows', async () => {
    await clockOf([{ url: world.url }], admin).settle()
    const kept = await keptIn(world.service.background.engines)
    const recorded = new Set(kept.events.map(({ id }) => id))
    const messages = await listener.heard([...recorded])
    expect(messages.filter(({ headers }) => !recorded.has(headers['ce_id'] ?? ''))).toEqual([])
    expect(new Set(kept.events.map(({ type }) => type)).size).toBeGreaterThan(50)
    expect([...againstContracts(kept), ...messages.flatMap(againstContract)]).toEqual([])
  })
})

/** Where the marker must be found by somebody, or the walk would prove nothing. */
const TELLING = [
  '/api/v1/accounts',
  '/api/v1/accounts/:accountId',
  '/api/v1/contacts',
  '/api/v1/services',
  '/api/v1/requests',
  '/api/v1/requests/:idOrNumber',
  '/api/v1/requests/:idOrNumber/timeline',
  '/api/v1/search',
  '/api/v1/engagements/:engagementId',
  '/api/v1/mails',
  '/api/v1/works',
  '/api/v1/works/:workId',
  '/api/v1/reports/period',
  '/api/v1/audit/requests/:idOrNumber/history',
]
