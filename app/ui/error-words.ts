/**
 * What an error screen says: the question in large words, what happened, what to do, the fault's id when there is one,
 * and whether signing in, or signing in as someone else, would help.
 */
export type ErrorWords = {
  question: string
  what: string
  todo: string
  faultId?: string
  signIn: boolean
  switchAccount: boolean
}

type Words = Pick<ErrorWords, 'question' | 'what' | 'todo'>

const KNOWN: Record<number, Words> = {
  400: {
    question: 'That could not be read',
    what: 'The page sent something that we could not read.',
    todo: 'Nothing was saved. Go back, check what you typed or scanned, and send it again.',
  },
  401: {
    question: 'Who are you?',
    what: 'You are not signed in, or your time at this station ended.',
    todo: 'Sign in and open the page again. Nothing that was saved is lost.',
  },
  403: {
    question: 'Not for your role',
    what: 'Your role does not allow this.',
    todo: 'Nothing was changed. Ask one who may, or sign in with an account that may.',
  },
  404: {
    question: 'Not here',
    what: 'There is nothing at this address.',
    todo: 'It may be mistyped, or the thing belongs to another site. Search for it, or scan it, from Today.',
  },
  409: {
    question: 'Already sent',
    what: 'This form was sent before, with other words in it.',
    todo: 'The first one counts. Open the page again to see it, then make your change.',
  },
  413: {
    question: 'Too large',
    what: 'What you sent is larger than we take.',
    todo: 'Nothing was saved. Send a smaller file, or less text at once.',
  },
  429: {
    question: 'Too many tries',
    what: 'There were too many tries in a short time.',
    todo: 'Wait a minute, then try again.',
  },
}

const REFUSED: Words = {
  question: 'That could not be taken',
  what: 'This page does not take what was sent, or not in this form.',
  todo: 'Nothing was saved. Open the page again and send its own form.',
}

const FAULT: Words = {
  question: 'This is our fault',
  what: 'Something broke on our side before the page was ready.',
  todo: 'What you saved before is safe; the last step may not have been. Look at the record before you do it again.',
}

const LOST: Words = {
  question: 'Did not arrive',
  what: 'The page could not be fetched or shown.',
  todo: 'Check the connection. Before you do the last step again, look at the record: it may have been saved.',
}

function word(data: unknown, key: 'faultId' | 'message'): string | undefined {
  if (typeof data !== 'object' || data === null) return undefined
  const found = Object.entries(data).find(([name]) => name === key)?.[1]
  return typeof found === 'string' && found !== '' ? found : undefined
}

/** A sentence that a page's own refusal carried as its body: "There is no such lot. Look it up in Stock." */
const sentence = (status: number, data: unknown): string | undefined =>
  status >= 400 && status < 500 && typeof data === 'string' && /^[A-Z].{1,400}[.?!]$/.test(data) ? data : undefined

/**
 * The words for an HTTP status; 0 stands for an error in the browser itself. Data may carry `faultId`, and a `message`
 * that says what happened better than we could; a refusal's body may be that sentence itself.
 */
export function describeError(status: number, data: unknown): ErrorWords {
  const words = KNOWN[status] ?? (status === 0 ? LOST : status >= 400 && status < 500 ? REFUSED : FAULT)
  const what = word(data, 'message') ?? sentence(status, data) ?? words.what
  return { ...words, what, faultId: word(data, 'faultId'), signIn: status === 401, switchAccount: status === 403 }
}
