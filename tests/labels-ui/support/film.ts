import { closeSync, openSync, writeSync } from 'node:fs'
import sharp from 'sharp'

/** What stands in a frame: a picture and its upper left corner, in pixels. */
export type Shown = { readonly input: Buffer; readonly left: number; readonly top: number }

const [width, height] = [960, 720]

async function luma(shown: readonly Shown[]): Promise<Buffer> {
  const table = sharp({ create: { width, height, channels: 3, background: '#c4c4c4' } })
  return table
    .composite([...shown])
    .greyscale()
    .toColourspace('b-w')
    .raw()
    .toBuffer()
}

/** Writes a film for Chromium's fake camera (YUV4MPEG2, five frames a second): each scene so many frames long. It runs in a loop. */
export async function writeFilm(
  path: string,
  scenes: readonly { frames: number; shown: readonly Shown[] }[],
): Promise<void> {
  const file = openSync(path, 'w')
  writeSync(file, `YUV4MPEG2 W${width} H${height} F5:1 Ip A1:1 C420jpeg\n`)
  const gray = Buffer.alloc((width * height) / 2, 128)
  for (const { frames, shown } of scenes) {
    const picture = await luma(shown)
    for (let frame = 0; frame < frames; frame++) {
      for (const part of [Buffer.from('FRAME\n'), picture, gray]) writeSync(file, part)
    }
  }
  closeSync(file)
}
