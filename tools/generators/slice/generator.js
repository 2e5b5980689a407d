import { fileURLToPath } from 'node:url'
import { generateFiles, names, OverwriteStrategy } from '@nx/devkit'
import { addFact, streamOf } from '../edits/facts.js'
import { isWalked, registerRoute } from '../edits/registers.js'
import { appending, arrayNamed, importing, insert, read, writeSource } from '../edits/source.js'
import { articleOf, checkName, pastOf, pluralOf, wordsOf } from '../naming.js'

const templates = fileURLToPath(new URL('./files', import.meta.url))
const staff = ['agent', 'engineer', 'manager', 'reporter', 'auditor', 'admin']

/** `nx g spoc:slice remarks pin-remark`: what is there already is left as it is, so that it may be run again. */
export default async function sliceGenerator(tree, { context, command, thing, fact, roles = 'agent,manager,admin' }) {
  checkName('The context', context)
  checkName('The command', command)
  if (!tree.exists(`libs/${context}/contracts`))
    throw new Error(`There is no context "${context}". Make it with: npx nx g spoc:context ${context}`)
  const stream = streamOf(tree, context, thing ?? { endOf: command })
  const words = wordsFor({ context, command, fact, roles: rolesOf(roles), ...stream })
  await addFact(tree, words)
  generateInto(tree, 'domain', `libs/${context}/domain/src/${words.room}`, words)
  generateInto(tree, 'feature', `libs/${context}/feature/src/write`, words)
  generateInto(tree, 'acceptance', `libs/${context}/feature/src`, words)
  for (const path of [words.decisionFile, words.decisionSpec, words.routeFile, words.routeSpec])
    await writeSource(tree, path, read(tree, path))
  await exportFrom(tree, `libs/${context}/domain/src/index.ts`, `./${words.room}/${command}.js`)
  await insert(tree, `libs/${context}/feature/src/index.ts`, (file) => [
    ...importing(file, `${words.Command}Route`, `./write/${command}.js`),
    ...appending(arrayNamed(file, 'controllers'), `${words.Command}Route`),
  ])
  await registerRoute(tree, {
    route: `POST ${words.route}`,
    body: 'because',
    thingVariable: words.thingVariable,
    isKnown: isWalked(tree, words.thingVariable),
  })
  return () => console.log(whatIsNext(words))
}

function generateInto(tree, room, folder, words) {
  generateFiles(tree, `${templates}/${room}`, folder, words, { overwriteStrategy: OverwriteStrategy.KeepExisting })
}

function rolesOf(roles) {
  const named = roles.split(',').map((role) => role.trim())
  const unknown = named.filter((role) => !staff.includes(role))
  if (unknown.length > 0)
    throw new Error(
      `A new slice is for the provider's own people, ${staff.join(', ')}; "${unknown.join('", "')}" is none of them. Whom else it is for, and of which accounts, is yours to say in its route.`,
    )
  return named
}

/** Every form in which the templates need the names. */
function wordsFor({ context, command, fact, roles, thing, ...stream }) {
  const verb = command.endsWith(`-${thing}`) ? command.slice(0, -thing.length - 1) : command
  const happened = fact ?? `${thing}-${pastOf(verb)}`
  checkName('The fact', happened)
  const thingVariable = names(thing).propertyName
  const base = `libs/${context}`
  return {
    ...stream,
    context,
    contextVariable: names(context).propertyName,
    command,
    commandVariable: names(command).propertyName,
    Command: names(command).className,
    commandWords: wordsOf(command),
    thing,
    thingVariable,
    words: wordsOf(thing),
    article: articleOf(thing),
    things: pluralOf(thing),
    type: `${context}.${happened}.v1`,
    fact: happened,
    roles: roles.map((role) => `'${role}'`).join(', '),
    outsider: staff.find((role) => !roles.includes(role)) ?? 'client',
    verb,
    verbVariable: names(verb).propertyName,
    route: `/api/v1/${pluralOf(thing)}/:${thingVariable}Id/${verb}`,
    decisionFile: `${base}/domain/src/${stream.room}/${command}.ts`,
    decisionSpec: `${base}/domain/src/${stream.room}/${command}.spec.ts`,
    routeFile: `${base}/feature/src/write/${command}.ts`,
    routeSpec: `${base}/feature/src/${command}.spec.ts`,
  }
}

async function exportFrom(tree, path, module) {
  const line = `export * from '${module}'`
  const lines = read(tree, path).trimEnd().split('\n')
  if (lines.includes(line)) return
  await writeSource(tree, path, [...lines, line].join('\n'))
}

function whatIsNext({ decisionFile, decisionSpec, foldFiles, eventFile, routeFile, type }) {
  return `
Two specs fail now, and say what is to be written:
  npx jest ${decisionSpec}
  npx jest apps/spoc/src/laws/folds.spec.ts

1. What the fact holds:              ${eventFile}, and golden/${type}.json beside it
2. What it changes of the state:     ${foldFiles.join(', ') || 'the fold that reads it'}
3. When it is refused, and recorded: ${decisionFile}
4. Who may, and with which body:     ${routeFile}
`
}
