/** What is pressed or chosen under a check; the command that it belongs to is `settings`. */
export const acts = ['again', 'role', 'member'] as const;
export type Act = (typeof acts)[number];

const place = 'doctor';

export const doctorId = (act: Act): string => `settings:${place}:${act}`;

/** Whether a custom id, cut into the parts after its command, belongs to the doctor at all. */
export const isDoctors = ([first]: readonly string[]): boolean => first === place;

/** Undefined for anything that Easel did not make. */
export function readDoctorId([first, name, ...rest]: readonly string[]): Act | undefined {
	return first === place && rest.length === 0 ? acts.find((it) => it === name) : undefined;
}
