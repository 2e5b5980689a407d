import { RolldownMagicString } from 'rolldown'
import { parseSync, Visitor } from 'rolldown/utils'

/**
 * Writes `{ ...a, b }` as `Object.assign(Object.assign({}, a), { b })`, in the same order of evaluation. V8 before 12, and so Node 20, gives each
 * object that is copied by a spread and then gets one more member a shape of its own: making it takes ten times as long, and whatever
 * reads it afterwards finds nothing that it has learnt of such objects before.
 */
export const shapes = {
  name: 'shapes',
  transform: {
    filter: { id: /\/(apps|libs)\/.*\/dist\/.*\.js$/, code: '...' },
    handler(code, id) {
      const text = new RolldownMagicString(code)
      const visitor = new Visitor({ ObjectExpression: (node) => rewrite(text, node) })
      visitor.visit(parseSync(id, code, { sourceType: 'module' }).program)
      return text.hasChanged() ? { code: text.toString(), map: text.generateMap({ hires: 'boundary' }).toString() } : null
    },
  },
}

/** What is a copy and nothing more stays as it is, since copies share a shape; so does what has members that only a literal can give it. */
function rewrite(text, { start, end, properties }) {
  if (properties.length < 2 || !properties.some(isSpread) || properties.some(isOnlyForLiterals)) return
  const parts = partsOf(properties)
  const [first] = parts
  const begun = first.isSpread ? '{}, ' : ''
  const assigns = 'Object.assign('.repeat(first.isSpread ? parts.length : parts.length - 1)
  const follows = /[\w$]/.test(text.original[start - 1] ?? '') ? ' ' : ''
  text.update(start, first.start, `${follows}${assigns}${begun}${opening(first)}`)
  parts.forEach((part, index) => {
    const next = parts[index + 1]
    const closing = `${part.isSpread ? '' : ' }'}${part.isSpread || index > 0 ? ')' : ''}`
    text.update(part.end, next?.start ?? end, next === undefined ? closing : `${closing}, ${opening(next)}`)
  })
}

/** Each spread is a part, and so are the members between two of them together. */
function partsOf(properties) {
  const parts = []
  for (const property of properties) {
    const last = parts.at(-1)
    if (isSpread(property)) {
      const { start, end } = property.argument
      parts.push({ isSpread: true, start, end })
    } else if (last === undefined || last.isSpread) parts.push({ isSpread: false, start: property.start, end: property.end })
    else last.end = property.end
  }
  return parts
}

function opening({ isSpread }) {
  return isSpread ? '' : '{ '
}

function isSpread({ type }) {
  return type === 'SpreadElement'
}

function isOnlyForLiterals({ type, kind, method, computed, key }) {
  return type === 'Property' && (kind !== 'init' || method || (!computed && (key.name ?? key.value) === '__proto__'))
}
