import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'libsql'

/** Holds the lock of a data folder, as another process that has it open, until it is killed. */
const [folder] = process.argv.slice(2)
const lock = new Database(join(folder, 'lock.db'))
lock.exec('PRAGMA locking_mode=EXCLUSIVE; BEGIN EXCLUSIVE')
writeFileSync(join(folder, 'owner.json'), JSON.stringify({ pid: process.pid }))
process.stdout.write('held\n')
process.stdin.resume()
