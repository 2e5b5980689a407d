// What do open clocks cost? 1,000 fall due within ten seconds, beside few that are open and beside many; 50,000 have fallen due while nobody watched;
// and the memory that an open clock takes.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { report, reportFigures } from '../report.mjs'
import { afterOutage, manyClocks } from './fill.mjs'

const runs = Number(process.argv[2] ?? 3)
const many = Number(process.argv[3] ?? 1_000_000)
const FEW = 10_000
const MISSED = 50_000
const measure = fileURLToPath(new URL('measure.mjs', import.meta.url))

/** In a process of its own, so that none inherits another's memory. */
function measured(task, folder) {
  const { status, stdout } = spawnSync(process.execPath, ['--expose-gc', measure, task, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  if (status !== 0) throw new Error(`${task} ended with ${status}.`)
  return JSON.parse(stdout.toString().trim().split('\n').at(-1))
}

const folders = { few: await manyClocks(FEW), many: await manyClocks(many) }
const [ratios, figures] = [[], []]
for (let run = 0; run < runs; run += 1) {
  const few = measured('falling', folders.few)
  const beside = measured('falling', folders.many)
  ratios.push({ ours: beside.cpu, raw: few.cpu, ratio: beside.cpu / few.cpu })
  const outage = mkdtempSync(join(tmpdir(), 'spoc-benchmark-'))
  await afterOutage(outage, FEW, MISSED)
  const caughtUp = measured('catchingUp', outage)
  rmSync(outage, { recursive: true, force: true })
  if (caughtUp.breaches !== MISSED) throw new Error(`${caughtUp.breaches} of ${MISSED} were told.`)
  figures.push({
    [`documents read for 1,000 fired, ${FEW} open`]: few.documents,
    [`documents read for 1,000 fired, ${many} open`]: beside.documents,
    [`events read for 1,000 fired, ${FEW} open`]: few.events,
    [`events read for 1,000 fired, ${many} open`]: beside.events,
    [`CPU seconds of ten in which nothing falls due, ${many} open`]: beside.idleCpu,
    [`memory, MB, ${FEW} open`]: few.memory,
    [`memory, MB, ${many} open`]: beside.memory,
    'bytes of memory for each open clock more': ((beside.memory - few.memory) * 1_048_576) / (many - FEW),
    [`seconds from the start until ${MISSED} missed deadlines are told`]: caughtUp.seconds,
    'CPU seconds for it': caughtUp.cpu,
    'memory at most meanwhile, MB': caughtUp.most,
    'told at most so many seconds of deadlines after a later one': caughtUp.behind / 1_000,
  })
}
report('many-clocks', `CPU for 1,000 clocks fired, ${many} open / ${FEW} open`, 's', ratios, { must: 1.5, aim: 1.1, lower: true })
reportFigures('many-clocks-figures', 'What open clocks cost', '', figures, {})
