// The app's own way to sign in again, for screens that say that a token is not taken any more.

import { createContext, useContext } from 'react'

export const SignInContext = createContext<(() => void) | undefined>(undefined)
/** undefined: the app has given none. */
export const useSignIn = (): (() => void) | undefined => useContext(SignInContext)
