import { AxeBuilder } from '@axe-core/playwright'
import type { Browser } from 'playwright-core'
import { foundCompany, type Company } from '../company/company.js'
import type { Platform } from '../platform/platform.js'
import { startPlatform } from '../platform/start-platform.js'
import { closeWindow, openBrowser, openWindow } from './browser.js'

/** That a browser keeps and sends the cookies of a sign-in as it must is seen in a browser alone. */
describe('the sign-in screen where there is a company account', () => {
  let company: Company
  let platform: Platform
  let browser: Browser

  beforeAll(async () => {
    company = await foundCompany()
    platform = await startPlatform({ environment: company.environment })
    await company.program.start()
    browser = await openBrowser()
  }, 240_000)
  afterAll(async () => {
    await browser?.close()
    await platform?.stop()
    await company?.stop()
  })

  const letIn = (roles: readonly string[]) =>
    company.settle(`${platform.url}/api/v1/sessions/oidc/callback`, {
      subject: 'ada',
      claims: { name: 'Ada Nowak', email: 'ada@provider.example', email_verified: true, roles },
    })

  it('leads through the company’s sign-in to where one wanted to go', async () => {
    await letIn(['agent'])
    const page = await openWindow(browser, platform)
    await page.goto('/works')
    await page.getByRole('link', { name: 'Sign in with your company account' }).click()
    await page.waitForURL('**/works')
    await page.reload()
    await page.getByRole('button', { name: /Ada Nowak/ }).waitFor()
    await closeWindow(page)
  })

  it('says why somebody could not be signed in, and is no worse to read for it', async () => {
    await letIn([])
    const page = await openWindow(browser, platform)
    await page.goto('/sign-in')
    await page.getByRole('link', { name: 'Sign in with your company account' }).click()
    await page.getByRole('alert').getByText('Your company has given you no role here.').waitFor()
    expect(new URL(page.url()).pathname).toBe('/sign-in')
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([])
    await closeWindow(page)
  })
})
