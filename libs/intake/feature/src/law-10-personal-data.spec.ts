import { contactFacts } from '@spoc/directory-contracts'
import { REQUEST_TEXTS, REQUESTS, REQUESTS_PERSONAL, SEARCH, TIMELINE, TIMELINE_PERSONAL } from '@spoc/intake-contracts'
import type { CollectionKind } from '@spoc/platform-ports'
import { ana, bodyOf, openIntakeWorld, type IntakeWorld } from '../test/intake-world.js'
import { intakeContext } from './index.js'

describe('law 10: personal data', () => {
  let intake: IntakeWorld
  const MARK = 'zwetschge'
  const head = async () => String(await intake.world.service.background.engines.log.head())
  const textOf = async (kind: CollectionKind) => {
    const { views } = intake.world.service.background
    await views.waitFor([kind], BigInt(await head()))
    return JSON.stringify((await views.of(kind).find({ limit: 1_000 })).items)
  }

  beforeAll(async () => {
    intake = await openIntakeWorld(intakeContext)
    const { id } = await intake.bring({ title: `${MARK} title`, description: `${MARK} description` })
    const does = (command: string, body: object, by = intake.agent) => by.post(`/api/v1/requests/${id}/${command}`, body)
    await does('replies', { text: `${MARK} reply` })
    await does('notes', { text: `${MARK} note` })
    await does('await-client', { what: `${MARK} what` })
    await does('replies', { text: `${MARK} answer` }, intake.client)
    await does('hold', { reason: 'vendor', party: 'vendor', note: `${MARK} hold` })
    await does('attachments', { name: `${MARK}.txt`, content: Buffer.from('x').toString('base64') })
    await does('resolve', { code: 'fixed', solution: `${MARK} solution` })
    await does('reopen', { reason: `${MARK} reopening` })
    await does('cancel', { reason: `${MARK} reason` })
  })
  afterAll(() => intake.world.close())

  it('stands in the log sealed, never readable', async () => {
    const events = await intake.world.service.background.engines.log.readAll({ limit: 1_000, typePrefixes: ['intake.'] })
    expect(events.length).toBeGreaterThan(9)
    expect(JSON.stringify(events.map(({ data, metadata }) => ({ data, metadata })))).not.toContain(MARK)
  })

  it.each([REQUESTS, TIMELINE])('does not stand in the published collection $name', async (kind) => {
    expect(await textOf(kind)).not.toContain(MARK)
  })

  it.each([REQUESTS_PERSONAL, REQUEST_TEXTS, TIMELINE_PERSONAL, SEARCH])('stands in $name, which is restricted', async (kind) => {
    expect(await textOf(kind)).toContain(MARK)
  })

  it('is nowhere any more once a contact is erased: names are joined on reading', async () => {
    const named = async () => JSON.stringify((await intake.agent.get(`/api/v1/requests?after=${await head()}`)).body)
    expect(await named()).toContain('Ana Köhler')
    await intake.append(contactFacts, ana, { type: 'directory.contact-erased.v1', data: { reason: 'asked for it' } })
    expect(bodyOf(await intake.agent.get(`/api/v1/contacts/${ana}?after=${await head()}`))).toMatchObject({ erased: true })
    expect(await named()).not.toContain('Ana Köhler')
    for (const kind of [REQUESTS, REQUESTS_PERSONAL, REQUEST_TEXTS, TIMELINE, TIMELINE_PERSONAL, SEARCH])
      expect(await textOf(kind)).not.toMatch(/Köhler|ana@meridian/)
  })
})
