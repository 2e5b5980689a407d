import { Button, Divider, PasswordInput, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { companySignIn, readWaysIn, signIn } from '../api/people.js'
import { Problem } from '../api/problem.js'
import { sessionQuery, useVersion } from '../app/session.js'
import { ProblemAlert } from '../look/ProblemAlert.js'
import { useTitle } from '../look/use-title.js'
import { messages } from '../messages/messages.js'
import styles from './sign-in.module.css'

const route = getRouteApi('/sign-in')

const told = (problem: Problem): string | undefined =>
  problem.status === 401 || problem.status === 422
    ? messages.signIn.wrong
    : problem.status === 429
      ? messages.signIn.tooMany
      : undefined

const problems: Readonly<Record<string, string>> = messages.signIn.problems
const toldOf = (code: string): string =>
  (Object.hasOwn(problems, code) ? problems[code] : undefined) ?? messages.signIn.otherProblem

export function SignInScreen() {
  const { to, ended, problem } = route.useSearch()
  useTitle(messages.signIn.title)
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const { data: version } = useVersion()
  const { data: ways } = useQuery({ queryKey: ['ways-in'], queryFn: ({ signal }) => readWaysIn(signal), retry: false })
  const queryClient = useQueryClient()
  const router = useRouter()
  const enter = useMutation({
    mutationFn: () => signIn(email.trim(), password),
    onSuccess: async () => {
      queryClient.removeQueries()
      await queryClient.ensureQueryData(sessionQuery)
      router.history.push(to ?? '/requests')
    },
  })
  const demo = version?.demo === true ? messages.signIn.demo : undefined
  return (
    <main className={styles['page']}>
      <form
        className={styles['card']}
        onSubmit={(event) => {
          event.preventDefault()
          enter.mutate()
        }}
      >
        <header className={styles['head']}>
          <img src="/favicon.svg" width={36} height={36} alt="" />
          <div>
            <h1 className={styles['title']}>{messages.product}</h1>
            <p className={styles['dim']}>{messages.productLong}</p>
          </div>
        </header>
        {ended === true && enter.error === null && <p className={styles['ended']}>{messages.signIn.ended}</p>}
        {enter.error !== null && (
          <ProblemAlert
            error={enter.error}
            title={messages.problem.title}
            detail={enter.error instanceof Problem ? told(enter.error) : undefined}
          />
        )}
        {problem !== undefined && enter.error === null && (
          <ProblemAlert error={problem} title={messages.signIn.problem} detail={toldOf(problem)} />
        )}
        {ways?.companyAccount === true && (
          <>
            <Button component="a" href={companySignIn(to ?? '/requests')} fullWidth>
              {messages.signIn.company}
            </Button>
            <Divider label={messages.signIn.or} />
          </>
        )}
        <TextInput
          label={messages.signIn.email}
          type="email"
          name="email"
          autoComplete="username"
          autoFocus
          required
          withAsterisk={false}
          value={email}
          onChange={({ currentTarget }) => setEmail(currentTarget.value)}
        />
        <PasswordInput
          label={messages.signIn.password}
          name="password"
          autoComplete="current-password"
          required
          withAsterisk={false}
          value={password}
          onChange={({ currentTarget }) => setPassword(currentTarget.value)}
        />
        <Button type="submit" fullWidth variant={ways?.companyAccount === true ? 'default' : 'filled'} loading={enter.isPending}>
          {messages.signIn.submit}
        </Button>
        {demo !== undefined && <p className={styles['hint']}>{demo}</p>}
      </form>
    </main>
  )
}
