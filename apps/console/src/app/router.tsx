import type { QueryClient } from '@tanstack/react-query'
import { createRootRouteWithContext, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { Problem } from '../api/problem.js'
import { filtersFrom, type QueueFilters } from '../queue/filters.js'
import { tabFrom, type RequestTab } from '../request/tabs.js'
import { NotFound } from './NotFound.js'
import { ScreenProblem } from './ScreenProblem.js'
import { ScreenWaiting } from './ScreenWaiting.js'
import { sessionQuery } from './session.js'

const root = createRootRouteWithContext<{ readonly queryClient: QueryClient }>()({ notFoundComponent: NotFound })

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)

/** Only addresses of this site: where a person is led after signing in is told by the address. */
const ownAddress = (value: unknown): string | undefined => {
  const told = text(value)
  return told !== undefined && told.startsWith('/') && !told.startsWith('//') && !told.includes('\\') ? told : undefined
}

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (search): { to?: string; ended?: boolean } => {
    const to = ownAddress(search['to'])
    return { ...(to === undefined ? {} : { to }), ...(search['ended'] === true ? { ended: true } : {}) }
  },
  component: lazyRouteComponent(() => import('../sign-in/SignInScreen.js'), 'SignInScreen'),
})

const follow = createRoute({
  getParentRoute: () => root,
  path: '/follow/$token',
  component: lazyRouteComponent(() => import('../follow/FollowScreen.js'), 'FollowScreen'),
})

const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  beforeLoad: async ({ context, location }) => {
    await context.queryClient.ensureQueryData(sessionQuery).catch((error: unknown) => {
      if (error instanceof Problem && error.status === 401) throw redirect({ to: '/sign-in', search: { to: location.href } })
      throw error
    })
  },
  component: lazyRouteComponent(() => import('./Shell.js'), 'Shell'),
})

const start = createRoute({
  getParentRoute: () => inside,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/requests', replace: true })
  },
})

const requests = createRoute({
  getParentRoute: () => inside,
  path: '/requests',
  validateSearch: (search): QueueFilters => filtersFrom(search),
  component: lazyRouteComponent(() => import('../queue/QueueScreen.js'), 'QueueScreen'),
})

const newRequest = createRoute({
  getParentRoute: () => inside,
  path: '/requests/new',
  component: lazyRouteComponent(() => import('../new-request/NewRequestScreen.js'), 'NewRequestScreen'),
})

const request = createRoute({
  getParentRoute: () => inside,
  path: '/requests/$request',
  validateSearch: (search): { tab?: RequestTab } => tabFrom(search),
  component: lazyRouteComponent(() => import('../request/RequestScreen.js'), 'RequestScreen'),
})

const pages = createRoute({
  getParentRoute: () => inside,
  path: '/pages',
  component: lazyRouteComponent(() => import('../pages/PagesScreen.js'), 'PagesScreen'),
})

const works = createRoute({
  getParentRoute: () => inside,
  path: '/works',
  component: lazyRouteComponent(() => import('../works/WorksScreen.js'), 'WorksScreen'),
})

const work = createRoute({
  getParentRoute: () => inside,
  path: '/works/$work',
  component: lazyRouteComponent(() => import('../works/WorkScreen.js'), 'WorkScreen'),
})

const reports = createRoute({
  getParentRoute: () => inside,
  path: '/reports',
  validateSearch: (search): { from?: string; to?: string; account?: string } => {
    const [from, to, account] = [text(search['from']), text(search['to']), text(search['account'])]
    return {
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
      ...(account === undefined ? {} : { account }),
    }
  },
  component: lazyRouteComponent(() => import('../reports/ReportScreen.js'), 'ReportScreen'),
})

const audit = createRoute({
  getParentRoute: () => inside,
  path: '/audit',
  component: lazyRouteComponent(() => import('../audit/AuditScreen.js'), 'AuditScreen'),
})

const auditOfRequest = createRoute({
  getParentRoute: () => inside,
  path: '/audit/$request',
  component: lazyRouteComponent(() => import('../audit/AuditOfRequestScreen.js'), 'AuditOfRequestScreen'),
})

const platform = createRoute({
  getParentRoute: () => inside,
  path: '/platform',
  component: lazyRouteComponent(() => import('../platform/PlatformScreen.js'), 'PlatformScreen'),
})

const routeTree = root.addChildren([
  signIn,
  follow,
  inside.addChildren([start, requests, newRequest, request, pages, works, work, reports, audit, auditOfRequest, platform]),
])

/** The screens by their addresses. Code of a screen is fetched when it is about to be looked at. */
export function makeRouter(queryClient: QueryClient) {
  return createRouter({
    routeTree,
    context: { queryClient },
    defaultPreload: 'intent',
    defaultPreloadStaleTime: 0,
    defaultPendingMs: 200,
    defaultPendingComponent: ScreenWaiting,
    defaultErrorComponent: ScreenProblem,
    defaultNotFoundComponent: NotFound,
    scrollRestoration: true,
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    readonly router: ReturnType<typeof makeRouter>
  }
}
