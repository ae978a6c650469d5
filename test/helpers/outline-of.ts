/** What two languages of a document have in common, a line each, so that a difference can be read. */
export function outlineOf(markdown: string): string[] {
  const outline: string[] = [];
  // A line between two commands is part of a block even if it looks like a heading.
  for (const [index, part] of markdown.split(/^```/m).entries()) {
    outline.push(...(index % 2 === 1 ? blockOutline(part) : proseOutline(part)));
  }
  return outline;
}

/** Commands as they are typed; of a drawing or a comment, only that it is there. */
function blockOutline(block: string): string[] {
  const [language = '', ...lines] = block.split('\n');
  return lines
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [command = '', comment] = language === 'sh' ? line.split(/\s+# /, 2) : [];
      const drawn = [...line.matchAll(/functions\/[\w-]+\.ts|─▶|→|^\/ecs .*/g)].join(' ');
      return language === 'sh'
        ? `$ ${command}${comment === undefined ? '' : ' # …'}`
        : `drawing${language}: ${drawn}`;
    });
}

/** Headings by number and level, paragraphs, list items, table rows, and in each its pictures, links and code, sorted. */
function proseOutline(prose: string): string[] {
  const outside = prose.replace(/(<!-- commands -->)[\s\S]*(<!-- \/commands -->)/, '$1\n\n$2');
  return outside
    .split(/\n{2,}|\n(?=- |\d+\. |> |\|)/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== '')
    .map((paragraph) => {
      const [kind = 'text'] = /^(?:#+|-|>|\d+\.|\||<!--.*?-->)(?=\s|$)/.exec(paragraph) ?? [];
      const named = [...paragraph.matchAll(/!?\[[^\]]*\]\(([^)\s]+)\)|`([^`]+)`/g)].map(
        ([whole, target, code]) =>
          target === undefined ? `\`${code}\`` : `${whole.startsWith('!') ? '!' : ''}(${target})`,
      );
      // A picture or a code in a link's text is found by the link only; the language's own link differs.
      const inLinks = [...paragraph.matchAll(/\[`([^`]+)`\]/g)].map(([, code]) => `[\`${code}\`]`);
      const names = [...named, ...inLinks].map((name) => name.replace(/\(README(?:\.ja)?\.md\)/, '(README)'));
      return [kind, ...names.sort()].join(' ');
    });
}
