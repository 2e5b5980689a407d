// Adds up the reports of every suite and prints the one line that the gate is read by.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const [folder, failedSteps] = process.argv.slice(2)
let passed = 0
let failed = 0
let broken = 0
for (const file of readdirSync(folder).filter((name) => name.endsWith('.json'))) {
  const report = JSON.parse(readFileSync(join(folder, file), 'utf8'))
  passed += report.numPassedTests
  failed += report.numFailedTests
  broken += report.numRuntimeErrorTestSuites + report.numPendingTests + report.numTodoTests
}
// A suite that could not run, a spec that was left out, and a step without specs of its own that failed count as failures too.
const all = failed + Math.max(broken, failed === 0 ? Number(failedSteps) : broken)
console.log(`${passed} passed, ${all} failed`)
process.exit(all === 0 && Number(failedSteps) === 0 && passed > 0 ? 0 : 1)
