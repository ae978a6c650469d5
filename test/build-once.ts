import { buildFunctions } from '../infra/build/functions.ts';
import { writeSlackApp } from '../infra/build/slack-app.ts';

/** Builds what flow and browser tests run, once for all of them. */
export default async function buildOnce(): Promise<void> {
  await Promise.all([buildFunctions(), writeSlackApp()]);
}
