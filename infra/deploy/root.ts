import { fileURLToPath } from 'node:url';

/** The project's folder, where serverless.yml lies. */
export const root = fileURLToPath(new URL('../../', import.meta.url));
