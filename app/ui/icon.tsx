// Our own small set: 24 px grid, 2 px strokes, square ends, so that they sit beside the letters as part of them.
const ICONS = {
  today: 'M4 5h16v15H4ZM4 10h16M8 2.5v5M16 2.5v5M8 14h3',
  stock: 'M3 8 12 3l9 5v9l-9 5-9-5ZM3 8l9 5 9-5M12 13v9',
  scan: 'M3 8V3h5M16 3h5v5M21 16v5h-5M8 21H3v-5M7 8v8M10.5 8v8M13.5 8v8M17 8v8',
  procedures: 'M12.5 5.5l6 6-8 8-6-6ZM7.5 16.5l-5 5M15.5 8.5l4-4M17 2l5 5M9.8 8.2l2.2 2.2M7.2 10.8 9.4 13',
  more: 'M4 6.5h16M4 12h16M4 17.5h16',
  camera: 'M3 7h4l2-3h6l2 3h4v13H3ZM12 10a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7Z',
  search: 'M10.5 3a7.5 7.5 0 1 0 0 15 7.5 7.5 0 0 0 0-15ZM16 16l5.5 5.5',
  next: 'M9 4l8 8-8 8',
  back: 'M15 4l-8 8 8 8',
  close: 'M5 5l14 14M19 5 5 19',
  add: 'M12 4v16M4 12h16',
  undo: 'M9 4 4 9l5 5M4 9h10a6 6 0 0 1 0 12h-4',
  print: 'M7 9V3h10v6M7 18H3V9h18v9h-4M7 14h10v7H7Z',
  person: 'M12 3a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9ZM3.5 21.5c0-5 4-7 8.5-7s8.5 2 8.5 7',
  leave: 'M14 3H4v18h10M9 12h12M17 7.5l4.5 4.5-4.5 4.5',
  fridge: 'M6 2.5h12v19H6ZM6 10h12M9 5.5v2M9 13v4',
  vial: 'M8 2.5h8v4H8ZM9 6.5v2l-2 2v11h10v-11l-2-2v-2M7 14h10',
  kit: 'M3 8h18v12.5H3ZM9 8V3.5h6V8M12 11.5v5.5M9.2 14.2h5.6',
  truck: 'M2.5 5.5h12v12h-12ZM14.5 10h4l3 3.5v4h-7M6.5 17.5a2 2 0 1 0 .1 0M17.5 17.5a2 2 0 1 0 .1 0',
  clock: 'M12 2.5a9.5 9.5 0 1 0 0 19 9.5 9.5 0 0 0 0-19ZM12 6.5V12l4 2.5',
  sound: 'M3 9.5h4l5-5v15l-5-5H3ZM15.5 8.5a5 5 0 0 1 0 7M18.5 5.5a9 9 0 0 1 0 13',
  settings:
    'M4 7h9M19 7h1M4 17h1M11 17h9M16 4.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5ZM8 14.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5Z',
} as const

/** The names of the icons. */
export type IconName = keyof typeof ICONS

/** A decorative line icon, `size` in pixels (24); always beside a word, or inside a control that has a label of its own. */
export function Icon({ name, size = 24 }: { name: IconName; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      aria-hidden="true"
    >
      <path d={ICONS[name]} />
    </svg>
  )
}

/** The house's own mark: a vial with its graduations. */
export function Brand({ size = 28 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" fill="currentColor" aria-hidden="true">
      <path
        fillRule="evenodd"
        d="M10 1h12v5H10ZM11.5 7.5h9V10l4.5 4.5V31H7V14.5l4.5-4.5ZM13 19v-2.2h9V19ZM16.5 23.2V21H22v2.2ZM13 27.4v-2.2h9v2.2Z"
      />
    </svg>
  )
}
