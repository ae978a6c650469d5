import type { CaseRun, Taken } from './lane.ts';

/** Whether the change was made when its jobs were done or dead letters, and everything that does not hold. */
export interface Verdict {
  readonly made: 'once' | 'not at all';
  /** Its outcome is recorded as unknown. */
  readonly unknown: boolean;
  readonly deadLetter: boolean;
  readonly wrong: readonly string[];
}

const nothing = /nothing was|was not changed|Try again in a minute/;
const text = ({ body }: Taken) => String(body.text ?? '');
const isStory = (sunk: Taken) =>
  sunk.method === 'chat.postMessage' &&
  /(scales|is stopping|is deploying|is restarting|is rolling it back|continued by|goes back|undoes)/.test(
    text(sunk),
  ) &&
  !/asks to/.test(text(sunk));
const isAsked = (sunk: Taken) => sunk.method === 'chat.postMessage' && /asks to/.test(text(sunk));
/** A card that says that its press has come is no answer yet. */
const isAnswer = (sunk: Taken) =>
  /^(response_url|chat\.postMessage|chat\.postEphemeral|chat\.update)$/.test(sunk.method) &&
  !/Working on it …$/.test(text(sunk));

/** What has to hold of a change, whatever went wrong around it. */
export function judgeRun(run: CaseRun): Verdict {
  const { given, counts, others, taken, deadLetters, entries } = run;
  const { sort, point, fault } = given;
  const wrong: string[] = [];
  const expect = (holds: boolean, what: string) => {
    if (!holds) wrong.push(what);
  };
  const led = sort.lead === 0 ? 0 : 1;
  const effects = counts.length + others;

  // Exactly once or not at all.
  expect(others <= sort.others, `${others} tasks were stopped`);
  expect(run.registered <= sort.others, `${run.registered} revisions were registered`);
  expect(
    counts.every((count, index) => count === sort.counts[index]) && counts.length <= sort.counts.length,
    `counts ${counts.join(', ')} were set`,
  );

  // The audit.
  const changes = entries.flatMap((entry) => (entry.kind === 'change' ? [entry] : [])).reverse();
  const makes = changes.filter(({ intent }) => intent.decision === 'make');
  const staysDead = deadLetters.some(({ again }) => again);
  expect(makes.length >= effects, `${effects} effects have ${makes.length} intents`);
  for (const [index, { outcome }] of makes.entries()) {
    const happened = effects > index;
    expect(outcome !== undefined || staysDead, 'an intent has no outcome');
    expect(outcome?.result !== 'applied' || happened, 'it is recorded as applied, and was not');
    expect(outcome?.result !== 'failed' || !happened, 'it is recorded as failed, and happened');
  }
  const unknown = makes.some(({ outcome }) => outcome?.result === 'unknown');
  if (sort.maximum) {
    const isAfter = run.maximum === sort.maximum.after;
    expect(isAfter === effects > 0 || unknown, `the maximum is ${run.maximum}`);
  }

  // The queue.
  expect(run.left === 0, 'a message is left in the queue');
  expect(deadLetters.length === 0 || fault?.lasts === 'always', 'it is a dead letter');
  expect(!staysDead, 'given back, it is a dead letter again');
  expect(point === undefined || run.damaged > 0, 'nothing was damaged');

  // The messages.
  for (const [step] of sort.steps.entries()) {
    const ofStep = taken.filter((sunk) => sunk.step === step);
    expect(ofStep.filter(isStory).length <= 2, `the story was posted ${ofStep.filter(isStory).length} times`);
    expect(ofStep.filter(isAsked).length <= 2, `the card was posted ${ofStep.filter(isAsked).length} times`);
  }

  // Each person knows.
  const ends = sort.steps.map((_, step) => effectsAfter(step, run));
  for (const [step, { type }] of sort.steps.entries()) {
    const answers = taken.filter((sunk) => sunk.step === step && isAnswer(sunk));
    const isTimer = type === 'timer';
    // A line that was answered without a card leads nowhere.
    if (
      run.deliveries[step] === 0 &&
      (isTimer ? effects === 0 : taken.some((sunk) => nothing.test(text(sunk))))
    )
      continue;
    if (isTimer && effects === 0) continue;
    expect(answers.length > 0, `nobody was told of step ${step}`);
    if (type !== 'pressed' && !isTimer) continue;
    const nth =
      step === sort.steps.length - 1
        ? sort.counts.length + sort.others
        : sort.counts.length + sort.others - 1;
    const after =
      type === 'pressed' && sort.steps.at(-1)?.type === 'timer' ? 1 : step < sort.lead ? led : nth;
    for (const answer of answers) {
      const happened = answer.effects >= after;
      const told = text(answer);
      expect(!(happened && nothing.test(told)), `told "${told}", and it had happened`);
      const isDone =
        answer.body.delete_original === true ||
        /is being (scaled|stopped|deployed|restarted|rolled back)|goes on/.test(told);
      expect(!isDone || happened, `told "${told || 'by taking the card away'}", and it had not happened`);
    }
    const last = answers.at(-1);
    const knows = last !== undefined && (!isStory(last) || ends[step] === after || run.isToldUnknown);
    expect(knows, `the last word of step ${step} is its story, and it did not happen`);
  }
  for (const { step, taken: before } of deadLetters) {
    const isSlack = point?.point.startsWith('slack') === true;
    const isKilled = fault?.damage.startsWith('killed') === true;
    const isTimer = sort.steps[step]?.type === 'timer';
    const isWord = (sunk: Taken) => (isTimer && effects === 2) || (!isStory(sunk) && !isAsked(sunk));
    const told = taken.slice(0, before).some((sunk) => sunk.step === step && isAnswer(sunk) && isWord(sunk));
    // Without the token, and where a timer's record can't be read or its message not noted, there is no way to tell; an alarm tells of the dead letter.
    const isNameless =
      point?.point.startsWith('ssm') ||
      (isTimer &&
        /^dynamodb (GetItem audit change#…\/intent|PutItem table change#…\/post) 1$/.test(
          point?.point ?? '',
        ));
    expect(told || isSlack || isKilled || isNameless, `step ${step} is a dead letter and nobody was told`);
  }

  const hasTimer = sort.steps.at(-1)?.type === 'timer';
  const leftAlone = taken.some((sunk) => /was due to go back/.test(text(sunk)));
  if (hasTimer && effects === 1)
    expect(leftAlone || run.isToldUnknown, 'it never went back, and nobody was told');
  const saysUnknown = taken.some((sunk) => /unknown whether/.test(text(sunk)));
  expect(
    !unknown || run.isToldUnknown || saysUnknown,
    'its outcome is unknown, and its message does not say so',
  );

  const first = deadLetters[0]?.effects ?? effects;
  return { made: first > led ? 'once' : 'not at all', unknown, deadLetter: deadLetters.length > 0, wrong };
}

/** How many effects there were when a step's jobs were done. */
function effectsAfter(step: number, { taken, counts, others }: CaseRun): number {
  const next = taken.find((sunk) => sunk.step > step);
  return next?.effects ?? counts.length + others;
}
