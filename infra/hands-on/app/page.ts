import type { Task } from './task.ts';

/** The page: each task has a colour of its own, so that one sees the load balancer change between them. */
export function page(task: Task, served: number): string {
  const hue = [...task.id].reduce((sum, character) => (sum * 31 + (character.codePointAt(0) ?? 0)) % 360, 7);
  const rows = [
    ['task', task.id],
    ['task definition', task.taskDefinition],
    ['availability zone', task.zone],
    ['pages served by it', String(served)],
  ].flatMap(([name, value]) =>
    value === undefined ? [] : [`<tr><th>${name}</th><td>${escapeHtml(value)}</td></tr>`],
  );
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Hello, world</title>
<style>
  body { margin: 0; min-height: 100vh; display: grid; place-content: center; gap: 1rem;
    font: 16px/1.5 system-ui, sans-serif; background: hsl(${hue} 60% 92%); color: #1d1c1d; }
  h1 { margin: 0; font-size: 2.5rem; }
  th { text-align: left; padding-right: 1.5rem; font-weight: normal; color: #454245; }
  td { font-family: ui-monospace, monospace; }
</style>
<h1>Hello, world</h1>
<table>${rows.join('')}</table>
<p>Reload: the load balancer asks one task after the other.</p>
</html>
`;
}

function escapeHtml(text = ''): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.codePointAt(0)};`);
}
