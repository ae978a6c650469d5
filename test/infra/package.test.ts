import { afterAll, describe } from 'vitest';
import { packaged } from '../helpers/package.ts';
import { localAgrees } from './suites/local-agrees.ts';
import { template } from './suites/template.ts';
import { zips } from './suites/zips.ts';

// osls takes seconds: what it makes is made once for all of these.
const made = await packaged();
afterAll(() => made.remove());

describe('the zips', () => zips(made));
describe('the template', () => template(made));
describe('the local world', () => localAgrees(made));
