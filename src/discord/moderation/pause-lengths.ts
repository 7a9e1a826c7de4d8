import { wordsFor } from '../../locales/words.ts';
import { chosenIn, type Press } from '../press.ts';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
/** For how long a member can be paused, milliseconds, by the name of its words. */
export const pauseLengths = {
	minutes10: 10 * minuteMs,
	hour1: 60 * minuteMs,
	hours6: 6 * 60 * minuteMs,
	day1: dayMs,
	days7: 7 * dayMs,
	days30: 30 * dayMs,
} as const satisfies Record<string, number>;

/** What a select for them offers. */
export const pauseOptions = (locale: string) =>
	Object.keys(pauseLengths).map((name) => ({ label: wordsFor(locale)(`case.pause.${name}`), value: name }));

/** What was chosen in such a select, in milliseconds; undefined for anything that it does not offer. */
export const lengthChosen = (press: Press): number | undefined =>
	Object.entries(pauseLengths).find(([name]) => name === chosenIn(press)[0])?.[1];
