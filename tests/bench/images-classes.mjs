// The six classes of distorted images: what is drawn by lot for one image. Lengths in millimeters, angles in radians.
// Frames are parts of what a phone's camera gives at 1920 x 1080: at 10 to 15 cm it has 10 to 16 pixels a millimeter.

export const classes = ['small', 'curved', 'rotated', 'blurred', 'dim', 'glare']

/** The part of the camera's picture that is drawn, in pixels. */
export const frame = { width: 960, height: 720 }

/** The radius of a vial, in millimeters. */
export const vialRadius = 5

// A linear code must lie within the frame with its quiet zones, and stay so when it is turned by a right angle.
const longestLine = 600

/**
 * How one image is taken.
 * @param {string} name one of `classes`
 * @param {{ columns: number, rows: number, linear: boolean }} symbol its size in modules
 * @param {() => number} random
 */
export function settingFor(name, symbol, random) {
  const between = (low, high) => low + (high - low) * random()
  const base = {
    side: between(8, 10),
    bar: between(0.2, 0.25),
    barHeight: between(6, 10),
    scale: between(11, 14),
    angle: between(-0.1, 0.1),
    tilt: [between(-0.0004, 0.0004), between(-0.0004, 0.0004)],
    curved: false,
    defocus: between(0.4, 0.6),
    motion: null,
    white: between(185, 235),
    black: between(25, 60),
    noise: between(2, 4),
    // What lies beside the label, beside paper as 1: a dark drape, steel, a white counter.
    table: between(0.15, 1),
    glare: null,
  }
  const setting = { ...base, ...special[name](between, random) }
  return fitted(setting, symbol, between)
}

const special = {
  // The symbol's side, or the height of its bars, is 5 mm; bars as fine as the standard lets them be in healthcare.
  small: (between) => ({
    side: 5,
    bar: between(0.17, 0.19),
    barHeight: 5,
    scale: between(11.5, 15),
    defocus: between(0.4, 0.7),
    noise: between(3, 6),
  }),
  // Around a vial; linear codes run along it, as the standard wants on narrow things. Vials stand and lie.
  curved: (between, random) => ({
    side: between(5.5, 8),
    bar: between(0.18, 0.22),
    barHeight: between(5, 7),
    scale: between(13, 16),
    angle: between(-0.2, 0.2) + (random() < 0.5 ? Math.PI / 2 : 0),
    curved: true,
  }),
  rotated: (between) => ({
    angle: between(0, 2 * Math.PI),
    tilt: [between(-0.0008, 0.0008), between(-0.0008, 0.0008)],
  }),
  // Out of focus or moved; how much, is told in modules and made pixels below.
  blurred: (between, random) =>
    random() < 0.5
      ? { defocusModules: between(0.4, 0.75) }
      : { motion: { modules: between(0.8, 1.6), direction: between(0, Math.PI) } },
  dim: (between) => ({ white: between(28, 60), black: between(8, 14), noise: between(2.5, 5) }),
  // A lamp in the foil: a spot that is all white, with a soft edge, and a veil over the rest.
  glare: (between) => ({
    black: between(50, 100),
    glare: {
      x: between(-0.45, 0.45),
      y: between(-0.45, 0.45),
      radius: between(0.12, 0.24),
      stretch: between(0.6, 1.7),
      angle: between(0, Math.PI),
    },
  }),
}

/** Measures of this symbol: its module and extent in millimeters, blur in pixels. */
function fitted(setting, { columns, rows, linear }, between) {
  const module = linear ? setting.bar : setting.side / Math.max(columns, rows)
  const width = columns * module
  const height = linear ? setting.barHeight : rows * module
  const scale = Math.min(setting.scale, longestLine / width)
  const pixels = module * scale
  const defocus = setting.defocusModules ? setting.defocusModules * pixels : setting.defocus
  const motion = setting.motion && { pixels: setting.motion.modules * pixels, direction: setting.motion.direction }
  const place = { x: frame.width / 2 + between(-40, 40), y: frame.height / 2 + between(-25, 25) }
  return { ...setting, module, width, height, scale, defocus, motion, place, modulePixels: pixels }
}
