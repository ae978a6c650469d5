import type { Offer } from '../model/completions.ts';
import type { Ui } from '../model/ui.ts';

interface Composer {
  readonly ui: Ui;
  readonly draft: string;
  readonly offers: readonly Offer[];
  /** -1: none is chosen. */
  readonly active: number;
  write(text: string): void;
  send(): void;
  take(offer: Offer): void;
  /** -2 closes the list. */
  choose(index: number): void;
  recall(back: number, line: string): void;
}

/** Enter sends or takes the chosen offer, Tab takes, arrows choose; in an empty composer they recall earlier lines. */
export function composerKeys(composer: Composer): (event: KeyboardEvent) => void {
  return (event) => {
    if (event.isComposing) return;
    if (handle(composer, event)) event.preventDefault();
  };
}

function handle(composer: Composer, { key, shiftKey }: KeyboardEvent): boolean {
  const { offers, active, draft } = composer;
  const chosen = offers[active];
  if (offers.length > 0) {
    if (key === 'ArrowDown') return does(() => composer.choose((active + 1) % offers.length));
    if (key === 'ArrowUp') return does(() => composer.choose(active <= 0 ? offers.length - 1 : active - 1));
    if (key === 'Escape') return does(() => composer.choose(-2));
    const taken = chosen ?? offers[0];
    if (key === 'Tab' && !shiftKey && taken) return does(() => composer.take(taken));
    if (key === 'Enter' && !shiftKey && chosen && chosen.line.trim() !== draft.trim()) {
      return does(() => composer.take(chosen));
    }
  }
  if (key === 'Enter' && !shiftKey) return does(composer.send);
  if (key === 'ArrowUp' || key === 'ArrowDown') return recall(composer, key === 'ArrowUp' ? 1 : -1);
  return false;
}

/** Only from an empty composer, or while an earlier line stands there unchanged. */
function recall({ ui, draft, recall: show }: Composer, step: 1 | -1): boolean {
  const shown = ui.recall === 0 ? '' : ui.sent.at(-ui.recall);
  const back = ui.recall + step;
  if (draft !== shown || back < 0 || back > ui.sent.length) return false;
  return does(() => show(back, back === 0 ? '' : (ui.sent.at(-back) ?? '')));
}

function does(action: () => void): true {
  action();
  return true;
}
