import { expect, test } from 'vitest';
import { en } from '../../../src/messages/en/index.ts';
import { ja } from '../../../src/messages/ja/index.ts';
import { findingText } from '../../../src/views/replies/doctor.ts';
import { sampleFindings } from '../../helpers/sample-findings.ts';

const ill = sampleFindings.filter(({ level }) => level === 'WARN' || level === 'FAIL');

/** Whatever is not well says what to do: a line for a shell, or a sentence that begins with what is to be done. */
const step =
  /`(?:npm run|aws|\/invite)\b|(?:^|[.:;,`] )(?:or )?(?:Add|Ask|Correct|Deploy|Enable|Fix|Install|Look|look|Read|Remove|Store|Update|deploy)\b/;

test.each(ill)('$code says what to do', (finding) => {
  expect(findingText(finding, en)).toMatch(step);
  expect(findingText(finding, ja)).toMatch(/ください|`(?:npm run|aws)\b/);
});
