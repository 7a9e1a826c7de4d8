/** Undefined for what fails, or has not come when `late` resolves. */
export const unlessLate = <T>(work: Promise<T>, late: Promise<void>): Promise<T | undefined> =>
	Promise.race([work, late.then(() => undefined)]).catch(() => undefined);
