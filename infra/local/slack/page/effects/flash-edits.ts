const seen = new Map<string, string>();
const calm = window.matchMedia('(prefers-reduced-motion: reduce)');

/** A message that was edited in place lights up gently. */
export function flashEdits(): void {
  for (const message of document.querySelectorAll<HTMLElement>('.message[data-ts]')) {
    const { ts = '', revision = '0' } = message.dataset;
    const before = seen.get(ts);
    seen.set(ts, revision);
    if (before === undefined || before === revision || calm.matches) continue;
    const color = getComputedStyle(message).getPropertyValue('--flash');
    message.animate([{ backgroundColor: color }, { backgroundColor: 'transparent' }], {
      duration: 1400,
      easing: 'ease-out',
    });
  }
}
