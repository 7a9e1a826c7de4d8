/** What a provider sends is read as unknown: compatible servers leave out, rename and invent fields. */
export type Json = Readonly<Record<string, unknown>>;

export const isJson = (value: unknown): value is Json =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** An object's field, or undefined where there is no object or no such field. */
export const fieldOf = (value: unknown, name: string): unknown => (isJson(value) ? value[name] : undefined);

export function textOf(value: unknown, name: string): string | undefined {
	const text = fieldOf(value, name);
	return typeof text === 'string' && text !== '' ? text : undefined;
}

export function listOf(value: unknown, name: string): readonly unknown[] {
	const list = fieldOf(value, name);
	return Array.isArray(list) ? list : [];
}
