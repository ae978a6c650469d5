/** Tasks that the learner scales out to. */
export const scaledOutTo = 4;
