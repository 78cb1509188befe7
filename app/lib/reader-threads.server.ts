import path from 'node:path'
import { Worker } from 'node:worker_threads'
import { namedRows, type Statement, type Turn, toStored } from './sqlite.server'

type Answer = { names: string[]; rows: unknown[] } | { error: { message: string; code?: string } }
type Waiting = { readonly resolve: (rows: unknown[]) => void; readonly reject: (error: Error) => void }

/** A file of the project, not of the bundle: the server runs in the project's folder, as its migrations do. */
const threadFile = 'app/lib/reader-thread.mjs'

/** One thread with a connection of its own; whoever has it asks and gets the answers in order. */
class ReaderThread {
  readonly #worker: Worker
  #waiting: Waiting[] = []
  #ended: Error | null = null

  constructor(file: string, onEnd: () => void) {
    this.#worker = new Worker(path.resolve(threadFile), { workerData: { file } })
    this.#worker.on('message', (answer: Answer) => {
      const waiting = this.#waiting.shift()
      if ('rows' in answer) waiting?.resolve(namedRows(answer.names, answer.rows))
      else waiting?.reject(Object.assign(new Error(answer.error.message), { code: answer.error.code }))
    })
    const end = (error: Error) => {
      this.#ended ??= error
      for (const { reject } of this.#waiting.splice(0)) reject(this.#ended)
      onEnd()
    }
    this.#worker.on('error', end)
    this.#worker.on('exit', () => end(new Error('The thread of a long read has ended.')))
  }

  rows({ sql, values }: Statement): Promise<unknown[]> {
    const ended = this.#ended
    if (ended) return Promise.reject(ended)
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject })
      this.#worker.postMessage({ sql, values: values.map(toStored) })
    })
  }

  /** Keeps the process running while someone waits for it. */
  begin(): void {
    this.#worker.ref()
  }

  /** Ends the snapshot; the thread is free for the next one. */
  end(): void {
    this.#worker.postMessage({ end: true })
    this.#worker.unref()
  }

  async stop(): Promise<void> {
    await this.#worker.terminate()
  }
}

/** How many long reads go on at once; more wait. Each thread costs some 20 MB once it is needed. */
const threadsMax = 3

/**
 * Long reads of one SQLite file: each snapshot has a thread to itself while it lasts, and sees one state of the database,
 * whatever is written meanwhile.
 */
export class ReaderThreads {
  readonly #file: string
  readonly #all = new Set<ReaderThread>()
  #free: ReaderThread[] = []
  readonly #queue: (() => void)[] = []

  constructor(file: string) {
    this.#file = file
  }

  /** Runs work whose reads go to one thread, in one snapshot. */
  async snapshot<T>(work: (rows: (statement: Statement) => Promise<unknown[]>, turn: Turn) => Promise<T>): Promise<T> {
    const thread = await this.#take()
    const turn: Turn = { over: false }
    thread.begin()
    try {
      return await work((statement) => thread.rows(statement), turn)
    } finally {
      turn.over = true
      thread.end()
      if (this.#all.has(thread)) this.#free.push(thread)
      this.#queue.shift()?.()
    }
  }

  async #take(): Promise<ReaderThread> {
    for (;;) {
      const free = this.#free.pop()
      if (free) return free
      if (this.#all.size < threadsMax) return this.#start()
      await new Promise<void>((resolve) => this.#queue.push(resolve))
    }
  }

  #start(): ReaderThread {
    const thread: ReaderThread = new ReaderThread(this.#file, () => {
      this.#all.delete(thread)
      this.#free = this.#free.filter((each) => each !== thread)
      this.#queue.shift()?.()
    })
    this.#all.add(thread)
    return thread
  }

  async close(): Promise<void> {
    await Promise.all([...this.#all].map((thread) => thread.stop()))
  }
}
