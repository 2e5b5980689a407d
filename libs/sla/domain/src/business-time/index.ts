export { BusinessCalendar, type NeverOpen } from './business-calendar.js'
export * from './compile-calendar.js'
export * from './due.js'
export * from './working-days.js'
