import type { APIComponentInContainer } from 'discord.js';
import type { Kept } from '../../core/books.ts';
import { button, type Payload, payload, row } from '../payload.ts';
import { panelId, type View } from './ids.ts';
import type { Notice } from './notices.ts';
import { pages } from './pages/index.ts';
import type { Stand } from './views/controls.ts';
import { entriesOnPage, historyView } from './views/history.ts';
import { overview } from './views/overview.ts';
import { pageView } from './views/page.ts';
import { rolesView, roleView } from './views/roles.ts';
import { setupView } from './views/setup.ts';
import { thresholdView } from './views/thresholds.ts';
import type { Visit } from './visit.ts';
import type { Wording } from './wording.ts';

/** Answers a command with a view of the panel, privately. */
export async function open(visit: Visit, view: View): Promise<void> {
	await visit.reply.later({ private: true });
	await show(visit, view, await visit.office.settings.read(visit.guildId));
}

/** Shows a view of the panel, under what is to be said first. */
export async function show(visit: Visit, view: View, kept: Kept, notice: Notice = []): Promise<void> {
	await visit.reply.show(await viewOf(visit, view, kept, notice));
}

export async function viewOf(visit: Visit, view: View, kept: Kept, notice: Notice = []): Promise<Payload> {
	const stand = { view, ...kept };
	const content = view.name === 'history' ? await history(visit, stand) : contentOf(stand, visit);
	const [first, ...rest] = content;
	// A form's answer or news stands under the heading, where the eye is.
	const isHeaded = view.name !== 'done' && first !== undefined;
	return payload('panel', isHeaded ? [first, ...notice, ...rest] : [...notice, ...content]);
}

/** Every view but the history, which has to be looked up. */
export function contentOf(stand: Stand, wording: Wording): APIComponentInContainer[] {
	const { view, revision } = stand;
	switch (view.name) {
		case 'setup':
			return setupView(stand, wording);
		case 'roles':
			return rolesView(stand, wording);
		case 'role':
			return roleView(stand, wording);
		case 'threshold':
			return thresholdView(stand, wording);
		case 'done':
			return [row(button(wording.t('settings.button.open'), panelId('open', { name: 'overview' }, revision)))];
		default: {
			const page = pages.find(({ name }) => name === view.name);
			return page ? pageView(page, stand, wording) : overview(stand, wording);
		}
	}
}

async function history(
	{ office, guildId, ...wording }: Visit,
	{ view, revision }: Stand,
): Promise<APIComponentInContainer[]> {
	const before = view.arg === undefined ? {} : { before: Number(view.arg) };
	const entries = await office.settings.history(guildId, { limit: entriesOnPage + 1, ...before });
	return historyView({ view, revision, entries }, { ...wording, guildId });
}
