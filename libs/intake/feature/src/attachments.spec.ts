import { eventually } from '@spoc/platform-testing'
import type { CallerOf } from '@spoc/platform-testing/world'
import { bodyOf, openIntakeWorld, type IntakeWorld } from '../test/intake-world.js'
import { intakeContext } from './index.js'

const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3])

describe('attachments', () => {
  let intake: IntakeWorld
  const attach = (id: string, over: object = {}, by = intake.client) =>
    by.post(`/api/v1/requests/${id}/attachments`, { name: 'photo.png', content: png.toString('base64'), ...over })
  const shown = async (id: string, by: CallerOf) =>
    bodyOf<{ attachments: { id: string; name: string; type: string; size: number }[] }>(
      await by.get(`/api/v1/requests/${id}?after=${await intake.world.service.background.engines.log.head()}`),
    ).attachments
  const download = (id: string, attachmentId: string, by: CallerOf) =>
    fetch(`${intake.world.url}/api/v1/requests/${id}/attachments/${attachmentId}`, {
      headers: { authorization: `Bearer ${by.token}` },
    })

  beforeAll(async () => {
    intake = await openIntakeWorld(intakeContext)
  })
  afterAll(() => intake.world.close())

  it('takes a file from a client, tells its type by the bytes, and gives it back to be saved', async () => {
    const { id } = await intake.bring()
    const answer = await attach(id, { name: 'C:\\photos\\Störung "1".png', type: 'text/html', text: 'The port.' })
    expect(answer.status).toBe(201)
    const { attachmentId } = bodyOf<{ attachmentId: string }>(answer)
    expect(await shown(id, intake.agent)).toEqual([
      { id: attachmentId, name: 'Störung 1.png', type: 'image/png', size: png.length },
    ])
    const file = await download(id, attachmentId, intake.client)
    expect(Buffer.from(await file.arrayBuffer())).toEqual(png)
    expect(Object.fromEntries(file.headers)).toMatchObject({
      'content-type': 'image/png',
      'x-content-type-options': 'nosniff',
      'content-disposition': `attachment; filename="St_rung 1.png"; filename*=UTF-8''St%C3%B6rung%201.png`,
    })
  })

  it('keeps files encrypted: the blob store holds none of the bytes', async () => {
    const { id } = await intake.bring()
    await attach(id, { name: 'secret.txt', content: Buffer.from('Very secret words').toString('base64') })
    const [, event] = await intake.world.service.background.engines.log.readStream(`request-${id}`)
    const { attachments } = event?.data as { attachments: { sha256: string }[] }
    const blob = await intake.world.service.background.engines.blobs.get(attachments[0]!.sha256)
    expect(Buffer.from(blob ?? []).includes('secret words')).toBe(false)
    expect(JSON.stringify(event?.data)).not.toContain('secret.txt')
  })

  it('keeps what staff attach inside, unless they tell it to the client', async () => {
    const { id } = await intake.bring()
    const inside = bodyOf<{ attachmentId: string }>(await attach(id, { name: 'inside.png' }, intake.engineer)).attachmentId
    const outside = bodyOf<{ attachmentId: string }>(
      await attach(id, { name: 'outside.png', public: true }, intake.agent),
    ).attachmentId
    expect((await shown(id, intake.agent)).map(({ name }) => name)).toEqual(['inside.png', 'outside.png'])
    expect((await shown(id, intake.client)).map(({ name }) => name)).toEqual(['outside.png'])
    expect((await download(id, inside, intake.client)).status).toBe(404)
    expect((await download(id, outside, intake.client)).status).toBe(200)
  })

  it('gives nothing to strangers', async () => {
    const { id } = await intake.bring()
    const { attachmentId } = bodyOf<{ attachmentId: string }>(await attach(id))
    await eventually(
      'the attachment to be shown',
      () => shown(id, intake.client),
      (list) => list.length === 1,
    )
    expect((await download(id, attachmentId, intake.stranger)).status).toBe(404)
    expect((await attach(id, {}, intake.stranger)).body).toMatchObject({ status: 404, code: 'request-unknown' })
  })

  it('takes a file of 10 MB whole, and refuses a larger one', async () => {
    const { id } = await intake.bring()
    const large = (bytes: number) => attach(id, { name: 'large.bin', content: Buffer.alloc(bytes, 7).toString('base64') })
    expect((await large(10 * 1024 * 1024)).status).toBe(201)
    expect((await large(10 * 1024 * 1024 + 1)).body).toMatchObject({ status: 413, code: 'too-large' })
    expect((await large(12 * 1024 * 1024)).body).toMatchObject({ status: 413, code: 'body-too-large' })
    const elsewhere = await intake.client.post(`/api/v1/requests/${id}/replies`, { text: 'x'.repeat(2 * 1024 * 1024) })
    expect(elsewhere.status).toBe(413)
  })

  it('refuses what is no file, with the field', async () => {
    const { id } = await intake.bring()
    const refused = async (over: object) => bodyOf<{ errors: { field: string }[] }>(await attach(id, over)).errors[0]?.field
    expect(await refused({ content: 'not base64!' })).toBe('content')
    expect(await refused({ content: '' })).toBe('content')
    expect(await refused({ name: '../..' })).toBe('name')
  })

  it('attaches a file once where the call is repeated', async () => {
    const { id } = await intake.bring()
    const body = { name: 'photo.png', content: png.toString('base64') }
    const path = `/api/v1/requests/${id}/attachments`
    const first = await intake.client.post(path, body, { 'idempotency-key': 'file-1' })
    const again = await intake.client.post(path, body, { 'idempotency-key': 'file-1' })
    expect(again.body).toEqual(first.body)
    expect(await shown(id, intake.client)).toHaveLength(1)
  })
})
