// Counts in a page which rows of the app's long lists React draws again, in the app as it ships: it stands where React looks for
// developer tools. Give it to the page before anything of it has loaded; afterwards `globalThis.renders` answers.

export interface RowRenders {
  /** Commits in which something of the row was drawn again. */
  readonly again: number
  /** Commits in which it was drawn for the first time. */
  readonly first: number
}

export interface RenderWatch {
  reset(): void
  /** By the key of the row: id of a message or conversation, name of a separator. */
  read(): Record<string, RowRenders>
}

interface Fiber {
  readonly tag: number
  readonly key: string | null
  readonly flags: number
  readonly memoizedProps: Record<string, unknown> | null
  readonly child: Fiber | null
  readonly sibling: Fiber | null
  readonly return: Fiber | null
  readonly alternate: Fiber | null
}

/** Runs in the page and may use nothing from outside itself. */
export function watchRenders(): void {
  /** Function, class, forwarded and memo components. */
  const COMPONENTS = [0, 1, 11, 14, 15]
  const PERFORMED_WORK = 1
  let rows: Record<string, { again: number; first: number }> = {}

  /** A row of the kit's list gets itself and what draws it. */
  const rowOf = (fiber: Fiber | null): Fiber | undefined => {
    for (let at = fiber; at; at = at.return) {
      if (at.key !== null && at.memoizedProps && 'row' in at.memoizedProps && 'renderRow' in at.memoizedProps) return at
    }
    return undefined
  }

  function commit(root: { readonly current: Fiber }): void {
    const drawn = new Map<string, 'again' | 'first'>()
    const note = (fiber: Fiber) => {
      if (!COMPONENTS.includes(fiber.tag)) return
      const is_new = fiber.alternate === null
      if (!is_new && (fiber.flags & PERFORMED_WORK) === 0) return
      const row = rowOf(fiber)
      if (row?.key) drawn.set(row.key, row.alternate === null ? 'first' : 'again')
    }
    const visit = (fiber: Fiber) => {
      note(fiber)
      // The very same children: React has not looked below.
      if (fiber.alternate !== null && fiber.alternate.child === fiber.child) return
      for (let child = fiber.child; child; child = child.sibling) visit(child)
    }
    visit(root.current)
    for (const [key, how] of drawn) {
      const row = rows[key] ?? { again: 0, first: 0 }
      row[how]++
      rows[key] = row
    }
  }

  Object.assign(globalThis, {
    __REACT_DEVTOOLS_GLOBAL_HOOK__: {
      supportsFiber: true,
      isDisabled: false,
      renderers: new Map(),
      inject: () => 1,
      checkDCE: () => {},
      onCommitFiberRoot: (_renderer: number, root: { readonly current: Fiber }) => commit(root),
      onCommitFiberUnmount: () => {},
      onPostCommitFiberRoot: () => {},
    },
    renders: {
      reset: () => {
        rows = {}
      },
      read: () => rows,
    } satisfies RenderWatch,
  })
}
