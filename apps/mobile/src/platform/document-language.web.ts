// Language and direction of the whole page: what stands outside the screens (dialogs, scroll bars, a reader's voice) follows.

import { useLayoutEffect } from 'react'

export function useDocumentLanguage(language: string, direction: 'ltr' | 'rtl'): void {
  useLayoutEffect(() => {
    document.documentElement.lang = language
    document.documentElement.dir = direction
  }, [language, direction])
}
