import type { OpenService } from '@spoc/platform-nest'
import type { Demonstration } from './demonstration/demonstrate.js'

/** Says where to go and how to sign in. Passwords are shown once, when they are made; later it says where they are kept. */
export function greet({ config, port }: OpenService, demonstration: Demonstration | undefined): void {
  const host = config.bind === '0.0.0.0' ? '127.0.0.1' : config.bind
  const lines = [
    '',
    `  SPOC is ready:  http://${host}:${port}`,
    `  API reference:  http://${host}:${port}/docs`,
    `  Mail is taken:  smtp://${host}:${config.smtpPort}, for anything@${config.mailDomain}`,
    config.smtpUrl === undefined
      ? `  Mail goes out:  as files, one a message, in ${config.dataDir}/mail`
      : '  Mail goes out:  by SMTP',
    '',
  ]
  if (demonstration?.fresh === true) {
    lines.push(`  Sign in as one of these (kept, for you alone, in ${demonstration.file}):`, '')
    const widest = Math.max(...demonstration.people.map(({ email }) => email.length))
    for (const { email, password, role } of demonstration.people) lines.push(`    ${email.padEnd(widest)}  ${password}  ${role}`)
    lines.push('')
  } else if (demonstration !== undefined) {
    lines.push(`  How to sign in stands in ${demonstration.file}.`, '')
  }
  process.stdout.write(`${lines.join('\n')}\n`)
}
