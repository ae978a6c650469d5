/** Runs `draw`, which may replace the element that has the focus: the focus then stays in its message, or goes to its neighbour. */
export function keepFocus(draw: () => void): void {
  const held = document.activeElement;
  const message = held?.closest<HTMLElement>('article[data-ts]');
  const list = message?.closest('[data-scroll]');
  const place = message && list ? messagesOf(list).indexOf(message) : -1;
  const name = held?.textContent?.trim();
  draw();
  if (!message || !list || held?.isConnected) return;
  // A message that is gone was mostly answered by another one, at the end.
  const stays = message.isConnected ? message : (messagesOf(list)[place] ?? messagesOf(list).at(-1));
  const same = [...(stays?.querySelectorAll<HTMLElement>('button') ?? [])].find(
    (button) => message.isConnected && button.textContent?.trim() === name,
  );
  const target = same ?? stays ?? document.querySelector<HTMLElement>('.conversation .composer textarea');
  target?.focus({ preventScroll: true });
}

function messagesOf(list: Element): HTMLElement[] {
  return [...list.querySelectorAll<HTMLElement>('article[data-ts]')];
}
