import { render } from 'lit-html';
import { afterRender, keepFocus, listenToKeys } from './effects.ts';
import { connect, createActions } from './model/actions.ts';
import { applyChange, readPlace, Store, writePlace } from './model/state.ts';
import { drawApp } from './views/app.ts';

/** The ids are fixed, so that a link can select a person: `/?as=viewer`. */
const people: Readonly<Record<string, string>> = {
  operator: 'U0OPERATOR',
  dana: 'U0DEPUTY01',
  yui: 'U0YUI00001',
  viewer: 'U0VIEWER01',
  guest: 'U0GUEST001',
  stranger: 'U0STRANGER',
};
/** The place kept across a reload. Written when the page is left, so that typing never waits for it. */
const kept = 'place';
const asked = new URLSearchParams(location.search).get('as');
let disconnect = () => {};
let scheduled = false;
let drawing = false;

// What a person types must be drawn before the next key arrives, because the handlers read what was drawn.
const store = new Store((atOnce) => {
  if (atOnce && !drawing) draw();
  else if (!scheduled) {
    scheduled = true;
    requestAnimationFrame(() => {
      scheduled = false;
      draw();
    });
  }
});
const actions = createActions(store, follow);

function draw(): void {
  const { model } = store;
  if (!model) return;
  drawing = true;
  keepFocus(() => render(drawApp({ ...model, actions }), document.body));
  afterRender({ ...model, actions });
  drawing = false;
}

/** Follows the world as this person; remembered per window, so that two windows can be two people. */
function follow(user: string): void {
  disconnect();
  sessionStorage.setItem('user', user);
  disconnect = connect(
    user,
    (change) => {
      const next = applyChange(
        store.model,
        change,
        location.pathname,
        readPlace(sessionStorage.getItem(kept)),
      );
      if (next) store.set(next);
    },
    () => store.ui({ connected: false }),
  );
}

window.addEventListener('pagehide', () => {
  if (store.model) sessionStorage.setItem(kept, writePlace(store.model));
});
listenToKeys(store, actions);
// Relative dates change with time.
setInterval(draw, 30_000);
follow(people[asked ?? ''] ?? sessionStorage.getItem('user') ?? 'U0OPERATOR');
