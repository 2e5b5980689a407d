import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { openDataFolder, type DataFolder } from '../src/folder/data-folder.js'

interface Engine {
  close(): Promise<void>
}

/** Data folders of one spec, and the engine that is open in the last of them. */
export class Scratch<E extends Engine> {
  private readonly abandoned: { readonly engine: E; readonly folder: DataFolder }[] = []

  private constructor(
    private readonly root: string,
    private readonly openEngine: (folder: DataFolder) => Promise<E>,
    private current: { readonly engine: E; readonly folder: DataFolder },
  ) {}

  static async open<E extends Engine>(openEngine: (folder: DataFolder) => Promise<E>): Promise<Scratch<E>> {
    const root = await mkdtemp(join(tmpdir(), 'spoc-embedded-'))
    const folder = openDataFolder(join(root, '0'))
    return new Scratch(root, openEngine, { engine: await openEngine(folder), folder })
  }

  get engine(): E {
    return this.current.engine
  }

  get folder(): DataFolder {
    return this.current.folder
  }

  /** As the contract of the port wants it: the engine that is open then under the name of its port, and what can become of it. */
  as<Port extends string>(port: Port): Readonly<Record<Port, E>> & Pick<Scratch<E>, 'reopen' | 'crash' | 'close'> {
    const harness = { reopen: () => this.reopen(), crash: () => this.crash(), close: () => this.close() }
    return Object.defineProperty(harness, port, { get: () => this.engine }) as typeof harness & Readonly<Record<Port, E>>
  }

  async reopen(): Promise<E> {
    await this.current.engine.close()
    this.current.folder.close()
    const folder = openDataFolder(this.current.folder.path)
    this.current = { engine: await this.openEngine(folder), folder }
    return this.engine
  }

  /** Goes on in a copy of the files as they are: what the operating system would have of a process killed now. */
  async crash(): Promise<E> {
    this.abandoned.push(this.current)
    const copy = join(this.root, String(this.abandoned.length))
    const leftOut = /^lock\.db|-shm$/
    await cp(this.current.folder.path, copy, { recursive: true, filter: (path) => !leftOut.test(basename(path)) })
    const folder = openDataFolder(copy)
    this.current = { engine: await this.openEngine(folder), folder }
    return this.engine
  }

  async close(): Promise<void> {
    for (const { engine, folder } of [this.current, ...this.abandoned]) {
      await engine.close()
      folder.close()
    }
    await rm(this.root, { recursive: true, force: true })
  }
}
