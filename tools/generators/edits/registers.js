import ts from 'typescript'
import { dependOn, refer } from './projects.js'
import { adding, appending, arrayNamed, importing, insert, nodesIn, objectNamed, read } from './source.js'

/** Takes a new context in wherever all contexts are named. Whatever is there already is left alone. */
export async function registerContext(tree, { context, contextVariable, service }) {
  const contracts = `@spoc/${context}-contracts`
  const feature = `@spoc/${context}-feature`
  for (const layer of ['contracts', 'domain', 'feature']) refer(tree, 'tsconfig.json', `./libs/${context}/${layer}`)

  const listed = (path, array, name, module) =>
    insert(tree, path, (file) => [...importing(file, name, module), ...appending(arrayNamed(file, array), name)])
  await insert(tree, 'eslint.config.js', (file) => appending(arrayNamed(file, 'contexts'), `'${context}'`))
  await listed('libs/platform/catalogue/src/index.ts', 'catalogue', `${contextVariable}Contract`, contracts)
  await listed('libs/audit/feature/src/trail/every-type.ts', 'everyContract', `${contextVariable}Contract`, contracts)
  await listed('apps/spoc/src/contexts.ts', 'contexts', `${contextVariable}Context`, feature)
  await listed(`apps/${service}/src/main.ts`, 'contexts', `${contextVariable}Context`, feature)
  await listed('apps/acceptance/src/access/all-contexts.ts', 'allContexts', `${contextVariable}Context`, feature)

  for (const folder of ['libs/platform/catalogue', 'libs/audit/feature']) {
    dependOn(tree, folder, [contracts])
    refer(tree, `${folder}/tsconfig.lib.json`, `../../${context}/contracts/tsconfig.lib.json`)
  }
  for (const folder of ['apps/spoc', `apps/${service}`]) {
    dependOn(tree, folder, [feature])
    refer(tree, `${folder}/tsconfig.lib.json`, `../../libs/${context}/feature/tsconfig.lib.json`)
  }
  dependOn(tree, 'apps/acceptance', [contracts])
  refer(tree, 'apps/acceptance/tsconfig.spec.json', `../../libs/${context}/feature/tsconfig.lib.json`)
}

/** The walk over all routes asks for a body that each could well be sent, and for something that an address can name. */
export async function registerRoute(tree, { route, body, thingVariable, isKnown }) {
  const path = 'apps/acceptance/src/access/calls.ts'
  await insert(tree, path, (file) => adding(objectNamed(file, 'bodies'), route, body))
  if (!isKnown) await insert(tree, path, (file) => adding(objectNamed(file, 'ours'), thingVariable, "'none'"))
}

/** Whether the walk over all routes has a thing of this kind to name. */
export function isWalked(tree, thingVariable) {
  const planted = read(tree, 'apps/acceptance/src/access/planted.ts')
  const file = ts.createSourceFile('planted.ts', planted, ts.ScriptTarget.Latest, true)
  const [made] = nodesIn(file, (node) => ts.isFunctionDeclaration(node) && node.name?.text === 'plant')
  const keys = nodesIn(made, ts.isReturnStatement).flatMap(({ expression }) =>
    expression !== undefined && ts.isObjectLiteralExpression(expression)
      ? expression.properties.map(({ name }) => name?.getText())
      : [],
  )
  return keys.includes(thingVariable)
}

/** The one entry leads the context's addresses to its service; those of intake are led there anyway. */
export function routeAtTheEntry(tree, { context, things, service }) {
  const path = 'infra/compose/nginx.conf'
  const text = read(tree, path)
  if (service === 'intake' || text.includes(`parked/${context})`)) return
  const line = `    ~^/api/v1/(${things}|parked/${context})(/|$)`.padEnd(89)
  tree.write(path, text.replace(/(\n +~\^\/api\/v1\/.*;)(\n {2}\})/, `$1\n${line}${service}:3000;$2`))
}

/** The page that is made from the projectors, as `node tools/reference.mjs` would write it. */
export function describeReadModel(tree, { context, collection }) {
  const path = 'docs/reference/read-models.md'
  const text = read(tree, path)
  if (text.includes(`\n## ${context}\n`)) return
  const all = /, audit(.*) \|\n/.exec(text)?.[1] ?? ''
  const section = [
    `## ${context}`,
    '',
    '| collection | fold | who may read | indexes beside `_id` | folded from the facts of |',
    '| --- | --- | --- | --- | --- |',
    `| [\`${collection}\`](../contracts/collections/${collection}.schema.json) | 1 | published | \`changedAt\` | ${context} |`,
    '',
    '',
  ].join('\n')
  const everywhere = text.replaceAll(`, audit${all} |\n`, `, audit${all}, ${context} |\n`)
  tree.write(path, everywhere.replace('This page is written by', `${section}This page is written by`))
}

/** One more row in the table of who owns what. */
export function describeOwner(tree, { context, thing, things, service }) {
  const path = 'docs/architecture.md'
  const lines = read(tree, path).split('\n')
  const last = lines.findLastIndex((line) => /^\| audit\s+\|/.test(line))
  if (last < 0 || lines.some((line) => line.startsWith(`| ${context} `))) return
  let end = last
  while (lines[end + 1].startsWith('|')) end += 1
  const widths = lines[last]
    .split('|')
    .slice(1, -1)
    .map(({ length }) => length - 2)
  const cells = [context, service, `\`${thing}-\``, things.replaceAll('-', ' ')].map((cell, index) => cell.padEnd(widths[index]))
  tree.write(path, [...lines.slice(0, end + 1), `| ${cells.join(' | ')} |`, ...lines.slice(end + 1)].join('\n'))
}
