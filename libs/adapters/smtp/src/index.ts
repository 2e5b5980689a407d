export { openMailer } from './open-mailer.js'
