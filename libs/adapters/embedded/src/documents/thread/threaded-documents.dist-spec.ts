import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import Database from 'libsql'
import { documentsContract } from '@spoc/platform-port-contracts'
import { EngineUnavailable } from '@spoc/platform-ports'
import { Scratch } from '../../../test/scratch.js'
import { openThreadedDocuments } from './threaded-documents.js'

/** Needs the built product: a thread runs what is compiled. */
const program = pathToFileURL(join(__dirname, '../../../test/documents-thread.mjs'))
const fail = (what: string, error: unknown) => {
  throw new Error(what, { cause: error })
}
const opened = () => Scratch.open((folder) => openThreadedDocuments(folder, program, fail))

describe('the embedded documents in a thread of their own', () => documentsContract(async () => (await opened()).as('documents')))

describe('the thread of the embedded documents', () => {
  it('has committed all that it was asked before it is closed, and takes nothing more', async () => {
    const scratch = await opened()
    const lamps = await scratch.engine.collection<{ _id: string }>({ name: 'house_lamps', indexes: [], holds: 'state' })
    const written = Array.from({ length: 700 }, (_, number) => lamps.put({ _id: `lamp-${number}` }))
    const closed = scratch.engine.close()
    await expect(lamps.put({ _id: 'late' })).rejects.toThrow(EngineUnavailable)
    await Promise.all([...written, closed])
    await scratch.engine.close()
    const again = await (await scratch.reopen()).collection({ name: 'house_lamps', indexes: [], holds: 'state' })
    expect(await again.count({})).toBe(700)
    await scratch.close()
  })

  it('refuses what it does not understand with the error that a caller without a thread would have', async () => {
    const scratch = await opened()
    const lamps = await scratch.engine.collection({ name: 'house_lamps', indexes: [], holds: 'view' })
    await expect(lamps.find({ limit: 0 })).rejects.toThrow(RangeError)
    await expect(scratch.engine.collection({ name: 'house_lamps', indexes: [], holds: 'state' })).rejects.toThrow(RangeError)
    await scratch.close()
  })

  it('remembers a collection once, however often it is asked for, and makes it anew where it was dropped', async () => {
    const scratch = await opened()
    const kind = { name: 'house_lamps', indexes: [], holds: 'view' } as const
    const [once, again] = [await scratch.engine.collection(kind), await scratch.engine.collection(kind)]
    expect(once).toBe(again)
    await scratch.engine.drop(kind.name)
    const made = await scratch.engine.collection(kind)
    expect(await scratch.engine.exists(kind.name)).toBe(true)
    expect(made).toEqual(once)
    await scratch.close()
  })

  it('goes where nothing could be opened', async () => {
    const scratch = await opened()
    const folder = { ...scratch.folder, path: join(scratch.folder.path, 'nowhere') }
    await expect(openThreadedDocuments(folder, program, fail)).rejects.toThrow(/open/)
    await scratch.close()
  })

  it('waits for a moment where another thread writes to the file, as compaction does', async () => {
    const scratch = await opened()
    const lamps = await scratch.engine.collection<{ _id: string }>({ name: 'house_lamps', indexes: [], holds: 'view' })
    const other = new Database(join(scratch.folder.path, 'views.db'))
    other.exec('BEGIN IMMEDIATE')
    const written = lamps.put({ _id: 'lamp' })
    setTimeout(() => other.exec('ROLLBACK'), 100)
    await written
    expect(await lamps.get('lamp')).toEqual({ _id: 'lamp' })
    other.close()
    await scratch.close()
  })

  it('takes the process with it where it dies', async () => {
    const scratch = await opened()
    const { status, errors } = await processWith(scratch.folder.path, "data:text/javascript,throw new Error('out of order')")
    expect(status).toBe(1)
    expect(errors).toContain('out of order')
    await scratch.close()
  })
})

/** A process whose documents are in a thread of that program, and that would go on for ever. */
function processWith(folder: string, program: string): Promise<{ readonly status: number; readonly errors: string }> {
  const script = `
    import { openThreadedDocuments } from '@spoc/adapters-embedded'
    setInterval(() => undefined, 1000)
    await openThreadedDocuments({ path: ${JSON.stringify(folder)} }, new URL(${JSON.stringify(program)}), () => undefined)`
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      ['--input-type=module', '--eval', script],
      { cwd: __dirname, timeout: 30_000 },
      (_, __, errors) => resolve({ status: child.exitCode ?? -1, errors }),
    )
  })
}
