// A word about what has just happened, with at most one thing to do about it, over the lower edge for a few seconds.
// One at a time: the next one takes the place of the last. Said politely to screen readers.

import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef, useState } from 'react'
import { StyleSheet, Text, View } from 'react-native'
import { useSafeAreaInsets } from 'react-native-safe-area-context'
import { KeyboardArea } from '../../platform/keyboard-area.tsx'
import { useAnnounced } from '../../platform/screen-reader.ts'
import { themed } from '../../theme/theme.tsx'
import { Tappable } from '../basics/Tappable.tsx'

export interface Toast {
  readonly text: string
  readonly action?: { readonly label: string; readonly onPress: () => void }
  /** ms; with an action it should be there for as long as the act can be taken back. */
  readonly lasts_ms?: number
}

interface Toasts {
  show(toast: Toast): void
  hide(): void
}

const LASTS_MS = 4_000
const ToastsContext = createContext<Toasts | undefined>(undefined)

export function useToasts(): Toasts {
  const toasts = useContext(ToastsContext)
  if (!toasts) throw new Error('useToasts needs a <ChatProvider> above it.')
  return toasts
}

export function ToastsProvider({ children }: { children: ReactNode }) {
  const [toast, setToast] = useState<Toast>()
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const hide = useCallback(() => {
    clearTimeout(timer.current)
    setToast(undefined)
  }, [])
  const show = useCallback(
    (next: Toast) => {
      clearTimeout(timer.current)
      setToast(next)
      timer.current = setTimeout(hide, next.lasts_ms ?? LASTS_MS)
    },
    [hide],
  )
  useEffect(() => () => clearTimeout(timer.current), [])
  const toasts = useMemo(() => ({ show, hide }), [show, hide])
  return (
    <ToastsContext value={toasts}>
      {children}
      <ToastPlace toast={toast} onDone={hide} />
    </ToastsContext>
  )
}

function ToastPlace({ toast, onDone }: { toast: Toast | undefined; onDone: () => void }) {
  const styles = useStyles()
  const insets = useSafeAreaInsets()
  useAnnounced(toast?.text)
  const act = () => {
    onDone()
    toast?.action?.onPress()
  }
  return (
    <KeyboardArea inset_bottom={insets.bottom} style={styles.screen}>
      <View aria-live="polite" role="status" style={[styles.place, { marginBottom: insets.bottom + ABOVE_COMPOSER }]}>
        {toast ? (
          <View testID="toast" style={styles.toast}>
            <Text style={styles.text}>{toast.text}</Text>
            {toast.action ? (
              <Tappable testID="toast-action" onPress={act} style={styles.button}>
                <Text style={styles.button_text}>{toast.action.label}</Text>
              </Tappable>
            ) : null}
          </View>
        ) : null}
      </View>
    </KeyboardArea>
  )
}

const ABOVE_COMPOSER = 80

const useStyles = themed(({ colors, type, space, radius }) =>
  StyleSheet.create({
    screen: { position: 'absolute', top: 0, bottom: 0, start: 0, end: 0, justifyContent: 'flex-end', pointerEvents: 'box-none' },
    place: { alignItems: 'center', paddingHorizontal: space.l, pointerEvents: 'box-none' },
    toast: {
      flexDirection: 'row',
      alignItems: 'center',
      maxWidth: 520,
      minHeight: 52,
      paddingStart: space.l,
      paddingEnd: space.xs,
      borderRadius: radius.m,
      backgroundColor: colors.chip_selected.fill,
      boxShadow: '0 4px 18px rgba(0, 0, 0, 0.28)',
    },
    text: { ...type.label, color: colors.chip_selected.ink, flexShrink: 1, paddingVertical: space.s, paddingEnd: space.m },
    button: { paddingHorizontal: space.m, borderRadius: radius.m },
    button_text: { ...type.label, fontWeight: '700', color: colors.toast_action },
  }),
)
