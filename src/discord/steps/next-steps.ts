/** What can be done next with a picture: only a part of it, more around it, another shape, with others, or in words. */
export const nextSteps = ['region', 'canvas', 'blend', 'describe'] as const;
export type NextStep = (typeof nextSteps)[number];
