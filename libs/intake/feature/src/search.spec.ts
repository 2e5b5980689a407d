import { contactFacts } from '@spoc/directory-contracts'
import { keyOfPerson, personal } from '@spoc/platform-kernel'
import type { CallerOf } from '@spoc/platform-testing/world'
import { AddressHash } from '@spoc/platform-nest'
import { bodyOf, circuit, meridian, openIntakeWorld, type IntakeWorld } from '../test/intake-world.js'
import { intakeContext } from './index.js'

describe('searching requests', () => {
  let intake: IntakeWorld
  let one: { readonly id: string; readonly number: string }
  let two: { readonly id: string }
  let foreign: { readonly id: string }
  const head = async () => String(await intake.world.service.background.engines.log.head())
  const page = async (q: string, by: CallerOf, more = '') =>
    bodyOf<{ items: { id: string }[]; next?: string }>(
      await by.get(`/api/v1/search?q=${encodeURIComponent(q)}&after=${await head()}${more}`),
    )
  const found = async (q: string, by = intake.agent) => (await page(q, by)).items.map(({ id }) => id)

  beforeAll(async () => {
    intake = await openIntakeWorld(intakeContext)
    one = await intake.bring({
      title: 'Störung auf der Leitung',
      description: 'Kein Licht am Splitter seit acht.',
      serviceInstanceId: circuit,
      clientReference: 'MER/4711',
    })
    two = await intake.bring({ title: 'Leitung langsam', description: 'Nur abends.' })
    foreign = await intake.bring({ title: 'Leitung gestört', description: 'Licht fehlt.' }, intake.stranger)
    await intake.agent.post(`/api/v1/requests/${two.id}/replies`, { text: 'Wir messen die Dämpfung.' })
    await intake.engineer.post(`/api/v1/requests/${two.id}/notes`, { text: 'Verdacht auf Biegung.' })
  })
  afterAll(() => intake.world.close())

  it('finds a request by its number, however it is typed', async () => {
    expect(await found(` ${one.number.toLowerCase().replace('-', '')} `)).toEqual([one.id])
    expect(await found(one.number, intake.stranger)).toEqual([])
  })

  it('finds it by its circuit or the beginning of it, and by the client’s reference', async () => {
    expect(await found('ber-ams')).toEqual([one.id])
    expect(await found('MER/4711')).toEqual([one.id])
    expect(await found('ber-ams', intake.stranger)).toEqual([])
  })

  it('finds it by its contact: part of the name, or the address', async () => {
    const address = intake.world.service.app.get(AddressHash).of('Eva@Meridian.example')
    const eva = '0190a6c2-0000-7000-8000-0000000000d2'
    await intake.append(contactFacts, eva, {
      type: 'directory.contact-registered.v1',
      data: {
        accountIds: [meridian],
        name: personal('Eva Brandt', keyOfPerson(eva)),
        email: personal('eva@meridian.example', keyOfPerson(eva)),
        emailHash: address,
        rights: { reports: false, approvesWorks: false, escalates: false },
      },
    })
    const hers = await intake.bring({ contactId: eva })
    expect(await found('brand')).toEqual([hers.id])
    expect(await found('eva@meridian.example')).toEqual([hers.id])
    expect(await found('brand', intake.stranger)).toEqual([])
  })

  it('finds it by all the words that were said, without case or accents, the last one unfinished', async () => {
    expect(await found('leitung')).toEqual([foreign.id, two.id, one.id])
    expect(await found('LEITUNG stor')).toEqual([one.id])
    expect(await found('leitung splitter')).toEqual([one.id])
    expect(await found('dampfung')).toEqual([two.id])
    expect(await found('leitung nirgends')).toEqual([])
  })

  it('finds for a client what is its own, and never by the words of an internal note', async () => {
    expect(await found('leitung', intake.client)).toEqual([two.id, one.id])
    expect(await found('dampf', intake.client)).toEqual([two.id])
    expect(await found('biegung')).toEqual([two.id])
    expect(await found('biegung', intake.client)).toEqual([])
  })

  it('finds a request for its new account after the account was set, and no more for the old one', async () => {
    const moved = await intake.bring({ title: 'Verirrte Meldung' }, intake.stranger)
    await intake.agent.post(`/api/v1/requests/${moved.id}/account`, { accountId: meridian })
    expect(await found('verirrte', intake.client)).toEqual([moved.id])
    expect(await found('verirrte', intake.stranger)).toEqual([])
  })

  it.each([
    ['staff', () => intake.agent],
    ['a client', () => intake.client],
  ])('gives %s one page after the other, nothing twice', async (_, by) => {
    for (let count = 0; count < 5; count += 1) await intake.bring({ title: `Seitenweise seite ${count}`, description: 'seiten' })
    const ids: string[] = []
    let next: string | undefined = ''
    while (next !== undefined) {
      const { items, next: following } = await page(
        'seite',
        by(),
        `&limit=2${next === '' ? '' : `&cursor=${encodeURIComponent(next)}`}`,
      )
      expect(items.length).toBeLessThanOrEqual(2)
      ids.push(...items.map(({ id }) => id))
      next = following
    }
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids.length).toBeGreaterThanOrEqual(5)
  })

  it('goes on with words where what is called so has filled a page', async () => {
    const first = await page('ber-ams', intake.agent, '&limit=1')
    expect(first.items.map(({ id }) => id)).toEqual([one.id])
    expect((await page('ber-ams', intake.agent, `&limit=1&cursor=${first.next}`)).items).toEqual([])
  })
})
