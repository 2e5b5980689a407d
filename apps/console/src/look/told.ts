import { notifications } from '@mantine/notifications'
import { messages } from '../messages/messages.js'

const closeButtonProps = { 'aria-label': messages.header.dismiss }

/** Says briefly, at the edge of the screen, that something is done. */
export function sayDone(message: string): void {
  notifications.show({ message, color: 'green', autoClose: 3_000, withBorder: true, closeButtonProps })
}

export function sayProblem(title: string, message: string): void {
  notifications.show({ title, message, color: 'red', autoClose: 8_000, withBorder: true, closeButtonProps })
}
