import { wordsFor } from '../../locales/words.ts';
import type { CommandContext, PressContext } from '../command.ts';
import { isJobId } from '../ids.ts';
import { payload, text } from '../payload.ts';
import { chosenIn, type Press } from '../press.ts';
import { staleView } from '../views/notice.ts';
import { fresh, readResultId, readViewId, type Verb } from './ids.ts';
import { compare, goBack, showHistory } from './lineage.ts';
import { chosenView, showPage } from './page.ts';
import { sendToDms } from './sending.ts';
import { askToShare, onlyServerView, share, unshare } from './sharing.ts';
import { showResult } from './show.ts';
import { star } from './stars.ts';
import type { Visit } from './visit.ts';

export async function runGallery({ subcommand, options, ...visit }: CommandContext): Promise<void> {
	const { reply, locale } = visit;
	if (subcommand === 'show') return showTyped(visit, String(options.id ?? ''));
	const scope = subcommand === 'server' ? 'server' : 'mine';
	if (scope === 'server' && reply.asker.guildId === null) return reply.instead(onlyServerView(locale));
	await reply.later({ private: true });
	await showPage(visit, fresh(scope));
}

/** As it stands in captions, with or without the sign before it. */
async function showTyped(visit: Visit, typed: string): Promise<void> {
	const id = typed.trim().replace(/^#/, '');
	if (!isJobId(id)) {
		const words = wordsFor(visit.locale)('gallery.noId');
		return visit.reply.instead(payload('notice', [text(words)]));
	}
	await visit.reply.later({ private: true });
	await showResult(visit, id);
}

export async function pressGallery({ id, interaction, ...visit }: PressContext): Promise<void> {
	const { reply, locale } = visit;
	if (id[0] === 'open') return openChosen(visit, chosenIn(interaction)[0] ?? '');
	const turned = readViewId(id);
	if (turned) {
		const view = chosenView(turned.verb, turned.view, interaction);
		if (view.scope === 'server' && reply.asker.guildId === null) return reply.instead(onlyServerView(locale));
		await reply.noted();
		return showPage(visit, view);
	}
	const asked = readResultId(id);
	if (!asked) return reply.instead(staleView(locale));
	return pressResult(visit, asked, interaction);
}

async function openChosen(visit: Visit, jobId: string): Promise<void> {
	if (!isJobId(jobId)) return visit.reply.instead(staleView(visit.locale));
	await visit.reply.later({ private: true });
	await showResult(visit, jobId);
}

export interface OfResult {
	verb: Verb;
	jobId: string;
	token?: string | undefined;
}

/** What is done with one result, from its own buttons or from those of any message that shows it. Throws `Refused`. */
export async function pressResult(visit: Visit, { verb, jobId, token = '' }: OfResult, press: Press): Promise<void> {
	const { reply } = visit;
	if (verb === 'post' || verb === 'unshare') await reply.noted();
	else await reply.later({ private: true });
	switch (verb) {
		case 'star':
		case 'unstar':
			return star(visit, jobId, verb === 'star');
		case 'dm':
			return sendToDms(visit, jobId);
		case 'share':
			return askToShare(visit, jobId);
		case 'post':
			return share(visit, jobId, token);
		case 'unshare':
			return unshare(visit, jobId, press);
		case 'show':
			return showResult(visit, jobId);
		case 'back':
			return goBack(visit, jobId);
		case 'compare':
			return compare(visit, jobId);
		case 'history':
			return showHistory(visit, jobId);
	}
}
