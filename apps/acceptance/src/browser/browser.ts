import { existsSync } from 'node:fs'
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'
import { built } from '../platform/built.js'
import type { Platform } from '../platform/platform.js'
import { PASSWORD, type Provider } from '../provider/furnish.js'
import type { PersonKey } from '../provider/people.js'

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** Chromium of the machine; it looks nothing up and updates nothing. */
export function openBrowser(): Promise<Browser> {
  built('apps/console/dist/index.html')
  const executablePath = PLACES.find((place) => existsSync(place))
  if (executablePath === undefined) throw new Error(`Chromium is at none of ${PLACES.join(', ')}.`)
  return chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking', '--disable-component-update'],
  })
}

export interface Look {
  readonly colorScheme?: 'light' | 'dark'
  readonly size?: 'desk' | 'phone'
}

const sizes = { desk: { width: 1366, height: 768 }, phone: { width: 390, height: 844 } } as const

/** A browser window of its own, with nobody signed in. */
export async function openWindow(browser: Browser, platform: Platform, look: Look = {}): Promise<Page> {
  const { colorScheme = 'light', size = 'desk' } = look
  const context = await browser.newContext({
    baseURL: platform.url,
    viewport: sizes[size],
    colorScheme,
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    // What is still fading in has no contrast yet.
    reducedMotion: 'reduce',
  })
  return context.newPage()
}

/** A window in which the person has signed in, and sees the queue. */
export async function signedIn(
  browser: Browser,
  platform: Platform,
  provider: Provider,
  key: PersonKey,
  look: Look = {},
): Promise<Page> {
  const page = await openWindow(browser, platform, look)
  await page.goto('/sign-in')
  await fillSignIn(page, provider.address(key), PASSWORD)
  await page.waitForURL('**/requests')
  return page
}

export async function fillSignIn(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

/** Closes the window with everything in it. */
export function closeWindow(page: Page): Promise<void> {
  const context: BrowserContext = page.context()
  return context.close()
}
