// Tells the page which language the screens speak. Stands inside the provider that chose it.

import { useStrings } from '@jobline/react-native'
import { useDocumentLanguage } from '../platform/document-language.ts'

export function PageLanguage() {
  const { language, direction } = useStrings()
  useDocumentLanguage(language, direction)
  return null
}
