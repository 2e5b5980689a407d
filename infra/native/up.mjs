import { runningOf } from './processes.mjs'

/** Installs what the part needs and starts it, unless it runs already. */
export async function up(part) {
  if (runningOf(part.name) !== undefined) return console.log(`${part.name} runs already`)
  console.log(`${part.name} …`)
  const begun = Date.now()
  part.install()
  await part.start()
  console.log(`${part.name} is ready (${((Date.now() - begun) / 1000).toFixed(1)} s)`)
}
