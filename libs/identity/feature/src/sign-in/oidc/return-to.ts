import { refuse, Refused } from '@spoc/platform-kernel'

const HERE = 'http://here.invalid'

/** The path of this platform to lead to after signing in. Refused where it would lead anywhere else: `return-to-not-local` 422. */
export function localPath(told = '/'): string {
  // A browser reads a backslash as a slash, and drops tabs and line ends.
  const address = /^\/[^\\\s]*$/.test(told) && URL.canParse(told, HERE) ? new URL(told, HERE) : undefined
  if (address?.origin !== HERE || address.pathname.startsWith('//'))
    throw new Refused(refuse('return-to-not-local', 'After signing in, one is led to a path of this platform alone.', 'returnTo'))
  return `${address.pathname}${address.search}${address.hash}`
}
