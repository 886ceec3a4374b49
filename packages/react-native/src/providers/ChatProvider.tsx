// Everything the screens need from above: the client, the theme, the words, and an app's own parts.

import type { ChatClient } from '@jobline/client'
import { ChatContext } from '@jobline/react'
import type { ReactNode } from 'react'
import { ToastsProvider } from '../components/overlay/toasts.tsx'
import { useFocusRing } from '../platform/focus-ring.ts'
import { KeyboardRoot } from '../platform/keyboard-area.tsx'
import { type LanguageWish, type StringChanges, StringsProvider } from '../strings/use-strings.tsx'
import { type ThemeOptions, ThemeProvider, useTheme } from '../theme/theme.tsx'
import { type ComponentChanges, ComponentsProvider } from './components.tsx'

export interface ChatProviderProps {
  readonly client: ChatClient
  readonly theme?: ThemeOptions
  /** `auto` (the default) is the device's, where there is a table for it. An app's own table is taken as it is. */
  readonly language?: LanguageWish
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
 *     <ChatWorkspace conversation_id={open} onOpen={setOpen} onBack={() => setOpen(undefined)} />
 *   </ChatProvider>
 * </SafeAreaProvider>
 */
export function ChatProvider({ client, theme, language, strings, components, children }: ChatProviderProps) {
  return (
    <ChatContext value={client}>
      <KeyboardRoot>
        <LookProvider theme={theme} language={language} strings={strings}>
          <ComponentsProvider changes={components}>
            <ToastsProvider>{children}</ToastsProvider>
          </ComponentsProvider>
        </LookProvider>
      </KeyboardRoot>
    </ChatContext>
  )
}

/** Theme and words without a client, for what an app shows before anybody is signed in. */
export function LookProvider({
  theme,
  language,
  strings,
  children,
}: Pick<ChatProviderProps, 'theme' | 'language' | 'strings' | 'children'>) {
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
