// Planted bugs: each is a change of one file's text that takes a guarantee away. A test that claims to see the
// guarantee must turn red on the changed copy. The product itself holds no switch for any of them.

export interface Edit {
  /** Below the repository. */
  readonly file: string
  /** Stands in the file exactly once; where it does not, the mutation is out of date and planting it fails. */
  readonly find: string
  readonly replace: string
}

export interface Mutation {
  readonly name: string
  /** The promise or rule that it breaks. */
  readonly breaks: string
  readonly edits: readonly Edit[]
}

/** A repeated send is stored again. The index that would stop it has to go as well. */
export const dedupeOff: Mutation = {
  name: 'dedupe off',
  breaks: 'G2',
  edits: [
    {
      file: 'packages/server/src/domain/verbs/send-message.ts',
      find: 'if (stored) return answerRepeat(',
      replace: 'if (stored && false) return answerRepeat(',
    },
    {
      file: 'packages/server/src/store/sqlite/migrations/001-init.ts',
      find: 'CREATE UNIQUE INDEX messages_by_id',
      replace: 'CREATE INDEX messages_by_id',
    },
  ],
}

/**
 * Answers leave when the decision is made, the commit follows a few milliseconds later. Without the wait nothing
 * could see it: the commit is synchronous, and the answers would leave in the microtask after it all the same.
 */
export const ackBeforeCommit: Mutation = {
  name: 'ack before commit',
  breaks: 'G1',
  edits: [
    {
      file: 'packages/server/src/domain/committer.ts',
      find: '.transact(needs, (unit) => batch.map((entry) => this.#decide(entry, unit)))',
      replace: `.transact(needs, (unit) => {
        const early = batch.map((entry) => this.#decide(entry, unit))
        this.#answer(batch, early)
        return early
      })`,
    },
    {
      file: 'packages/server/src/store/sqlite/sqlite-store.ts',
      find: 'if (unit.is_dirty) this.#units.write(unit)',
      replace: 'await new Promise((resolve) => setTimeout(resolve, 3))\n      if (unit.is_dirty) this.#units.write(unit)',
    },
  ],
}

/** What most guides to SQLite recommend: a commit is in memory, and on disk with the next checkpoint. */
export const synchronousNormal: Mutation = {
  name: 'synchronous normal',
  breaks: 'G1',
  edits: [
    {
      file: 'packages/server/src/store/sqlite/sqlite-store.ts',
      find: 'PRAGMA synchronous = FULL',
      replace: 'PRAGMA synchronous = NORMAL',
    },
  ],
}

/** What a full disk does not take is refused as if it could never be stored. */
export const fullForGood: Mutation = {
  name: 'a full disk refuses for good',
  breaks: 'G7',
  edits: [
    { file: 'packages/server/src/domain/committer.ts', find: "? 'storage_full' : 'internal'", replace: "? 'text_invalid' : 'internal'" },
  ],
}

/** A disk that failed once is trusted again, though it may have dropped what it did not flush. */
export const flushAgain: Mutation = {
  name: 'flush again after a failure',
  breaks: 'G1',
  edits: [
    {
      file: 'packages/server/src/store/sqlite/sqlite-store.ts',
      find: 'if (this.#broken) throw this.#broken',
      replace: '',
    },
  ],
}

/** A restore that throws the log of the old database away before it puts the new one in its place. */
export const restoreDropsLog: Mutation = {
  name: 'restore drops the log',
  breaks: 'G1',
  edits: [{ file: 'packages/server/src/operate/backup.ts', find: '      completeOld(target)\n', replace: '' }],
}

/** A backup that has its name from its first byte on. */
export const backupInPlace: Mutation = {
  name: 'backup in place',
  breaks: 'G1',
  edits: [{ file: 'packages/server/src/operate/backup.ts', find: '.partial`\n', replace: '`\n' }],
}

/** A restore that does not care what it replaces. */
export const restoreDropsDamaged: Mutation = {
  name: 'restore drops what it cannot read',
  breaks: 'G1',
  edits: [
    {
      file: 'packages/server/src/operate/backup.ts',
      find: 'if (!isDatabase(target) || !mergeLog(target)) keepDamaged(target)',
      replace: '',
    },
  ],
}
