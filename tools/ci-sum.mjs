// Adds up the reports of every suite, says once more what failed, and ends with the one line that the gate is read by.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'

const LINES_OF_A_MESSAGE = 12

const [folder, failedSteps] = process.argv.slice(2)
let passed = 0
let failed = 0
let broken = 0
for (const file of readdirSync(folder).filter((name) => name.endsWith('.json'))) {
  const report = JSON.parse(readFileSync(join(folder, file), 'utf8'))
  passed += report.numPassedTests
  failed += report.numFailedTests
  broken += report.numRuntimeErrorTestSuites + report.numPendingTests + report.numTodoTests
  for (const suite of report.testResults) tellFailures(file.replace('.json', ''), suite)
}
// A suite that could not run, a spec that was left out, and a step without specs of its own that failed count as failures too.
const all = failed + Math.max(broken, failed === 0 ? Number(failedSteps) : broken)
console.log(`${passed} passed, ${all} failed`)
process.exit(all === 0 && Number(failedSteps) === 0 && passed > 0 ? 0 : 1)

/** Who reads the end of a long run alone is to find why it failed. */
function tellFailures(name, { status, message, assertionResults }) {
  const specs = assertionResults.filter((one) => one.status === 'failed')
  for (const { fullName, failureMessages } of specs) tell(`${name}: ${fullName}`, failureMessages.join('\n'))
  if (status === 'failed' && specs.length === 0) tell(`${name}: a file that did not run`, message)
}

function tell(what, message) {
  const lines = stripVTControlCharacters(message).split('\n')
  console.log([`✕ ${what}`, ...lines.slice(0, LINES_OF_A_MESSAGE).map((line) => `    ${line}`)].join('\n'))
}
