import type { Browser, Page } from 'playwright-core'
import { must } from '../platform/caller.js'
import { ADMIN, type Platform } from '../platform/platform.js'
import { startPlatform } from '../platform/start-platform.js'
import { closeWindow, fillSignIn, openBrowser, openWindow, type Look } from './browser.js'
import { expectGood, looks } from './good.js'

/** What an administrator does in the browser, on a platform where requests came before there was any team. */
describe('the console of an administrator', () => {
  let platform: Platform
  let browser: Browser

  beforeAll(async () => {
    platform = await startPlatform()
    browser = await openBrowser()
    const { admin } = platform
    const account = { name: 'Early Bird', zone: 'Europe/Berlin', mailDomains: ['early.example'] }
    const { id: accountId } = await must(admin.post('/api/v1/accounts', account))
    const integration = { name: 'Early', kind: 'api', scopes: ['requests:read', 'requests:write'], accountId }
    const { id } = await must(admin.post('/api/v1/integrations', integration))
    const { token } = await must(admin.post(`/api/v1/integrations/${String(id)}/tokens`))
    const told = { kind: 'question', accountId, description: 'Is anybody there?' }
    for (const title of ['Hello?', 'Still nobody?'])
      await must(admin.withToken(String(token)).post('/api/v1/requests', { ...told, title }))
    await platform.settle()
  }, 240_000)
  afterAll(async () => {
    await browser?.close()
    await platform?.stop()
  })

  async function asAdministrator(look: Look = {}): Promise<Page> {
    const page = await openWindow(browser, platform, look)
    await page.goto('/sign-in?to=/platform')
    await fillSignIn(page, ADMIN.email, ADMIN.password)
    await page.getByRole('heading', { name: 'Platform' }).waitFor()
    await page.getByText('Hello?').waitFor()
    return page
  }

  describe.each(looks)('$colorScheme, on a $size', (look) => {
    it('is readable and usable where something is parked, and where read models are listed', async () => {
      const page = await asAdministrator(look)
      await page.getByRole('button', { name: 'Look inside' }).first().click()
      await page.getByText('intake.request-received.v1').waitFor()
      await expectGood(page)
      await page.getByText('Read models').click()
      await page.getByText('intake_queue', { exact: true }).waitFor()
      await expectGood(page)
      await closeWindow(page)
    })
  })

  it('re-drives what is parked, and gives it up with a reason', async () => {
    const page = await asAdministrator()
    const card = page.getByRole('listitem').filter({ hasText: 'Still nobody?' })
    await card.getByRole('button', { name: 'Re-drive' }).click()
    await page.getByText('it failed again, 1 still wait').waitFor()
    await card.getByRole('button', { name: 'Give up' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Why?').fill('no')
    await dialog.getByRole('button', { name: 'Give it up' }).click()
    await dialog.getByLabel('Why?').and(page.locator('[aria-invalid="true"]')).waitFor()
    await dialog.getByLabel('Why?').fill('It was sent to try us out.')
    await dialog.getByRole('button', { name: 'Give it up' }).click()
    await page.getByText('Handled 1; none is left.').waitFor()
    await card.waitFor({ state: 'detached' })
    await closeWindow(page)
  })

  it('rebuilds a read model, and shows that the new one equals the old one', async () => {
    const page = await asAdministrator()
    await page.getByText('Read models').click()
    const row = page.getByRole('row').filter({ hasText: 'intake_queue_personal' })
    await row.getByRole('button', { name: 'Rebuild' }).click()
    await row.getByText('documents, all equal').waitFor()
    await closeWindow(page)
  })
})
