// A small HTTP client over one kept-alive connection, leaner than node's own, so that what is measured is the server.

import { connect } from 'node:net'

const empty = Buffer.alloc(0)
const headEnd = Buffer.from('\r\n\r\n')

/** One connection; one request at a time. */
export class Client {
  #socket
  #received = empty
  #waiting
  #fixed
  #port

  /**
   * @param {number} port of this machine
   * @param {Record<string, string>} headers sent with every request
   */
  constructor(port, headers = {}) {
    this.#fixed = Object.entries({ Host: `127.0.0.1:${port}`, ...headers })
      .map(([name, value]) => `${name}: ${value}\r\n`)
      .join('')
    this.#port = port
  }

  /** The connection, made anew where the server ended it because nothing was asked for a while. */
  #connection() {
    if (this.#socket && !this.#socket.destroyed) return this.#socket
    this.#received = empty
    const socket = connect(this.#port, '127.0.0.1').setNoDelay(true)
    socket.on('data', (chunk) => this.#take(chunk))
    socket.on('error', (error) => this.#fail(error))
    socket.on('close', () => this.#fail(new Error('the server closed the connection')))
    this.#socket = socket
    return socket
  }

  #fail(error) {
    this.#waiting?.reject(error)
    this.#waiting = undefined
  }

  /** Resolves with the whole answer. */
  get(path) {
    return this.#send(`GET ${path} HTTP/1.1\r\n${this.#fixed}\r\n`)
  }

  post(path, value) {
    const body = JSON.stringify(value)
    const length = Buffer.byteLength(body)
    return this.#send(
      `POST ${path} HTTP/1.1\r\n${this.#fixed}Content-Type: application/json\r\nContent-Length: ${length}\r\n\r\n${body}`,
    )
  }

  close() {
    this.#waiting = undefined
    this.#socket?.destroy()
  }

  #send(text) {
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject }
      this.#connection().write(text)
    })
  }

  #take(chunk) {
    this.#received = this.#received.length === 0 ? chunk : Buffer.concat([this.#received, chunk])
    const answer = readAnswer(this.#received)
    if (!answer) return
    this.#received = this.#received.subarray(answer.end)
    const waiting = this.#waiting
    this.#waiting = undefined
    waiting?.resolve(answer)
  }
}

/** Reads one whole answer off the front; undefined while it is not all there. */
function readAnswer(bytes) {
  const head = bytes.indexOf(headEnd)
  if (head < 0) return undefined
  const headers = bytes.toString('latin1', 0, head)
  const status = Number(headers.slice(9, 12))
  const start = head + headEnd.length
  const length = /^content-length: *(\d+)/im.exec(headers)
  if (length) {
    const end = start + Number(length[1])
    return bytes.length < end ? undefined : { status, end, text: () => bytes.toString('utf8', start, end) }
  }
  return /^transfer-encoding: *chunked/im.test(headers)
    ? readChunks(bytes, start, status)
    : { status, end: start, text: () => '' }
}

function readChunks(bytes, start, status) {
  const parts = []
  for (let at = start; ; ) {
    const line = bytes.indexOf('\r\n', at)
    if (line < 0) return undefined
    const size = Number.parseInt(bytes.toString('latin1', at, line), 16)
    const end = line + 2 + size
    if (bytes.length < end + 2) return undefined
    if (size === 0) return { status, end: end + 2, text: () => Buffer.concat(parts).toString('utf8') }
    parts.push(bytes.subarray(line + 2, end))
    at = end + 2
  }
}
