// The gallery: every screen and part in its states, from example data. For developers and for pictures;
// a build for people does not hold it. `?scheme=dark` picks the colours.

import { ChatProvider, LookProvider, SPACE, TextButton, type ThemeOptions } from '@jobline/react-native'
import { router, useLocalSearchParams } from 'expo-router'
import { useMemo } from 'react'
import { ScrollView } from 'react-native'
import { SCENES } from './scenes.tsx'

export function Gallery() {
  const { scene, scheme } = useLocalSearchParams<{ scene?: string; scheme?: string }>()
  const shown = scene === undefined ? undefined : SCENES[scene]
  // biome-ignore lint/correctness/useExhaustiveDependencies: one client for each scene
  const client = useMemo(() => shown?.client(), [scene])
  const theme = useMemo<ThemeOptions>(() => ({ scheme: scheme === 'dark' || scheme === 'light' ? scheme : 'auto' }), [scheme])
  if (!shown || !client) return <Index theme={theme} />
  // The scripts that take the pictures let messages arrive through this.
  Object.assign(globalThis, { gallery_client: client })
  return (
    <ChatProvider key={scene} client={client} theme={theme}>
      {shown.show()}
    </ChatProvider>
  )
}

function Index({ theme }: { theme: ThemeOptions }) {
  return (
    <LookProvider theme={theme}>
      <ScrollView contentContainerStyle={{ padding: SPACE.xl, alignItems: 'flex-start' }}>
        {Object.keys(SCENES).map((scene) => (
          <TextButton key={scene} label={scene} onPress={() => router.push(`/gallery?scene=${scene}`)} />
        ))}
      </ScrollView>
    </LookProvider>
  )
}
