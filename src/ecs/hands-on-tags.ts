/** On all that the hands-on makes, as on its stack, so that it can be found again. */
export const handsOnTags = [{ key: 'ecs-ops-bot', value: 'hands-on' }];
