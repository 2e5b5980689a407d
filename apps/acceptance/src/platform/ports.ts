import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'

const FIRST = 20_000
/** The kernel hands out higher ones to outgoing connections by itself. */
const LAST = 32_700

/** So many different ports of 127.0.0.1 that nothing listens on. */
export async function freePorts(count: number): Promise<readonly number[]> {
  const found = new Set<number>()
  while (found.size < count) {
    const port = randomInt(FIRST, LAST)
    if (await isFree(port)) found.add(port)
  }
  return [...found]
}

function isFree(port: number): Promise<boolean> {
  return new Promise((answer) => {
    const server = createServer()
    server.once('error', () => answer(false))
    server.listen(port, '127.0.0.1', () => server.close(() => answer(true)))
  })
}
