/** `hands-on*` and `hello-world*`: what the lesson's commands act on. */
export function hasOurName(name: string): boolean {
  return /^(hands-on|hello-world)/.test(name);
}
