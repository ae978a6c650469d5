/** ECS shows a stopped task for an hour (milliseconds of real life), then forgets it. */
export const stoppedTaskIsShownFor = 60 * 60 * 1000;
