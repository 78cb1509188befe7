/** Marks a request that an open page sent by itself, so that it doesn't keep the session alive. */
export const watchingHeader = 'X-Watching'
