// One of several: a row each, with a tick on the one that holds. For the keyboard it is one stop, and the arrows move
// through it, as in every radio group.

import { useRef } from 'react'
import { View } from 'react-native'
import { useRadioKeys } from '../../platform/radio-keys.ts'
import { tabStop } from '../../platform/tab-stop.ts'
import { ChoiceRow } from './SettingRows.tsx'

export interface RadioOption<T extends string> {
  readonly value: T
  readonly label: string
  readonly text?: string
}

export interface RadioGroupProps<T extends string> {
  readonly label: string
  readonly options: readonly RadioOption<T>[]
  /** undefined: nothing is chosen yet. */
  readonly value: T | undefined
  readonly onChange: (value: T) => void
  readonly testID: string
}

export function RadioGroup<T extends string>({ label, options, value, onChange, testID }: RadioGroupProps<T>) {
  const group = useRef<View>(null)
  const keys = useRadioKeys(group)
  const stop = options.some((option) => option.value === value) ? value : options[0]?.value
  return (
    <View ref={group} role="radiogroup" aria-label={label} testID={testID} {...keys}>
      {options.map((option) => (
        <ChoiceRow
          key={option.value}
          testID={`${testID}-${option.value}`}
          label={option.label}
          text={option.text}
          selected={option.value === value}
          onSelect={() => onChange(option.value)}
          {...tabStop(option.value === stop)}
        />
      ))}
    </View>
  )
}
