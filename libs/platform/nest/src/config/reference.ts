import { options, type Option } from './options.js'

/** The reference page of every option, from the options themselves. */
export function configurationReference(): string {
  const rows = Object.entries(options as Readonly<Record<string, Option<unknown>>>).map(
    ([name, { about, wants, fallback }]) =>
      `| \`${name}\` | ${about} | ${wants} | ${fallback === undefined || fallback === '' ? '' : `\`${String(fallback)}\``} |`,
  )
  return [
    '# Configuration',
    '',
    'Every option is an environment variable. They are read once, at the start; a wrong one stops the start and is named, with what it wants.',
    'A variable that begins with `SPOC_` and is not in this table stops the start too, since it is most likely a slip of the pen.',
    '',
    '| variable | what it is for | what it wants | unless told |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
    'This page is written by `node tools/reference.mjs`; a test compares it with the options.',
    '',
  ].join('\n')
}
