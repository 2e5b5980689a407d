import type { Browser, Page } from 'playwright-core'
import { must, type Caller } from '../platform/caller.js'
import type { Platform } from '../platform/platform.js'
import { startPlatform } from '../platform/start-platform.js'
import { furnish, PASSWORD, type Provider } from '../provider/furnish.js'
import { closeWindow, fillSignIn, openBrowser, openWindow, signedIn } from './browser.js'

/** Point 3 of what a person can do, as an agent does it in the browser. Every spec brings a request of its own. */
describe('an agent at the console', () => {
  let platform: Platform
  let provider: Provider
  let browser: Browser
  let anna: Caller
  let ada: Page

  beforeAll(async () => {
    platform = await startPlatform()
    provider = await furnish(platform)
    anna = await provider.as('anna')
    browser = await openBrowser()
    ada = await signedIn(browser, platform, provider, 'ada')
  }, 240_000)
  afterAll(async () => {
    await browser?.close()
    await platform?.stop()
  })

  /** A request of Anna's, with its consequences. */
  async function received(title: string): Promise<{ readonly id: string; readonly number: string }> {
    const told = { kind: 'incident', title, description: `${title}, says the branch.` }
    const { id, number } = await must(
      anna.post('/api/v1/requests', { ...told, serviceInstanceId: provider.id('service:meridian') }),
    )
    await platform.settle()
    return { id: String(id), number: String(number) }
  }

  const open = async (number: string) => {
    await ada.goto(`/requests/${number}`)
    await ada.getByRole('heading', { level: 1 }).waitFor()
  }

  it('is told clearly that e-mail and password do not go together', async () => {
    const page = await openWindow(browser, platform)
    await page.goto('/requests')
    await fillSignIn(page, provider.address('ada'), 'not the password')
    await page.getByRole('alert').getByText('This e-mail and password do not go together.').waitFor()
    await closeWindow(page)
  })

  it('is led back to where it wanted to go after signing in', async () => {
    const { number } = await received('The lift phone is silent')
    const page = await openWindow(browser, platform)
    await page.goto(`/requests/${number}`)
    await fillSignIn(page, provider.address('ben'), PASSWORD)
    await page.getByRole('heading', { name: 'The lift phone is silent' }).waitFor()
    await closeWindow(page)
  })

  it('sees a new request appear by itself, with its point of contact and its next clock', async () => {
    await ada.goto('/requests')
    await ada.getByText('Live', { exact: true }).waitFor()
    const { number } = await received('The bank is offline')
    const row = ada.getByRole('row').filter({ hasText: number })
    await row.getByText('Ada Nowak').waitFor()
    await row.getByText('Response', { exact: true }).waitFor()
  })

  it('goes through the queue, opens a request and takes it up without a mouse', async () => {
    const { number } = await received('No dial tone at the branch')
    await ada.goto(`/requests?q=${number}`)
    await ada.getByRole('link', { name: 'No dial tone at the branch' }).waitFor()
    await ada.keyboard.press('j')
    await ada.keyboard.press('Enter')
    await ada.waitForURL(`**/requests/${number}`)
    await ada.getByRole('button', { name: 'Take up' }).waitFor()
    await ada.keyboard.press('t')
    await ada.getByText('Ada Nowak has taken it up.').waitFor()
    await ada.getByRole('main').getByText('In progress').first().waitFor()
  })

  it('keeps filters in the address', async () => {
    await received('A question of style')
    await ada.goto('/requests')
    await ada.getByLabel('Kind').selectOption('Complaint')
    await ada.waitForURL('**/requests?kind=complaint')
    await ada.getByText('No request fits these filters').waitFor()
    await ada.reload()
    await ada.getByText('No request fits these filters').waitFor()
  })

  it('finds a request by its number and by words that were said on it', async () => {
    const { number } = await received('The quokka cannot reach the vault')
    await ada.goto('/requests')
    for (const words of [number, 'quokka']) {
      await ada.getByLabel('Search', { exact: true }).fill(words)
      await ada.getByRole('link', { name: 'The quokka cannot reach the vault' }).waitFor()
    }
  })

  it('writes to the client and for colleagues, and the two are told apart', async () => {
    const { number } = await received('Mail is slow')
    await open(number)
    await ada.keyboard.press('n')
    await ada.keyboard.type('It is the usual suspect.')
    await ada.keyboard.press('Control+Enter')
    await ada
      .getByRole('listitem')
      .filter({ hasText: 'It is the usual suspect.' })
      .getByText('Internal', { exact: true })
      .waitFor()
    await ada.getByText('Reply to the client').click()
    await ada.getByLabel('Public reply').last().fill('We are looking into it.')
    await ada.getByRole('button', { name: 'Send reply' }).click()
    await ada.getByRole('listitem').filter({ hasText: 'We are looking into it.' }).getByText('Public', { exact: true }).waitFor()

    const client = await signedIn(browser, platform, provider, 'anna')
    await client.goto(`/requests/${number}`)
    await client.getByText('We are looking into it.').waitFor()
    expect(await client.getByText('It is the usual suspect.').count()).toBe(0)
    await closeWindow(client)
  })

  it('keeps what was begun to be written over a reload', async () => {
    const { number } = await received('The printer hums')
    await open(number)
    await ada.keyboard.press('r')
    await ada.keyboard.type('Half a sen')
    await ada.reload()
    await ada.getByText('Half a sen').waitFor()
  })

  it('engages a team, is told at the field what is missing, and the team’s engineer acknowledges the page', async () => {
    const { number } = await received('Light is low on the span')
    await open(number)
    await ada.keyboard.press('e')
    const dialog = ada.getByRole('dialog')
    await dialog.getByLabel('Team').click()
    await ada.getByRole('option', { name: /Core network/ }).click()
    await dialog.getByRole('button', { name: 'Engage', exact: true }).click()
    await dialog.getByLabel('What is asked of them').and(dialog.locator('[aria-invalid="true"]')).waitFor()
    await dialog.getByLabel('What is asked of them').fill('Please measure the light.')
    await dialog.getByRole('button', { name: 'Engage', exact: true }).click()
    await ada.getByRole('complementary').getByText('Offered').waitFor()
    await platform.settle()

    const omar = await signedIn(browser, platform, provider, 'omar')
    await omar.goto('/pages')
    const page = omar.getByRole('listitem').filter({ hasText: number })
    await page.getByRole('button', { name: 'Acknowledge' }).click()
    await page.waitFor({ state: 'detached' })
    await ada.getByText('Omar Haddad has acknowledged the page.').waitFor()
    await closeWindow(omar)
  })

  it('waits for the client with its clocks paused, and resolves; the client confirms', async () => {
    const { number } = await received('The tunnel drops at noon')
    await open(number)
    await ada.keyboard.press('t')
    await ada.getByText('Ada Nowak has taken it up.').waitFor()
    await ada.keyboard.press('w')
    await ada.getByLabel('What do you need from the client?').fill('The log of your firewall')
    await ada.getByRole('button', { name: 'Ask and wait' }).click()
    await ada.getByRole('main').getByText('Paused').first().waitFor()
    await ada.keyboard.press('s')
    await ada.getByLabel('Solution, as the client is told it').fill('A timer was wrong.')
    await ada.getByRole('dialog').getByRole('button', { name: 'Resolve' }).click()
    await ada.getByRole('main').getByText('Resolved: Fixed').first().waitFor()

    const client = await signedIn(browser, platform, provider, 'anna')
    await client.goto(`/requests/${number}`)
    await client.getByRole('button', { name: 'Confirm the solution' }).click()
    await client.getByText('Closed: the client has confirmed the solution.').waitFor()
    await closeWindow(client)
  })

  it('sees the platform’s own time, by which countdowns go', async () => {
    await ada.goto('/requests')
    await ada.getByLabel(/^Platform time Mon,? 12 Jan/).waitFor()
  })

  it('is told when the screen is no longer live, and it becomes live again by itself', async () => {
    await ada.goto('/requests')
    await ada.getByText('Live', { exact: true }).waitFor()
    const service = platform.services.find(({ name }) => name === 'spoc' || name === 'intake')
    await service?.program.kill()
    await ada.getByText('Not live', { exact: true }).waitFor()
    await service?.program.start()
    await ada.getByText('Live', { exact: true }).waitFor()
  })
})
