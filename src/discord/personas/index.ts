import { type KeptPersona, keyOf, type OwnerKind, type Persona } from '../../core/personas.ts';
import type { CommandContext, PressContext } from '../command.ts';
import type { Press } from '../press.ts';
import { escapeText, shorten } from '../text.ts';
import { staleView } from '../views/notice.ts';
import { changePicture, drawPicture, showPicture } from './drawing.ts';
import { personaForm, tryForm, typedIn } from './forms.ts';
import { ofTab, type Page, type PersonaId, readPersonaId, type Tab } from './ids.ts';
import { draftGone, keep, keepDraft, personaDraft } from './keeping.ts';
import { gone, listView } from './list-view.ts';
import { removeView, saying } from './views.ts';
import { acknowledge, isOwnPress, noServer, ownerFor, type Visit, visitOf } from './visit.ts';

/** `/persona`: everything is answered privately. */
export async function runPersona(context: CommandContext): Promise<void> {
	const visit = visitOf(context);
	const { subcommand, options, reply } = context;
	const owner: OwnerKind = options.server === true ? 'server' : 'member';
	if (subcommand !== 'list' && !ownerFor(visit, owner)) return reply.instead(noServer(visit));
	if (subcommand === 'add') return reply.form(personaForm({ owner }, visit.locale));
	await reply.later({ private: true });
	if (subcommand === 'remove') return askToRemove(visit, owner, String(options.name ?? ''));
	const { own, server } = await visit.personas();
	const tab = own.length > 0 ? 'member' : server.length > 0 ? 'server' : 'starter';
	await showList(visit, { tab, page: 0 });
}

/** Whoever presses, presses on what is theirs; a right to the server's is asked for each time. */
export async function pressPersona(context: PressContext): Promise<void> {
	const { interaction, reply, locale } = context;
	const visit = visitOf(context);
	const id = readPersonaId(context.id);
	const isForm = id?.verb === 'fill' || id?.verb === 'tried';
	if (!id || isForm !== interaction.isModalSubmit() || !isOwnPress(interaction))
		return reply.instead(staleView(locale));
	if ('owner' in id && !ownerFor(visit, id.owner)) return reply.instead(noServer(visit));
	await answer(visit, id, interaction);
}

/** Every answer acknowledges before it reads the store, but for those that are a form, which has to hold what is stored. */
async function answer(visit: Visit, id: PersonaId, press: Press): Promise<void> {
	const { reply, locale } = visit;
	switch (id.verb) {
		case 'list':
		case 'turn':
			await reply.noted();
			return showList(visit, id);
		case 'new':
			return reply.form(personaForm({ owner: id.owner }, locale));
		case 'edit':
			return edit(visit, id.owner, id.key);
		case 'again':
			return editAgain(visit, id.draft);
		case 'fill':
			await acknowledge(visit, press);
			return keep(visit, { owner: id.owner, typed: typedIn(press), before: id.before });
		case 'keep':
			await reply.noted();
			return keepDraft(visit, id.draft);
		case 'remove':
			await reply.noted();
			return askToRemove(visit, id.owner, id.key);
		case 'removed':
			await reply.noted();
			return remove(visit, id.owner, id.key);
		case 'try':
			return tryOut(visit, id.tab, id.key);
		case 'tried':
			return showPicture(visit, press);
		case 'retry':
			return changePicture(visit, id.draft);
		case 'draw':
			return drawPicture(visit, id.draft);
	}
}

const ofKey = <T extends Persona>(personas: readonly T[], key: string): T | undefined =>
	personas.find(({ name }) => keyOf(name) === key);

async function kept(visit: Visit, owner: OwnerKind, key: string): Promise<KeptPersona | undefined> {
	const { own, server } = await visit.personas();
	return ofKey(owner === 'member' ? own : server, key);
}

async function showList(visit: Visit, { tab, page }: Page, notice = ''): Promise<void> {
	const { reply, guildId, locale } = visit;
	const personas = await visit.personas();
	const shown = { tab, page, personas, inServer: guildId !== null, isAdmin: reply.rights.manageServer, notice };
	await reply.show(listView(shown, locale));
}

async function edit(visit: Visit, owner: OwnerKind, key: string): Promise<void> {
	const { reply, locale } = visit;
	const found = await kept(visit, owner, key);
	if (!found) return reply.instead(gone(locale));
	const { name, perspective, defaults, at } = found;
	const { style = '', shape = '', quality = '' } = defaults;
	const typed = { name, perspective, style, shape, quality };
	await reply.form(personaForm({ owner, before: { key: found.key, at }, typed }, locale));
}

async function editAgain(visit: Visit, draft: string): Promise<void> {
	const filled = await personaDraft(visit, draft);
	if (!filled) return visit.reply.instead(draftGone(visit));
	if (!ownerFor(visit, filled.owner)) return visit.reply.instead(noServer(visit));
	await visit.reply.form(personaForm(filled, visit.locale));
}

async function askToRemove(visit: Visit, owner: OwnerKind, name: string): Promise<void> {
	const { reply, locale } = visit;
	const found = await kept(visit, owner, keyOf(name));
	await reply.show(found ? removeView(found, locale) : saying(await whyNone(visit, owner, name), locale));
}

async function whyNone({ personas, t }: Visit, owner: OwnerKind, name: string): Promise<string> {
	const words = { name: escapeText(shorten(name, 80)) };
	if (ofKey((await personas()).starters, keyOf(name))) return t('personas.starterStays', words);
	return owner === 'member' ? t('personas.unknown', words) : t('personas.unknownServer', words);
}

async function remove(visit: Visit, kind: OwnerKind, key: string): Promise<void> {
	const { office, t } = visit;
	const owner = ownerFor(visit, kind);
	const found = await kept(visit, kind, key);
	const isRemoved = owner && found && (await office.personas.remove(owner, found.key));
	const notice = isRemoved ? t('personas.remove.done', { name: escapeText(found.name) }) : t('personas.gone');
	await showList(visit, { tab: kind, page: 0 }, notice);
}

async function tryOut(visit: Visit, tab: Tab, key: string): Promise<void> {
	const { reply, locale } = visit;
	const found = ofKey(ofTab(await visit.personas(), tab), key);
	await (found ? reply.form(tryForm({ persona: found.name }, locale)) : reply.instead(gone(locale)));
}
