import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { folderOf, portsOf } from './places.mjs'
import { accepts, installFromDebian, isInstalled, run, startProcess } from './processes.mjs'

const PACKAGE = 'secantusdb==0.7.0b3'

/**
 * SecantusDB, a server of MongoDB's protocol over WiredTiger (one-member replica set): for correctness, not for speed. Needs Python 3. What it
 * remembers of writes for a driver that sends them again it sorts anew at each write, and forgets when it is killed: the driver is told not to.
 */
export const mongodb = {
  name: 'mongodb',
  variables: ({ port }) => ({ MONGODB_URL: `mongodb://127.0.0.1:${port}/?replicaSet=secantus&retryWrites=false` }),

  install() {
    const venv = join(folderOf('mongodb'), 'venv')
    if (existsSync(join(venv, 'bin/secantusd-py'))) return
    if (!isInstalled('python3')) installFromDebian('python3-venv')
    console.log(`  pip install ${PACKAGE} into a virtual environment of its own (from PyPI)`)
    run('python3', ['-m', 'venv', venv])
    run(join(venv, 'bin/pip'), ['install', '-q', '--disable-pip-version-check', '--pre', PACKAGE])
  },

  async start() {
    const ports = await portsOf('mongodb', ['port'])
    const place = ['--host', '127.0.0.1', '--port', String(ports.port), '--storage-path', './data']
    await startProcess('mongodb', {
      command: './venv/bin/secantusd-py',
      args: [...place, '--log-level', 'WARNING'],
      ports,
      ready: () => accepts(ports.port),
      withinMs: 60_000,
    })
  },
}
