/** Kinds of values seen at a path, as bits. */
export const NUMBER = 1
export const TEXT = 2
export const BOOLEAN = 4
export const OBJECT = 8
export const LIST = 16

interface Node {
  kinds: number
  readonly members: Map<string, Node>
}

type Saved = readonly [kinds: number, members: Readonly<Record<string, Saved>>]

/** Objects with more members than this are maps with keys of their own; all members of such a one are seen as one. */
const MEMBERS_TOLD_APART = 100
const ANY = '*'

/**
 * Which kinds of values the documents of a collection ever held at each path. It only grows. Knowing that a path never held a list
 * or a boolean, a filter on it becomes one plain comparison that an index can answer; not knowing it, the filter must be longer.
 */
export class Shape {
  private readonly root: Node
  private changes = 0
  private savedChanges = 0

  constructor(saved?: string) {
    this.root = saved === undefined ? { kinds: OBJECT, members: new Map() } : nodeFrom(JSON.parse(saved) as Saved)
  }

  see(document: object): void {
    this.look(this.root, document)
  }

  /** All kinds seen at the path, and whether a list was seen on the way to it. */
  at(path: readonly string[]): { readonly kinds: number; readonly throughLists: boolean } {
    let node: Node | undefined = this.root
    let throughLists = false
    for (const name of path) {
      throughLists ||= (node.kinds & LIST) !== 0
      node = node.members.get(name) ?? node.members.get(ANY)
      if (node === undefined) return { kinds: 0, throughLists }
    }
    return { kinds: node.kinds, throughLists }
  }

  /** Rises with every kind that is new at its path. */
  get version(): number {
    return this.changes
  }

  get isSaved(): boolean {
    return this.changes === this.savedChanges
  }

  save(): string {
    this.savedChanges = this.changes
    return JSON.stringify(savedFrom(this.root))
  }

  private look(node: Node, value: object): void {
    for (const [name, member] of Object.entries(value)) {
      if (member === undefined || member === null) continue
      const child = node.members.get(name) ?? this.add(node, name)
      const kind = kindOf(member)
      if ((child.kinds & kind) === 0) {
        child.kinds |= kind
        this.changes += 1
      }
      if (kind === OBJECT) this.look(child, member as object)
    }
  }

  private add(node: Node, name: string): Node {
    const key = node.members.size < MEMBERS_TOLD_APART ? name : ANY
    const found = node.members.get(key)
    if (found !== undefined) return found
    const added: Node = { kinds: 0, members: new Map() }
    node.members.set(key, added)
    this.changes += 1
    return added
  }
}

function kindOf(value: unknown): number {
  switch (typeof value) {
    case 'number':
      return NUMBER
    case 'string':
      return TEXT
    case 'boolean':
      return BOOLEAN
    default:
      return Array.isArray(value) ? LIST : OBJECT
  }
}

function nodeFrom([kinds, members]: Saved): Node {
  return { kinds, members: new Map(Object.entries(members).map(([name, saved]) => [name, nodeFrom(saved)])) }
}

function savedFrom(node: Node): Saved {
  return [node.kinds, Object.fromEntries([...node.members].map(([name, member]) => [name, savedFrom(member)]))]
}
