import { readFile, writeFile } from 'node:fs/promises'
import { runCommandLine } from './program.js'

// Whoever reads along may have had enough: `spoc requests list | head`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit()
})

process.exitCode = await runCommandLine(process.argv.slice(2), {
  write: (text) => void process.stdout.write(text),
  warn: (text) => void process.stderr.write(text),
  readText: (path) => readFile(path, 'utf8'),
  writeText: (path, text) => writeFile(path, text),
  fetch,
  environment: process.env,
})
