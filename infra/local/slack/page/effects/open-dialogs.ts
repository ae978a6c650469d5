let focusedFor: Element | undefined;

/** Opens dialogs that were just drawn as modal ones, and puts the focus where an open list wants it. */
export function openDialogs(): void {
  for (const dialog of document.querySelectorAll<HTMLDialogElement>('dialog[data-modal]:not([open])')) {
    dialog.showModal();
  }
  const wants = [...document.querySelectorAll<HTMLElement>('[data-autofocus]')].at(-1);
  if (wants && wants !== focusedFor) wants.focus();
  focusedFor = wants;
}
