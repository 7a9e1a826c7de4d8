import { dayOf } from '../../core/calendar.ts';
import { type GalleryQuery, isAnyCovered, pageOf, readerOf, type Trait } from '../../core/gallery.ts';
import type { Job } from '../../core/job.ts';
import { namesIn } from '../../core/prompt.ts';
import { chosenIn, type Press } from '../press.ts';
import { nameHash, type Span, type View, type ViewVerb } from './ids.ts';
import { type Filters, galleryFile, pageView, type Shown } from './page-view.ts';
import { canView, mayLookOf, type Visit, zoneOf } from './visit.ts';

const dayMs = 24 * 60 * 60_000;
/** Models and personas are offered as far as they were used in so many of the latest results. */
const latest = 500;

/** Shows a page of results as one picture, with what narrows it down, as the answer to come. */
export async function showPage(visit: Visit, view: View): Promise<void> {
	const { reply, office, locale } = visit;
	const { book, thumbnails, sheets } = office.history;
	const { guildId, userId } = reply.asker;
	const timeZone = await zoneOf(visit);
	const now = office.clock.now();
	const filters = await filtersOf(visit, view);
	const query = queryOf(view, filters, { guildId, viewer: userId, since: sinceOf(view.span, now, timeZone) });
	const page = await pageOf(readerOf(book, query, mayLookOf(visit)), view.at);
	const waiting = view.scope === 'mine' ? await book.waiting({ userId, guildId }) : [];
	const shown: Shown = {
		view,
		page,
		filters,
		waiting,
		isElsewhere: guildId === null,
		...(await marksOf(visit, page.jobs)),
		dating: { locale, timeZone, now },
	};
	const grid = galleryFile(shown, await thumbnails.of(page.jobs));
	const files = grid ? [{ name: grid.name, type: 'image/png', bytes: await sheets.grid(grid.tiles) }] : [];
	await reply.show(pageView(shown), files);
}

/** What was chosen changes the view, and leads to its first page. */
export function chosenView(verb: ViewVerb, view: View, press: Press): View {
	if (verb === 'page') return view;
	const [value = ''] = chosenIn(press);
	const { at: _, ...first } = view;
	return { ...first, [verb]: value === 'any' && verb !== 'span' ? '' : value };
}

async function marksOf({ office, reply }: Visit, jobs: readonly Job[]) {
	const ids = jobs.map(({ id }) => id);
	const { book } = office.history;
	const [starred, reported] = await Promise.all([book.starred(reply.asker.userId, ids), book.reported(ids)]);
	return { starred, isCovered: isAnyCovered(jobs, reported) };
}

/** Of a server, only what stands in channels that the member can see. */
async function filtersOf(visit: Visit, { scope }: View): Promise<Filters> {
	const { office, reply } = visit;
	const { guildId, userId } = reply.asker;
	const traits = await office.history.book.traits({ scope, guildId, viewer: userId }, latest);
	const channels = [...new Set(traits.map((trait) => trait.channelId))];
	const may = await Promise.all(channels.map((id) => scope === 'mine' || canView(visit, id)));
	const visible = new Set(channels.filter((_, i) => may[i]));
	return filtersFrom(traits.filter((trait) => visible.has(trait.channelId)));
}

const filtersFrom = (traits: readonly Trait[]): Filters => ({
	models: [...new Set(traits.map(({ model }) => model))].toSorted(),
	personas: [...new Set(traits.flatMap(({ persona }) => namesIn(persona ?? '')))].toSorted(),
});

/** A name that is not there any more narrows nothing down. */
function queryOf(
	{ scope, starred, model, persona }: View,
	{ models, personas }: Filters,
	who: { guildId: string | null; viewer: string; since: number | undefined },
): GalleryQuery {
	const { guildId, viewer, since } = who;
	const named = (names: readonly string[], hash: string) => names.find((name) => nameHash(name) === hash);
	const [chosenModel, chosenPersona] = [named(models, model), named(personas, persona)];
	return {
		scope,
		guildId,
		viewer,
		starred,
		...(chosenModel === undefined ? {} : { model: chosenModel }),
		...(chosenPersona === undefined ? {} : { persona: chosenPersona }),
		...(since === undefined ? {} : { since }),
	};
}

/** Today begins at midnight by the server's clocks. */
function sinceOf(span: Span, now: number, timeZone: string): number | undefined {
	if (span === 'any') return undefined;
	if (span === 'today') return dayOf(now, timeZone).start;
	return now - (span === 'week' ? 7 : 30) * dayMs;
}
