import { read } from './source.js'

const written = (json) => `${JSON.stringify(json, null, 2)}\n`

function writeJson(tree, path, json) {
  const text = written(json)
  if (read(tree, path) !== text) tree.write(path, text)
}

/** The workspace package at `folder` may import these others. */
export function dependOn(tree, folder, packages) {
  const path = `${folder}/package.json`
  const json = JSON.parse(read(tree, path))
  const dependencies = { ...json.dependencies, ...Object.fromEntries(packages.map((name) => [name, '*'])) }
  writeJson(tree, path, {
    ...json,
    dependencies: Object.fromEntries(Object.entries(dependencies).sort(([a], [b]) => (a < b ? -1 : 1))),
  })
}

/** One more project that is built before this one. Files that people wrote one reference a line stay like that. */
export function refer(tree, path, to) {
  const text = read(tree, path)
  const json = JSON.parse(text)
  if (json.references.some((one) => one.path === to)) return
  if (text === written(json)) writeJson(tree, path, { ...json, references: [...json.references, { path: to }] })
  else tree.write(path, text.replace(/\s*\]\s*\}\s*$/, `,\n    { "path": "${to}" }\n  ]\n}\n`))
}
