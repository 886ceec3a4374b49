// Counts in a page which rows of the app's long lists React draws again, in the app as it ships: it stands where React looks for
// developer tools. Give it to the page before anything of it has loaded; afterwards `globalThis.renders` answers.

export interface RowRenders {
  /** Commits in which something of the row was drawn again. */
  readonly again: number
  /** Commits in which it was drawn for the first time. */
  readonly first: number
  /** Of `again`: those in which the list gave it other contents. In the rest something within it changed by itself. */
  readonly changed: number
}

export interface RenderWatch {
  reset(): void
  /** By the key of the row: id of a message or conversation, name of a separator. */
  read(): Record<string, RowRenders>
  /** How often what stands outside of the rows was drawn, by its `data-testid`. What has none is not told. */
  parts(): Record<string, number>
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
  const HOST = 5
  const PERFORMED_WORK = 1
  let parts: Record<string, number> = {}
  let rows: Record<string, { again: number; first: number; changed: number }> = {}

  /** A row of the kit's list gets itself and what draws it. */
  const rowOf = (fiber: Fiber | null): Fiber | undefined => {
    for (let at = fiber; at; at = at.return) {
      if (at.key !== null && at.memoizedProps && 'row' in at.memoizedProps && 'renderRow' in at.memoizedProps) return at
    }
    return undefined
  }

  /** The element that a component begins with. */
  const elementOf = (fiber: Fiber): Fiber | undefined => {
    let at: Fiber | null = fiber
    while (at && at.tag !== HOST) at = at.child
    return at ?? undefined
  }

  function commit(root: { readonly current: Fiber }): void {
    const drawn = new Map<string, Fiber>()
    const drawn_parts = new Set<string>()
    const note = (fiber: Fiber) => {
      if (!COMPONENTS.includes(fiber.tag)) return
      const is_new = fiber.alternate === null
      if (!is_new && (fiber.flags & PERFORMED_WORK) === 0) return
      const row = rowOf(fiber)
      if (row?.key) drawn.set(row.key, row)
      const part = row ? undefined : elementOf(fiber)?.memoizedProps?.['data-testid']
      if (typeof part === 'string') drawn_parts.add(part)
    }
    const visit = (fiber: Fiber) => {
      note(fiber)
      // The very same children: React has not looked below.
      if (fiber.alternate !== null && fiber.alternate.child === fiber.child) return
      for (let child = fiber.child; child; child = child.sibling) visit(child)
    }
    visit(root.current)
    for (const [key, fiber] of drawn) {
      const row = rows[key] ?? { again: 0, first: 0, changed: 0 }
      row[fiber.alternate === null ? 'first' : 'again']++
      if (fiber.alternate !== null && fiber.alternate.memoizedProps?.row !== fiber.memoizedProps?.row) row.changed++
      rows[key] = row
    }
    for (const part of drawn_parts) parts[part] = (parts[part] ?? 0) + 1
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
        parts = {}
      },
      read: () => rows,
      parts: () => parts,
    } satisfies RenderWatch,
  })
}
