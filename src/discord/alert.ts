import { createHash } from 'node:crypto';
import { DiscordAPIError } from 'discord.js';
import type { Alert } from '../core/books.ts';
import { monthFromId } from '../core/calendar.ts';
import type { Settings } from '../core/settings.ts';
import { type Api, unlessGone } from './api.ts';
import { aboutGuild } from './moderation/about-guild.ts';
import { alertView } from './views/alert.ts';

/** Posts a budget alert where the server's admins want it; nowhere when they named no channel, or it is gone. Throws while Discord cannot be reached. */
export const createAlertPost =
	(api: Api) =>
	async (alert: Alert, settings: Settings): Promise<void> => {
		const { alertChannel } = settings.budget;
		if (!alertChannel) return;
		const { language, timeZone } = settings.look;
		const resetsAt = monthFromId(alert.month, timeZone)?.end ?? alert.at;
		const locale = language ?? (await aboutGuild(api, alert.guildId))?.locale ?? 'en';
		const view = alertView(alert, settings, resetsAt, locale);
		try {
			await unlessGone(() => api.post(alertChannel, nonceOf(alert), view));
		} catch (error) {
			// A channel that takes no messages, such as a category; the doctor tells the admins.
			if (!(error instanceof DiscordAPIError && error.status === 400)) throw error;
		}
	};

/** The same for the same alert: Discord takes 25 characters. */
const nonceOf = ({ guildId, month, percent, budgetMicros }: Alert): string =>
	createHash('sha256').update([guildId, month, percent, budgetMicros].join(' ')).digest('hex').slice(0, 25);
