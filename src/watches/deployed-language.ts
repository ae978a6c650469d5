import { type Language, languages } from './languages.ts';

/** The language of the deployment's setting; English where it has none or one that the bot does not speak. */
export function deployedLanguage(value: string | undefined): Language {
  return languages.find((each) => each === value) ?? 'en';
}
