/** Moves the focus between the regions of a page, as F6 does in browsers and desktop programs. */

const REGIONS = "header, nav, main, aside, section[aria-label], section[aria-labelledby]";

/** The next one after where the focus is, or the one before; from the last to the first. */
export function focusNextRegion(backwards: boolean): void {
  const regions = [...document.querySelectorAll<HTMLElement>(REGIONS)].filter(counts);
  if (regions.length === 0) return;
  const here = regions.findLastIndex((region) => region.contains(document.activeElement));
  const step = backwards ? -1 : 1;
  const from = here === -1 && backwards ? 0 : here;
  const next = regions.at((from + step + regions.length) % regions.length);
  if (next === undefined) return;
  if (!next.hasAttribute("tabindex")) next.tabIndex = -1;
  next.focus();
}

/** One that can be seen, has something in it, and is not a part of another one. */
function counts(region: HTMLElement): boolean {
  return (
    region.childElementCount > 0 &&
    region.checkVisibility() &&
    region.parentElement?.closest(REGIONS) === null &&
    region.closest("[inert], [aria-hidden=true]") === null
  );
}
