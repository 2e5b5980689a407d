// Loaded by `node --import` before the product: the disk fails to sync what is written for as long as the file DISK_FAILS_WHILE is there.
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { setImmediate } from 'node:timers'

const { fdatasync } = fs
fs.fdatasync = (descriptor, done) =>
  fs.existsSync(process.env.DISK_FAILS_WHILE)
    ? setImmediate(() => done(Object.assign(new Error('EIO: i/o error, fdatasync'), { code: 'EIO' })))
    : fdatasync(descriptor, done)
syncBuiltinESMExports()
