/** Of what Discord answered: a proxy may have answered in its place. */
export const isObject = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null;
