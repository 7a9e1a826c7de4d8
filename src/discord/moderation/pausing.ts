import { wordsFor } from '../../locales/words.ts';
import { unlessGone } from '../api.ts';
import type { Office } from '../office.ts';
import { payload, text } from '../payload.ts';
import { ago, escapeText } from '../text.ts';
import { aboutGuild } from './about-guild.ts';

export interface NewPause {
	guildId: string;
	userId: string;
	by: string;
	/** The case it is for; null where it is for none. */
	case: number | null;
	/** Milliseconds. */
	forMs: number;
	/** The member's language; the server's where it is not known. */
	locale?: string;
}

/** From now on this member may not draw here. They are told where Discord lets the bot. Resolves with when it ends (ms). */
export async function pauseMember(
	office: Pick<Office, 'members' | 'clock' | 'api' | 'settings'>,
	{ guildId, userId, by, case: number, forMs, locale }: NewPause,
): Promise<number> {
	const at = office.clock.now();
	const until = at + forMs;
	await office.members.pause(
		{ guildId, userId, until, by, case: number },
		{ guildId, at, by, action: 'paused', case: number, about: userId, why: '' },
	);
	// It holds whether they hear of it or not.
	await tell(office, { guildId, userId, at, until, locale }).catch(() => undefined);
	return until;
}

interface Told {
	guildId: string;
	userId: string;
	at: number;
	until: number;
	locale: string | undefined;
}

async function tell(
	{ api, settings }: Pick<Office, 'api' | 'settings'>,
	{ guildId, userId, at, until, locale }: Told,
): Promise<void> {
	const guild = await aboutGuild(api, guildId);
	const { look } = (await settings.read(guildId)).settings;
	const t = wordsFor(locale ?? look.language ?? guild?.locale ?? 'en');
	const server = guild ? `**${escapeText(guild.name)}**` : t('case.paused.aServer');
	const view = payload('notice', [text(t('case.paused.told', { server, when: ago(until) }))]);
	// Another pause a moment later is told too.
	const nonce = `p${at.toString(36)}${userId.slice(-10)}`;
	await unlessGone(async () => api.post(await api.openDm(userId), nonce, view));
}
