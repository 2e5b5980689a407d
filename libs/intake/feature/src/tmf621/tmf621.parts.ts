import type { Provider, Type } from '@nestjs/common'
import { TicketErrorsFilter } from './ticket-errors.filter.js'
import { TicketReferences } from './ticket-references.js'
import { Tickets } from './tickets.js'
import { TroubleTicketsRoute } from './trouble-tickets.route.js'

export const tmf621Controllers: readonly Type[] = [TroubleTicketsRoute]
export const tmf621Providers: readonly Provider[] = [TicketErrorsFilter, TicketReferences, Tickets]
