import fc from 'fast-check';

/** What may become of a press that nobody should be able to make. */
export type Verdict =
  /** The front door's status. */
  | number
  /** Taken, and nothing came of it. */
  | 'dropped'
  /** The person read a sentence; it was no try to change anything. */
  | 'answered'
  /** The person read a sentence, and the audit keeps why. */
  | { readonly refused: string };

export interface IllegitimatePress {
  readonly what: string;
  readonly user: string;
  /** The person's own workspace. */
  readonly userTeam: string;
  /** The workspace that the payload is for. */
  readonly team: string;
  readonly channel: string;
  readonly actionId: string;
  readonly value: string;
  /** Seconds since it was signed. */
  readonly age: number;
  readonly verdict: Verdict;
}

/** Cards by what became of them. `live` and `shared` are good: their own people could use them. */
export interface Cards {
  readonly live: readonly string[];
  /** Waits for a second person, in the channel. */
  readonly shared: string;
  readonly used: string;
  readonly withdrawn: string;
  readonly expired: string;
  /** Of people who had the right when they asked. */
  readonly ofDemoted: string;
  readonly ofGuest: string;
  readonly ofDeactivated: string;
}

export interface Cast {
  /** Whose cards `live`, `shared`, `used`, `withdrawn` and `expired` are. */
  readonly owner: string;
  /** May do what the owner may. */
  readonly deputy: string;
  readonly viewer: string;
  /** May change other targets. */
  readonly foreign: string;
  readonly demoted: string;
  readonly guest: string;
  readonly deactivated: string;
  readonly stranger: string;
  readonly bot: string;
  readonly unknown: string;
}

export const home = 'T0LOCAL001';
export const otherTeam = 'T0OTHER001';

/** Any press that is signed by Slack's secret and must not be obeyed. */
export function illegitimatePress(cards: Cards, cast: Cast): fc.Arbitrary<IllegitimatePress> {
  const channel = fc.constantFrom('C0LOCAL0OPS', 'C0LOCAL0GEN', 'D0OPERATORE');
  const live = fc.constantFrom(...cards.live);
  const verb = fc.constantFrom('confirm', 'cancel');
  const someCard = fc.constantFrom(...cards.live, cards.shared, cards.used, cards.ofDemoted);
  const standing: Verdict = { refused: 'standing' };
  const gone: Verdict = { refused: 'cardGone' };
  const noGrant: Verdict = { refused: 'noGrant' };

  const press = (
    what: string,
    users: readonly string[],
    value: fc.Arbitrary<string>,
    verdict: Verdict,
    change: { readonly [Key in keyof IllegitimatePress]?: fc.Arbitrary<IllegitimatePress[Key]> } = {},
  ): fc.Arbitrary<IllegitimatePress> =>
    fc.record({
      what: fc.constant(what),
      user: fc.constantFrom(...users),
      value,
      verdict: fc.constant(verdict),
      team: fc.constant(home),
      userTeam: fc.constant(home),
      channel,
      age: fc.constant(0),
      actionId: fc.constantFrom('line:confirm', 'line:cancel', 'line:other'),
      ...change,
    });
  const line = (words: fc.Arbitrary<string>, card: fc.Arbitrary<string> | string) =>
    fc.tuple(words, typeof card === 'string' ? fc.constant(card) : card).map((parts) => parts.join(' '));
  const confirm = fc.constant('confirm');
  const undo = fc.constant('undo');
  const { owner, deputy, viewer, foreign, stranger } = cast;

  return fc.oneof(
    press("another's card", [deputy, viewer, foreign], line(verb, live), { refused: 'cardOfAnother' }),
    press('an expired card', [owner], line(confirm, cards.expired), { refused: 'cardExpired' }),
    press('a used card', [owner], line(verb, cards.used), { refused: 'cardMade' }),
    press('a withdrawn card', [owner], line(confirm, cards.withdrawn), { refused: 'cardWithdrawn' }),
    press('a guessed card', [owner, viewer], line(verb, hex(32)), gone),
    press('a card with an altered digit', [owner], line(confirm, live.chain(altered)), gone),
    press('approving what one asked for', [owner], line(confirm, cards.shared), {
      refused: 'needsSecondPerson',
    }),
    press('approving without a right to the target', [foreign, viewer], line(verb, cards.shared), noGrant),
    press('a right that was taken away', [cast.demoted], line(confirm, cards.ofDemoted), noGrant),
    press('a guest', [cast.guest], line(confirm, cards.ofGuest), standing),
    press('a guest, on any card', [cast.guest], line(verb, someCard), standing),
    press('somebody deactivated', [cast.deactivated], line(confirm, cards.ofDeactivated), standing),
    press('a bot, or nobody that Slack knows', [cast.bot, cast.unknown], line(verb, someCard), standing),
    press("another workspace's person in a shared channel", [stranger], line(verb, someCard), standing, {
      userTeam: fc.constant(otherTeam),
    }),
    press(
      "another workspace's person who says to be of this one",
      [stranger],
      line(verb, someCard),
      standing,
    ),
    press('another workspace', [owner, deputy, stranger], line(verb, someCard), 'answered', {
      team: fc.constantFrom(otherTeam, '', 'T0LOCAL0011'),
    }),
    press('a signature of long ago', [owner], line(confirm, live), 401, {
      age: fc.integer({ min: 302, max: 86_400 }),
    }),
    press('an altered action id', [owner], line(confirm, live), 'dropped', {
      actionId: fc.constantFrom(
        'confirm',
        'Line:confirm',
        ' line:confirm',
        'xline:confirm',
        'line',
        'line-confirm',
      ),
    }),
    press(
      'an altered line',
      [owner],
      fc.oneof(
        line(fc.constantFrom('confirm!', 'confrim', 'approve', 'force'), live),
        live.map((card) => `confirm ${card} now`),
        live.map((card) => `confirm "${card}`),
        fc.constant('confirm'),
      ),
      'answered',
    ),
    press(
      'a line of its own, without the right',
      [viewer, foreign],
      fc.constantFrom(
        ...['scale shop/web 0', 'scale shop/api 9', 'stop-task shop/web', 'watch shop/*', 'mute shop/web 2h'],
      ),
      noGrant,
      // What a channel hears is not even looked at in a direct message.
      { channel: fc.constant('C0LOCAL0OPS') },
    ),
    press(
      'a line of its own, beyond the limit',
      [owner],
      fc.constantFrom(...['scale shop/web 13', 'scale shop/api 20']),
      { refused: 'limit' },
    ),
    press(
      'undoing what was never done',
      [owner, viewer],
      line(undo, fc.constantFrom(...cards.live, cards.shared, cards.withdrawn, cards.ofGuest)),
      'answered',
    ),
    press('undoing without the right', [viewer, foreign, cast.demoted], line(undo, cards.used), noGrant),
  );
}

const hex = (length: number) => fc.stringMatching(new RegExp(`^[0-9a-f]{${length}}$`));

/** The same id with one digit changed, or in capitals, or longer. */
function altered(card: string): fc.Arbitrary<string> {
  const changed = fc.tuple(fc.nat(card.length - 1), fc.integer({ min: 1, max: 15 })).map(([at, by]) => {
    const digit = ((Number.parseInt(card[at] ?? '0', 16) + by) % 16).toString(16);
    return card.slice(0, at) + digit + card.slice(at + 1);
  });
  return fc.oneof(changed, fc.constantFrom(`${card}0`, card.slice(1), `change#${card}`, `${card}#card`));
}
