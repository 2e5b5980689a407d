// Loaded into a process under rehearsal before all else (`node --import`): kills it at a named point, exactly there, with nothing finished
// or closed. DIES_AT names the channel of the point (libs/platform/kernel/src/kill-points.ts), DIES_AT_PASSING the passing of it.
import { subscribe } from 'node:diagnostics_channel'
import { writeSync } from 'node:fs'

const { DIES_AT: point, DIES_AT_PASSING: passing } = process.env
let left = Number(passing)

subscribe(point, () => {
  left -= 1
  if (left > 0) return
  writeSync(2, `Dies at ${point}, passing ${passing}.\n`)
  process.kill(process.pid, 'SIGKILL')
})
