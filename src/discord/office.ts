import type { Batching } from '../core/batching.ts';
import type { DraftBook, GuildBook, SettingsBook, UsageBook } from '../core/books.ts';
import type { PersonaBook } from '../core/personas.ts';
import type { Clock } from '../core/ports.ts';
import type { Offer } from '../core/request.ts';
import type { StandingOf } from '../core/standing.ts';
import type { DrawUsageChart } from '../core/usage-chart.ts';
import type { Vitals } from '../core/vitals.ts';
import type { Api } from './api.ts';
import type { BatchDraft } from './batches/draft.ts';
import type { Download } from './downloads.ts';
import type { Guilds } from './guild.ts';
import type { HistoryOffice } from './history/office.ts';
import type { Picked } from './menus/pictures.ts';
import type { ModeratorsOffice } from './moderation/office.ts';

/** What the commands of admins and moderators work with. */
export interface Office extends ModeratorsOffice {
	settings: SettingsBook;
	usage: UsageBook;
	guilds: GuildBook;
	drafts: DraftBook;
	personas: PersonaBook;
	batches: Batching;
	/** Lists that their members were asked about. */
	batchDrafts: DraftBook<BatchDraft>;
	/** Earlier results: the gallery, and how they came from one another. */
	history: HistoryOffice;
	api: Api;
	download: Download;
	/** Pictures that a message's menu was opened on. */
	picked: Picked;
	/** What the bot reads of servers at Discord. */
	servers: Guilds;
	/** How the bot's own parts are. */
	vitals: Vitals;
	clock: Clock;
	/** Where a member stands under every rule of a server. */
	standing: StandingOf;
	/** Draws a month of a server's usage. */
	chart: DrawUsageChart;
	/** What the operator offers and caps: nothing a server decides goes beyond it. Micro-dollars a day; null for no cap. */
	operator: { offer: Offer; microsPerDay: number | null; imagesPerMinute: number };
}
