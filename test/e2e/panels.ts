import type { Fields, Interaction, Message, Options } from '../twins/discord/index.ts';
import type { Easel } from './easel.ts';

export const maxId = '298855170346352641';

/** How the tests of the settings work with the panel, as an admin at their own client does. */

export interface Admin {
	/** A subcommand of /settings, and what it answered. */
	type(subcommand: string, options?: Options): Promise<Message>;
	/** The panel, opened at this page. */
	page(name: string): Promise<Message>;
	/** Presses and resolves with the panel as it is then. */
	press(message: Message, button: string): Promise<Message>;
	choose(message: Message, field: string, values: string[]): Promise<Message>;
	/** Opens a form, fills it in and resolves with the panel as it is then. */
	fill(message: Message, form: string, fields: Fields): Promise<Message>;
	/** Opens a form, to be filled in later. */
	form(message: Message, form: string): Promise<Interaction>;
	submit(form: Interaction, fields: Fields): Promise<Message>;
}

/** Max as an admin too: who is one is asked at every press, so a role is enough. */
export function secondAdmin(easel: Easel): Admin {
	const { roles, members } = easel.discord.world.guilds[0]!;
	const admins = roles.find(({ name }) => name === 'Admins')!.id;
	members.find(({ userId }) => userId === maxId)!.roles.push(admins);
	return adminOf(easel, 'max');
}

export function adminOf(easel: Easel, name: string, channel = name === 'sam' ? 'general' : 'studio'): Admin {
	const actor = () => easel.discord.as(name);
	const answered = async (asked: Promise<Interaction>) => (await asked).response();

	/** By label, by custom id, or by what its custom id is about. */
	const idOf = (message: Message, wanted: string): string => {
		const ids = message.buttons().map(({ customId, label }) => ({ customId: customId ?? '', label }));
		const found =
			ids.find(({ customId, label }) => customId === wanted || label === wanted) ??
			ids.find(({ customId }) => partsOf(customId).includes(wanted));
		if (!found) throw new Error(`no button ${wanted} among ${ids.map(({ customId }) => customId).join(', ')}`);
		return found.customId;
	};
	const selectOf = (message: Message, field: string): string => {
		const ids = message.selects().map(({ customId }) => customId);
		const found = ids.find((id) => partsOf(id).includes(field));
		if (!found) throw new Error(`no select ${field} among ${ids.join(', ')}`);
		return found;
	};

	const admin: Admin = {
		type: (subcommand, options = {}) => answered(actor().slash(channel, 'settings', options, { subcommand })),
		page: async (page) => admin.press(await admin.type('show'), page),
		press: (message, button) => answered(actor().press(message, idOf(message, button))),
		choose: (message, field, values) => answered(actor().choose(message, selectOf(message, field), values)),
		form: async (message, form) => {
			const opened = await actor().press(message, idOf(message, form));
			await opened.modal();
			return opened;
		},
		submit: (form, fields) => answered(actor().submit(form, fields)),
		fill: async (message, form, fields) => admin.submit(await admin.form(message, form), fields),
	};
	return admin;
}

const partsOf = (customId: string): string[] => customId.split(':').slice(1);
