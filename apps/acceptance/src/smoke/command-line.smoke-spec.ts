import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { built, mainOf } from '../platform/built.js'
import { theRun } from '../platform/profile.js'

describe('the command line', () => {
  it('ends in peace where nobody reads on', async () => {
    mainOf('cli')
    const child = spawn(theRun().node, [built('apps/cli/bin/spoc.mjs'), '--help'], { stdio: ['ignore', 'pipe', 'pipe'] })
    child.stdout.destroy()
    let said = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text))
    const [code] = (await once(child, 'close')) as [number]
    expect({ code, said }).toEqual({ code: 0, said: '' })
  })
})
