import { useCallback, useState } from 'react'

const at = (name: string) => `spoc.draft.${name}`

/** What was begun to be written, kept in this tab until it is sent: a reload or a look elsewhere loses nothing. */
export function useDraft(name: string): readonly [string, (text: string) => void, () => void] {
  const [drafts, setDrafts] = useState<Readonly<Record<string, string>>>({})
  const text = drafts[name] ?? sessionStorage.getItem(at(name)) ?? ''
  const write = useCallback(
    (value: string) => {
      setDrafts((before) => ({ ...before, [name]: value }))
      if (value === '') sessionStorage.removeItem(at(name))
      else sessionStorage.setItem(at(name), value)
    },
    [name],
  )
  const forget = useCallback(() => write(''), [write])
  return [text, write, forget]
}
