// Makes a part one that an app may replace: wherever ours is drawn, theirs is, if they brought one. Inside of theirs the
// same part is ours again, so that it can wrap it. A part is drawn again for its own props and contexts, and not because what
// stands around it is.

import { type ComponentType, memo, useMemo } from 'react'
import { type ComponentChanges, ComponentsContext, useComponents } from './components.tsx'

export function replaceable<Props extends object>(name: keyof ComponentChanges, Ours: ComponentType<Props>): ComponentType<Props> {
  function Part(props: Props) {
    const changes = useComponents()
    const Theirs = changes[name] as ComponentType<Props> | undefined
    const inside = useMemo(() => ({ ...changes, [name]: undefined }), [changes])
    if (!Theirs) return <Ours {...props} />
    return (
      <ComponentsContext value={inside}>
        <Theirs {...props} />
      </ComponentsContext>
    )
  }
  Part.displayName = name
  return memo(Part) as unknown as ComponentType<Props>
}
