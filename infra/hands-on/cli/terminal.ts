/** Where lines go: those that stay, and the one that the next line replaces, which needs a terminal. */
export function terminal(output: { readonly isTTY?: boolean; write(text: string): unknown }) {
  const clear = output.isTTY ? '\r\x1b[K' : '';
  return {
    say: (line: string) => void output.write(`${clear}${line}\n`),
    show: (line: string) => void (output.isTTY && output.write(`${clear}${line.slice(0, 110)}`)),
  };
}
