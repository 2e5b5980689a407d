import type { Command } from 'commander'
import { queue } from './requests.js'
import type { Run } from './running.js'
import { atMost } from './values.js'

/** `spoc search`: requests by number, circuit, the client's reference, contact or words. */
export function addSearch(program: Command, run: Run): void {
  program
    .command('search')
    .argument('<words...>')
    .description("find requests by number, circuit, client's reference, contact or words")
    .option('--limit <number>', 'at most so many', atMost, 50)
    .action(async (words: string[], { limit }: { limit: number }, command: Command) => {
      const items = await run.ask(command, async (platform) => {
        const found: unknown[] = []
        for await (const item of platform.items('/api/v1/search', { q: words.join(' ') }, limit)) found.push(item)
        return found
      })
      run.show(command, { items }, () => queue(items))
    })
}
