import { readFile } from 'node:fs/promises'
import type { Browser } from 'playwright-core'
import { must } from '../platform/caller.js'
import type { Platform } from '../platform/platform.js'
import { startPlatform } from '../platform/start-platform.js'
import { furnish, type Provider } from '../provider/furnish.js'
import { closeWindow, openBrowser, openWindow, signedIn } from './browser.js'

const DAY_MS = 86_400_000

/** What clients, managers and auditors do in the browser. */
describe('the console of others', () => {
  let platform: Platform
  let provider: Provider
  let browser: Browser
  let number: string
  let requestId: string

  beforeAll(async () => {
    platform = await startPlatform()
    provider = await furnish(platform)
    browser = await openBrowser()
    const anna = await provider.as('anna')
    const ada = await provider.as('ada')
    const told = { kind: 'incident', title: 'The vault does not answer', description: 'Nobody gets in.' }
    const made = await must(anna.post('/api/v1/requests', { ...told, serviceInstanceId: provider.id('service:meridian') }))
    requestId = String(made['id'])
    number = String(made['number'])
    await platform.settle()
    await must(ada.post(`/api/v1/requests/${requestId}/take-up`))
    await must(ada.post(`/api/v1/requests/${requestId}/notes`, { text: 'Only for us.' }))
    await must(ada.post(`/api/v1/requests/${requestId}/resolve`, { code: 'fixed', solution: 'It answers again.' }))
    await platform.settle()
  }, 240_000)
  afterAll(async () => {
    await browser?.close()
    await platform?.stop()
  })

  it('lets a client open a request of its own, on a phone', async () => {
    const page = await signedIn(browser, platform, provider, 'anna', { size: 'phone' })
    await page.getByRole('link', { name: 'New request' }).click()
    await page.getByRole('button', { name: 'Open the request' }).click()
    await page.getByLabel('Title').and(page.locator('[aria-invalid="true"]')).waitFor()
    await page.getByLabel('Title').fill('A new badge for the rack')
    await page.getByLabel('What happened, or what is needed').fill('For one technician.')
    await page.getByRole('button', { name: 'Open the request' }).click()
    await page.getByRole('heading', { name: 'A new badge for the rack' }).waitFor()
    await closeWindow(page)
  })

  it('shows a client nothing of another, by whatever address', async () => {
    const page = await signedIn(browser, platform, provider, 'jan')
    await page.goto(`/requests/${number}`)
    await page.getByText('There is nothing here').waitFor()
    expect(await page.getByText('The vault does not answer').count()).toBe(0)
    await closeWindow(page)
  })

  it('shows the story to whoever has the signed link, without an account and without what is internal', async () => {
    const { body } = await (await provider.as('ada')).get(`/api/v1/requests/${requestId}`)
    const page = await openWindow(browser, platform)
    await page.goto(new URL(String(body['followUrl'])).pathname)
    await page.getByRole('heading', { name: number }).waitFor()
    await page.getByText('It answers again.').waitFor()
    expect(await page.getByText('Only for us.').count()).toBe(0)
    await closeWindow(page)
  })

  it('lets a manager plan a work, and the client approve it', async () => {
    const maren = await signedIn(browser, platform, provider, 'maren')
    const begins = Date.parse(await platform.now()) + 30 * DAY_MS
    await maren.goto('/works')
    await maren.getByRole('button', { name: 'Plan a work' }).click()
    const dialog = maren.getByRole('dialog')
    await dialog.getByLabel('Title').fill('Exchange of the amplifier')
    await dialog.getByLabel('Description').fill('Traffic is moved before.')
    await dialog.getByLabel('Service instances').click()
    await maren.getByRole('option', { name: /BER-meridian/ }).click()
    await maren.keyboard.press('Escape')
    await dialog.getByLabel(/^From/).fill(new Date(begins).toISOString().slice(0, 16))
    await dialog.getByLabel('To', { exact: true }).fill(new Date(begins + DAY_MS / 6).toISOString().slice(0, 16))
    await dialog.getByRole('button', { name: 'Plan and announce' }).click()
    await maren.waitForURL(/\/works\/.+/)
    await platform.settle()

    const anna = await signedIn(browser, platform, provider, 'anna')
    await anna.goto('/works')
    await anna.getByText('Your answer is awaited').waitFor()
    await anna.getByRole('link', { name: 'Exchange of the amplifier' }).click()
    await anna.getByRole('button', { name: 'Approve' }).click()
    await anna.getByRole('main').getByText('Confirmed').waitFor()
    await closeWindow(anna)
    await closeWindow(maren)
  })

  it('shows the figures of the period, and hands them out as CSV', async () => {
    const page = await signedIn(browser, platform, provider, 'rolf')
    await page.goto('/reports')
    await page.getByRole('row').filter({ hasText: 'Meridian Bank' }).waitFor()
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Download CSV' }).click(),
    ])
    const file = await readFile(await download.path(), 'utf8')
    expect(file).toContain('Meridian Bank')
    await closeWindow(page)
  })

  it('shows an auditor the history over all services, and the request as it was before', async () => {
    const page = await signedIn(browser, platform, provider, 'ute')
    await page.goto('/audit')
    await page.getByLabel('Number of the request').fill(number)
    await page.getByRole('button', { name: 'Open' }).click()
    for (const type of ['intake.request-received.v1', 'routing.spoc-assigned.v1', 'sla.clocks-started.v1'])
      await page.getByRole('cell', { name: type }).waitFor()
    const then = page.getByRole('region', { name: 'As of' })
    await then
      .getByText(/Resolved/)
      .first()
      .waitFor()
    await page.getByRole('slider').press('Home')
    await then.getByText(/New/).first().waitFor()
    await closeWindow(page)
  })
})
