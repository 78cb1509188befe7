// The browser of the journeys: a Chromium that is already on this machine, or Debian's package. Nothing else is downloaded.

import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import path from 'node:path'

const asRoot = process.getuid?.() === 0

/** How Chromium is started: no calls to its maker's servers, no graphics card, and no sandbox where root can't have one. */
export const chromiumFlags = [
  ...(asRoot ? ['--no-sandbox'] : []),
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/**
 * The flags of a Chromium whose camera shows a film, with permission given. Pass them as `launchOptions.args`.
 * @param {string} film a `.y4m` or `.mjpeg` file
 */
export function cameraFlags(film) {
  return [
    ...chromiumFlags,
    '--use-fake-ui-for-media-stream',
    '--use-fake-device-for-media-stream',
    `--use-file-for-fake-video-capture=${film}`,
  ]
}

/**
 * The path of a Chromium on this machine that answers when asked for its version; undefined where there is none. The
 * environment variable CHROMIUM goes before all.
 * @returns {string | undefined}
 */
export function findChromium() {
  const places = [process.env.CHROMIUM, ...onPath(), ...usualPlaces(), ...playwrightsOwn()]
  return places.find((place) => place && existsSync(place) && answers(place))
}

/**
 * Finds a Chromium or installs Debian's package. Throws an Error with one sentence where it can do neither.
 * @param {(line: string) => void} say
 * @returns {string}
 */
export function ensureChromium(say) {
  const found = findChromium()
  if (found) return found
  const advice = 'install Chromium or Google Chrome, or set CHROMIUM to its path.'
  if (!hasApt()) throw new Error(`The journeys need a Chromium and this machine has none: ${advice}`)
  if (!asRoot) throw new Error(`The journeys need a Chromium: run "sudo apt-get install chromium", or ${advice}`)
  say('Installing Chromium from the packages of this system (a minute).')
  const settings = { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }
  spawnSync('apt-get', ['update', '-q'], settings)
  spawnSync('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium'], settings)
  const installed = findChromium()
  if (!installed) throw new Error(`The journeys need a Chromium and apt-get could not install one: ${advice}`)
  return installed
}

function onPath() {
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'msedge']
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter(Boolean)
  return names.flatMap((name) =>
    folders.map((folder) => path.join(folder, process.platform === 'win32' ? `${name}.exe` : name)),
  )
}

function usualPlaces() {
  if (process.platform === 'darwin') {
    const applications = ['/Applications', path.join(homedir(), 'Applications')]
    const names = ['Chromium', 'Google Chrome', 'Microsoft Edge']
    return applications.flatMap((folder) => names.map((name) => `${folder}/${name}.app/Contents/MacOS/${name}`))
  }
  if (process.platform !== 'win32') return ['/snap/bin/chromium', '/opt/google/chrome/chrome']
  const folders = [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA]
  const programs = [
    'Google/Chrome/Application/chrome.exe',
    'Chromium/Application/chrome.exe',
    'Microsoft/Edge/Application/msedge.exe',
  ]
  return folders.filter(Boolean).flatMap((folder) => programs.map((program) => path.join(folder, program)))
}

/** What an earlier `playwright install` of another project left in the user's cache, the newest first. */
function playwrightsOwn() {
  const caches = [
    process.env.PLAYWRIGHT_BROWSERS_PATH,
    path.join(homedir(), '.cache/ms-playwright'),
    path.join(homedir(), 'Library/Caches/ms-playwright'),
    path.join(process.env.LOCALAPPDATA ?? homedir(), 'ms-playwright'),
  ]
  const programs = [
    'chrome-linux/chrome',
    'chrome-linux64/chrome',
    'chrome-mac/Chromium.app/Contents/MacOS/Chromium',
    'chrome-win/chrome.exe',
    'chrome-win64/chrome.exe',
  ]
  return caches
    .filter((cache) => cache && existsSync(cache))
    .flatMap((cache) =>
      readdirSync(cache)
        .filter((name) => name.startsWith('chromium-'))
        .sort()
        .reverse()
        .map((name) => path.join(cache, name)),
    )
    .flatMap((folder) => programs.map((program) => path.join(folder, program)))
}

/** Some systems have a `chromium` that only tells people to install another package: it must really run. */
function answers(program) {
  // On Windows, asking for the version opens a window.
  if (process.platform === 'win32') return true
  try {
    return /\d+\.\d+/.test(
      execFileSync(program, ['--version'], { encoding: 'utf8', timeout: 20_000, stdio: ['ignore', 'pipe', 'ignore'] }),
    )
  } catch {
    return false
  }
}

function hasApt() {
  const file = '/etc/os-release'
  return existsSync(file) && /^ID(_LIKE)?=.*(debian|ubuntu)/m.test(readFileSync(file, 'utf8'))
}
