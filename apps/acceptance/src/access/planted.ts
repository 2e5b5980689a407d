import { must, type Body, type Caller } from '../platform/caller.js'
import type { Provider } from '../provider/furnish.js'
import { itemsIn, type Item } from '../journeys/reading.js'
import { plusMs, type Instant } from '@spoc/platform-kernel'

/** In the name of everything that belongs to the foreign account, and nowhere else. */
export const MARKER = 'Zanzibar'

/** Ids of one account's things, by kind. */
export type Things = Readonly<Record<string, string>>

interface Furnished {
  readonly admin: Caller
  readonly provider: Provider
  readonly settle: () => Promise<void>
  readonly now: Instant
}

const DAY_MS = 86_400_000

/** Makes one of everything that can belong to an account, named with `mark`, and tells the ids. */
export async function plant(
  { admin, provider, settle, now }: Furnished,
  account: 'meridian' | 'kestrel',
  mark: string,
): Promise<Things> {
  const staff = await provider.as('ada')
  const engineer = await provider.as('ines')
  const client = await provider.as(account === 'meridian' ? 'anna' : 'grace')
  const person = account === 'meridian' ? 'anna' : 'grace'
  const accountId = provider.id(`account:${account}`)
  const id = async (answer: Promise<{ body: Body }>) => String((await must(answer as Promise<never>))['id'])
  await must(
    admin.put(`/api/v1/accounts/${accountId}`, {
      name: `${mark} Holding`,
      zone: 'Europe/Berlin',
      mailDomains: [`${mark.toLowerCase()}.example`],
      duplicates: 'suggest',
    }),
  )
  const contact = await id(
    admin.post('/api/v1/contacts', {
      accountIds: [accountId],
      name: `Contact of ${mark}`,
      email: `who@${mark.toLowerCase()}.example`,
    }),
  )
  const contract = provider.id(`contract:${account}`)
  const service = await id(
    admin.post('/api/v1/services', {
      accountId,
      circuitId: `${mark}-1`,
      class: 'gold',
      site: 'BER1',
      kind: 'circuit',
      clientReference: `Line of ${mark}`,
    }),
  )
  const told = {
    kind: 'incident',
    title: `Trouble at ${mark}`,
    description: `All of ${mark} is down.`,
    clientReference: `PO-${mark}`,
    serviceInstanceId: service,
  }
  const request = await id(client.post('/api/v1/requests', told))
  const other = await id(client.post('/api/v1/requests', { ...told, title: `More trouble at ${mark}` }))
  await settle()
  const attachment = await must(
    client.post(`/api/v1/requests/${request}/attachments`, {
      name: `${mark}.txt`,
      type: 'text/plain',
      content: Buffer.from(mark).toString('base64'),
    }),
  )
  await must(staff.post(`/api/v1/requests/${request}/notes`, { text: `A note on ${mark}.` }))
  await must(staff.post(`/api/v1/requests/${request}/replies`, { text: `To ${mark}: we are at it.` }))
  const engagement = await id(
    staff.post('/api/v1/engagements', { requestId: request, teamId: provider.id('team:core'), ask: `Help ${mark}.`, tried: [] }),
  )
  const from = plusMs(now, 20 * DAY_MS)
  const work = await must(
    engineer.post('/api/v1/works', {
      title: `Work at ${mark}`,
      description: `Splicing for ${mark}.`,
      kind: 'planned',
      serviceInstanceIds: [service],
      windows: [{ from, to: plusMs(from, 3_600_000), zone: 'Europe/Berlin' }],
      impact: 'outage',
      despiteConflicts: true,
    }),
  )
  const reporter = await provider.as('rolf')
  const report = await id(reporter.post('/api/v1/reports', { from: now, to: plusMs(now, 1), accountId }))
  const webhook = await id(
    admin.post('/api/v1/webhooks', { url: `http://127.0.0.1:9/${mark}`, accountId, kinds: ['request.closed'] }),
  )
  const integration = await id(
    admin.post('/api/v1/integrations', { name: `System of ${mark}`, kind: 'api', accountId, scopes: ['requests:read'] }),
  )
  const token = await must(admin.post(`/api/v1/integrations/${integration}/tokens`, {}))
  await settle()
  const firstOf = async (path: string): Promise<Item> => itemsIn(await must(staff.get(path)))[0] ?? {}
  const { number } = await must(staff.get(`/api/v1/requests/${request}`))
  return {
    account: accountId,
    contact,
    contract,
    service,
    request,
    other,
    number: String(number),
    attachment: String(attachment['attachmentId'] ?? attachment['id']),
    engagement,
    page: String((await firstOf(`/api/v1/pages?requestId=${request}`))['id']),
    work: String(work['id']),
    workReference: String(work['reference']),
    report,
    webhook,
    integration,
    token: String(token['tokenId']),
    person: provider.id(`person:${person}`),
    mail: String((await firstOf('/api/v1/mails'))['id']),
  }
}

const NOBODY = '0190a6c2-0000-7000-8000-00000000dead'

/** Ids of the right shape that nothing has. */
export function unknownThings(like: Things): Things {
  return {
    ...Object.fromEntries(Object.keys(like).map((kind) => [kind, NOBODY])),
    number: 'R-9999998',
    workReference: 'W-2026-9999999',
  }
}
