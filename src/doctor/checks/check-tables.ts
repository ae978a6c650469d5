import type { DoctorWorld } from '../doctor-world.ts';
import type { Finding } from '../finding.ts';

/** Do the tables answer a read? */
export async function checkTables({ tables }: DoctorWorld): Promise<Finding[]> {
  return Promise.all(
    tables.map(async ({ name, read }): Promise<Finding> => {
      try {
        await read();
        return { level: 'OK', code: 'tableAnswers', table: name };
      } catch (error) {
        if (error instanceof Error && error.name === 'ResourceNotFoundException')
          return { level: 'FAIL', code: 'tableGone', table: name };
        throw error;
      }
    }),
  );
}
