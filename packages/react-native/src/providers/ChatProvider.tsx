// Everything the screens need from above: the client, the theme, the words, and an app's own parts.

import type { ChatClient } from '@jobline/client'
import { ChatContext } from '@jobline/react'
import { type ReactNode, useMemo } from 'react'
import { ToastsProvider } from '../components/overlay/toasts.tsx'
import { useFocusRing } from '../platform/focus-ring.ts'
import { GestureRoot } from '../platform/gesture-root.tsx'
import { KeyboardRoot } from '../platform/keyboard-area.tsx'
import type { PreferenceStorage } from '../preferences/preference-storage.ts'
import { LANGUAGE_CODES, type LanguageCode } from '../strings/languages.ts'
import { type LanguageWish, type StringChanges, StringsProvider } from '../strings/use-strings.tsx'
import { type ThemeOptions, ThemeProvider, useTheme } from '../theme/theme.tsx'
import { type ComponentChanges, ComponentsProvider } from './components.tsx'
import { MessageAlerts } from './MessageAlerts.tsx'
import { OpenChatsProvider } from './open-chats.tsx'
import { PreferencesProvider, usePreferences } from './preferences.tsx'
import { SignInContext } from './sign-in.tsx'

export interface ChatProviderProps {
  readonly client: ChatClient
  /** Its `scheme` holds for whoever has not chosen another in the settings. Keep the object the same between renders. */
  readonly theme?: ThemeOptions
  /** `auto` (the default) is the device's, where there is a table for it. An app's own table is taken as it is. */
  readonly language?: LanguageWish
  /** Signs the person in again, where their token is not taken any more; without it the button asks `getToken` once more. */
  readonly onSignIn?: () => void
  /** Where this device keeps what the person set; ours is the browser's own storage, on phones a file of expo-sqlite. */
  readonly preferences?: PreferenceStorage
  /** Sentences to say differently. Keep the object the same between renders. */
  readonly strings?: StringChanges
  /** Parts to draw differently. Keep the object the same between renders. */
  readonly components?: ComponentChanges
  readonly children: ReactNode
}

/**
 * Stands above the screens, once for each signed-in person.
 *
 * @example
 * <SafeAreaProvider>
 *   <ChatProvider client={client}>
 *     <ChatWorkspace {...open} onOpen={(conversation_id, message_id) => setOpen({ conversation_id, message_id })} onBack={() => setOpen({})} />
 *   </ChatProvider>
 * </SafeAreaProvider>
 */
export function ChatProvider({ client, preferences, components, onSignIn, children, ...look }: ChatProviderProps) {
  return (
    <ChatContext value={client}>
      <SignInContext value={onSignIn}>
        <PreferencesProvider user_id={client.user_id} storage={preferences}>
          <KeyboardRoot>
            <PreferredLook {...look}>
              <ComponentsProvider changes={components}>
                <OpenChatsProvider>
                  <MessageAlerts />
                  <ToastsProvider>
                    <GestureRoot>{children}</GestureRoot>
                  </ToastsProvider>
                </OpenChatsProvider>
              </ComponentsProvider>
            </PreferredLook>
          </KeyboardRoot>
        </PreferencesProvider>
      </SignInContext>
    </ChatContext>
  )
}

/** The look of the app, with what the person chose on top. */
function PreferredLook({ theme, language, ...look }: LookProps) {
  const { preferences } = usePreferences()
  const { scheme } = preferences
  const preferred = useMemo(() => (scheme === 'auto' ? theme : { ...theme, scheme }), [theme, scheme])
  return <LookProvider theme={preferred} language={languageCode(preferences.language) ?? language} {...look} />
}

/** undefined: the app decides, and through it the device. A code of another version may have no table here. */
const languageCode = (code: string): LanguageCode | undefined => LANGUAGE_CODES.find((known) => known === code)

type LookProps = Pick<ChatProviderProps, 'theme' | 'language' | 'strings' | 'children'>

/** Theme and words without a client, for what an app shows before anybody is signed in. */
export function LookProvider({ theme, language, strings, children }: LookProps) {
  return (
    <ThemeProvider options={theme}>
      <FocusRing />
      <StringsProvider language={language} changes={strings}>
        {children}
      </StringsProvider>
    </ThemeProvider>
  )
}

function FocusRing() {
  useFocusRing(useTheme().colors.accent)
  return null
}
