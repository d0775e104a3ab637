const draw = (shapes: string) => `<svg class="emoji" viewBox="0 0 36 36">${shapes}</svg>`;
const word = (text: string, color: string, y: number, size: number) =>
  `<text x="18" y="${y}" font-family="sans-serif" font-weight="bold" font-size="${size}" text-anchor="middle" fill="${color}">${text}</text>`;

/** The signs of the notices, drawn here because not every machine has a font for them. */
export const EMOJI: ReadonlyMap<string, string> = new Map([
  ['🆘', draw(`<rect width="36" height="36" rx="5" fill="#dd2e44"/>${word('SOS', '#fff', 23, 15)}`)],
  [
    '🚨',
    draw(
      '<path d="M7 27v-9a11 11 0 0 1 22 0v9z" fill="#dd2e44"/><path d="M12 27v-9a6 6 0 0 1 6-6" stroke="#f4abba" stroke-width="3" fill="none"/>' +
        '<rect x="3" y="27" width="30" height="7" rx="2" fill="#67757f"/><path d="M18 0v4M3 5l3 3M33 5l-3 3" stroke="#dd2e44" stroke-width="2"/>',
    ),
  ],
  [
    '⚠️',
    draw(
      `<path d="M18 2 35 33H1z" fill="#ffcc4d" stroke="#ffcc4d" stroke-linejoin="round"/>${word('!', '#231f20', 29, 24)}`,
    ),
  ],
  [
    '🗓️',
    draw(
      `<rect x="2" y="5" width="32" height="29" rx="3" fill="#e1e8ed"/><path d="M2 13V8a3 3 0 0 1 3-3h26a3 3 0 0 1 3 3v5z" fill="#dd2e44"/>${word('7', '#292f33', 30, 17)}`,
    ),
  ],
  ['🚩', draw('<path d="M7 2v32" stroke="#67757f" stroke-width="3"/><path d="M8 4h22l-6 8 6 8H8z" fill="#dd2e44"/>')],
]);
