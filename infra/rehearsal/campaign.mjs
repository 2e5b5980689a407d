// One campaign, as run.mjs plans it. Ends with 0 where nothing speaks against any claim, with 1 where something does.
import { register } from 'node:module'

register('./typescript.mjs', import.meta.url)
const { campaign } = await import('../../apps/acceptance/src/faults/campaign.ts')

const stop = new AbortController()
process.on('SIGTERM', () => {
  console.log('Told to stop: the turn at hand is ended, then the verdict on what was done so far.')
  stop.abort()
})
const isGood = await campaign({ ...JSON.parse(process.argv[2]), stop: stop.signal, say: (line) => console.log(line) })
process.exit(isGood ? 0 : 1)
