import type { Browser, Page } from 'playwright-core'
import { must } from '../platform/caller.js'
import type { Platform } from '../platform/platform.js'
import { startPlatform } from '../platform/start-platform.js'
import { furnish, type Provider } from '../provider/furnish.js'
import type { PersonKey } from '../provider/people.js'
import { closeWindow, openBrowser, openWindow, signedIn } from './browser.js'
import { expectGood, looks } from './good.js'

/** Every screen in both colours and both sizes: WCAG 2.2 AA as far as a machine can tell, and nothing wider than the window. */
describe('the look of the console', () => {
  let platform: Platform
  let provider: Provider
  let browser: Browser
  let number: string

  beforeAll(async () => {
    platform = await startPlatform()
    provider = await furnish(platform)
    browser = await openBrowser()
    const told = { kind: 'incident', title: 'The bank is offline', description: 'No branch can reach us.' }
    const anna = await provider.as('anna')
    const ada = await provider.as('ada')
    const made = await must(anna.post('/api/v1/requests', { ...told, serviceInstanceId: provider.id('service:meridian') }))
    number = String(made['number'])
    await platform.settle()
    await must(ada.post(`/api/v1/requests/${String(made['id'])}/notes`, { text: 'Only for us.' }))
    const ask = { requestId: String(made['id']), teamId: provider.id('team:core'), ask: 'Please look.' }
    await must(ada.post('/api/v1/engagements', ask))
    await platform.settle()
  }, 240_000)
  afterAll(async () => {
    await browser?.close()
    await platform?.stop()
  })

  describe.each(looks)('$colorScheme, on a $size', (look) => {
    const windows = new Map<PersonKey, Promise<Page>>()
    /** One window a person: each screen is loaded anew in it, nobody signs in anew for it. */
    const windowOf = (key: PersonKey) => {
      const found = windows.get(key) ?? signedIn(browser, platform, provider, key, look)
      windows.set(key, found)
      return found
    }
    afterAll(async () => {
      for (const page of windows.values()) await closeWindow(await page)
    })

    it('is readable and usable at the sign-in', async () => {
      const page = await openWindow(browser, platform, look)
      await page.goto('/sign-in')
      await page.getByLabel('E-mail').waitFor()
      await expectGood(page)
      await closeWindow(page)
    })

    const screens: readonly (readonly [string, PersonKey, (number: string) => string, string])[] = [
      ['the queue', 'ada', () => '/requests', 'The bank is offline'],
      ['an empty queue', 'ada', () => '/requests?kind=complaint', 'No request fits these filters'],
      ['a request', 'ada', (of) => `/requests/${of}`, 'Only for us.'],
      ['its notifications', 'ada', (of) => `/requests/${of}?tab=notifications`, 'Acknowledgement'],
      ['its clocks explained', 'ada', (of) => `/requests/${of}?tab=clocks`, 'Counted?'],
      ['a request as its client sees it', 'anna', (of) => `/requests/${of}`, 'The bank is offline'],
      ['the form for a new request', 'ada', () => '/requests/new', 'Open the request'],
      ['the pages', 'omar', () => '/pages', 'Acknowledge'],
      ['the works', 'maren', () => '/works', 'No works are planned'],
      ['the report', 'maren', () => '/reports', 'By channel'],
      ['the audit', 'ute', (of) => `/audit/${of}`, 'intake.request-received.v1'],
    ]
    it.each(screens)('is readable and usable at %s', async (_, key, address, sign) => {
      const page = await windowOf(key)
      await page.goto(address(number))
      await page.getByText(sign).first().waitFor()
      await expectGood(page)
    })

    it('is readable and usable in a dialog and in its menus', async () => {
      const page = await windowOf('ada')
      await page.goto(`/requests/${number}`)
      await page.getByRole('button', { name: 'More' }).click()
      await page.getByRole('menuitem', { name: 'Put on hold' }).waitFor()
      await expectGood(page)
      await page.getByRole('menuitem', { name: 'Put on hold' }).click()
      await page.getByRole('dialog').waitFor()
      await expectGood(page)
    })
  })
})
