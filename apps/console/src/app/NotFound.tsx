import { Button } from '@mantine/core'
import { IconMapSearch } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { EmptyState } from '../look/EmptyState.js'
import { messages } from '../messages/messages.js'

export function NotFound() {
  return (
    <EmptyState icon={<IconMapSearch />} title={messages.problem.notFound} hint={messages.problem.notFoundHint}>
      <Button mt="sm" variant="default" renderRoot={(props) => <Link to="/requests" {...props} />}>
        {messages.problem.home}
      </Button>
    </EmptyState>
  )
}
