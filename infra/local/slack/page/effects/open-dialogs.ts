let focusedFor: Element | undefined;
/** Open dialogs with what had the focus before them. */
const openers = new Map<HTMLDialogElement, Element | null>();

/** Opens dialogs that were just drawn as modal ones; the focus goes into them and, once they are gone, back. */
export function openDialogs(): void {
  for (const [dialog, opener] of openers) {
    if (dialog.isConnected) continue;
    openers.delete(dialog);
    if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
  }
  for (const dialog of document.querySelectorAll<HTMLDialogElement>('dialog[data-modal]:not([open])')) {
    openers.set(dialog, document.activeElement);
    dialog.showModal();
  }
  const wants = [...document.querySelectorAll<HTMLElement>('[data-autofocus]')].at(-1);
  if (wants && wants !== focusedFor) wants.focus();
  focusedFor = wants;
}
