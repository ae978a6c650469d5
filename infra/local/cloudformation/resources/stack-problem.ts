/** Why a resource could not be made or deleted, in CloudFormation's own words. */
export class StackProblem extends Error {
  override readonly name = 'StackProblem';
}
