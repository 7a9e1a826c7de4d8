import type { AnySelectMenuInteraction, ButtonInteraction, ModalSubmitInteraction } from 'discord.js';
import type { Source } from '../core/request.ts';

/** Whatever a member does with a message's controls, or with the form that one of them opened. */
export type Press = ButtonInteraction | AnySelectMenuInteraction | ModalSubmitInteraction;

/** What was chosen in a select: values of a list, ids of channels, roles or users. */
export const chosenIn = (press: Press): readonly string[] => ('values' in press ? press.values : []);

/** What stands in the fields of a form, by their names: the text of a text input, in a select the first that was chosen, if any. */
export function fieldsOf(press: Press): Record<string, string | undefined> {
	if (!press.isModalSubmit()) return {};
	return Object.fromEntries(
		press.fields.fields.map((field, name) => {
			if ('value' in field) return [name, String(field.value)];
			return [name, 'values' in field ? field.values.map(String)[0] : undefined];
		}),
	);
}

/** The files in an upload field of a form, by its name. */
export function uploadedIn(press: Press, field: string): Pick<Source, 'name' | 'url' | 'size'>[] {
	if (!press.isModalSubmit() || !press.fields.fields.has(field)) return [];
	const files = press.fields.getUploadedFiles(field);
	return files ? [...files.values()].map(({ name, url, size }) => ({ name, url, size })) : [];
}

/** Whose private message was pressed on: only a forger presses on somebody else's, or on one that everybody sees. */
export function whoseIs({ message, user }: Press): 'own' | 'foreign' | 'public' {
	if (!message?.flags.has('Ephemeral')) return 'public';
	return (message.interactionMetadata?.user.id ?? user.id) === user.id ? 'own' : 'foreign';
}
