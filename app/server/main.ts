// The entry of the server bundle. It reads the settings before anything else is loaded, because React and Remix decide
// while they load whether this is production. `address` is there for the launcher; whoever runs this file reads the log.
import { setFlagsFromString } from 'node:v8'
import { env } from '~/lib/env.server'
import { sentenceOf } from './start-errors'

// Left alone, V8 lets the heap of a busy server grow to several times of what lives in it before it collects.
setFlagsFromString('--heap-growing-percent=50')

async function start(): Promise<string> {
  const settings = env()
  try {
    const { serve } = await import('./server')
    return (await serve()).address
  } catch (error) {
    process.stderr.write(`${sentenceOf(error, settings)}\n`)
    process.exit(1)
  }
}

/** Where this server listens, such as `http://127.0.0.1:3000`. */
export const address = await start()
