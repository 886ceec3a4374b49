// The demo's front door: the people of the example marketplace, one tap each. Says plainly where the
// server is not a demo.

import { ChatError } from '@jobline/client'
import type { ErrorCode } from '@jobline/protocol'
import { Avatar, EmptyState, Landmark, RADIUS, SPACE, TARGET, Tappable, TextButton, TYPE, themed } from '@jobline/react-native'
import { router } from 'expo-router'
import { useCallback, useEffect, useState } from 'react'
import { ScrollView, StyleSheet, Text, View } from 'react-native'
import { useSafeAreaInsets } from 'react-native-safe-area-context'
import { type DemoPerson, inTime, listPeople } from '../session/demo-api.ts'
import { lastPerson } from '../session/known-people.ts'
import { useSession } from '../session/session.tsx'
import type { AppStrings } from '../strings/en.ts'
import { failureWords, useAppStrings } from '../strings/use-app-strings.ts'
import { Mark } from './Mark.tsx'

export function DemoSignIn() {
  const styles = useStyles()
  const app = useAppStrings()
  const insets = useSafeAreaInsets()
  const { session, resume } = useSession()
  const [people, setPeople] = useState<readonly DemoPerson[]>()
  const [problem, setProblem] = useState<ErrorCode>()
  const load = useCallback(() => {
    setProblem(undefined)
    const asked = lastPerson() ? inTime(listPeople()) : listPeople()
    asked.then(setPeople, (error: unknown) => {
      const { code, retryable } = error instanceof ChatError ? error : new ChatError('internal', true, String(error))
      // Without a server there is one to be: the one whose chats are here.
      if (!retryable || !resume()) setProblem(code)
    })
  }, [resume])
  useEffect(load, [load])

  if (problem) {
    const words = failureWords(problem, app)
    return (
      <Landmark style={styles.page}>
        <EmptyState level={1} testID="sign-in-problem" icon="alert" title={words.title} text={words.text}>
          {problem === 'demo_only' ? null : <TextButton look="main" label={app.try_again} onPress={load} />}
        </EmptyState>
      </Landmark>
    )
  }
  const entering = session.state === 'entering' ? session.name : undefined
  return (
    <Landmark style={styles.page}>
      <ScrollView contentContainerStyle={[styles.content, { paddingTop: insets.top + SPACE.xxl }]} testID="demo-sign-in">
        <Mark size={56} />
        <Text role="heading" aria-level={1} style={styles.title}>
          {app.pick_title}
        </Text>
        <Text style={styles.text}>{app.pick_text}</Text>
        {groupsOf(people ?? [], app).map(([role, members]) => (
          <View key={role} style={styles.group}>
            <Text role="heading" aria-level={2} style={styles.role}>
              {role}
            </Text>
            <View style={styles.card}>
              {members.map((person, index) => (
                <PersonRow key={person.name} person={person} first={index === 0} disabled={entering !== undefined} />
              ))}
            </View>
          </View>
        ))}
      </ScrollView>
    </Landmark>
  )
}

function PersonRow({ person, first, disabled }: { person: DemoPerson; first: boolean; disabled: boolean }) {
  const styles = useStyles()
  return (
    <Tappable
      testID={`demo-person-${person.name}`}
      disabled={disabled}
      onPress={() => router.push(`/demo/${person.name}`)}
      style={[styles.person, !first && styles.person_next]}
      hover_style={styles.person_hover}
    >
      <Avatar user_id={person.user.id} name={person.user.name} avatar_url={person.user.avatar_url} size={40} />
      <Text style={styles.name}>{person.user.name}</Text>
    </Tappable>
  )
}

/** By role, workers first; a role this app has no word for comes last. */
function groupsOf(people: readonly DemoPerson[], app: AppStrings): [title: string, people: DemoPerson[]][] {
  const groups = new Map<string, DemoPerson[]>([
    [app.roles.worker, []],
    [app.roles.client, []],
  ])
  for (const person of people) {
    const title = person.role === 'worker' || person.role === 'client' ? app.roles[person.role] : app.other_people
    groups.set(title, [...(groups.get(title) ?? []), person])
  }
  return [...groups].filter(([, members]) => members.length > 0)
}

const useStyles = themed(({ colors }) =>
  StyleSheet.create({
    page: { flex: 1, backgroundColor: colors.canvas },
    content: { width: '100%', maxWidth: 480, alignSelf: 'center', paddingHorizontal: SPACE.l, paddingBottom: SPACE.xxl },
    title: { ...TYPE.title, color: colors.text, marginTop: SPACE.l },
    text: { ...TYPE.body, color: colors.text_soft, marginTop: SPACE.s },
    group: { marginTop: SPACE.xl },
    role: { ...TYPE.small, fontWeight: '600', color: colors.text_soft, paddingHorizontal: SPACE.m, paddingBottom: SPACE.s },
    card: { borderRadius: RADIUS.l, borderWidth: 1, borderColor: colors.border, backgroundColor: colors.surface, overflow: 'hidden' },
    person: { flexDirection: 'row', justifyContent: 'flex-start', gap: SPACE.m, minHeight: TARGET + SPACE.l, paddingHorizontal: SPACE.m },
    person_next: { borderTopWidth: 1, borderTopColor: colors.border },
    person_hover: { backgroundColor: colors.hover },
    name: { ...TYPE.name, color: colors.text },
  }),
)
