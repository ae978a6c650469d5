let shown: Element | undefined;

/** Scrolls the line of an open list that the keyboard is on into sight. */
export function showActive(): void {
  const active = document.querySelector('.menu__list .active, .offers [aria-selected="true"]') ?? undefined;
  if (active !== shown) active?.scrollIntoView({ block: 'nearest' });
  shown = active;
}
