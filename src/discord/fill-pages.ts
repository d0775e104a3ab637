/** Lines in as few pages as they need, a page being so many characters; a page at least for every line. */
export function fillPages(lines: readonly string[], room: number): string[] {
  const pages: string[] = [];
  for (const line of lines) {
    const last = pages.at(-1);
    if (last !== undefined && last.length + 1 + line.length <= room) pages[pages.length - 1] = `${last}\n${line}`;
    else pages.push(line);
  }
  return pages;
}
