import type { Call } from '../../test/twins/openai/index.ts';
import { type EaselContestant, startEasel } from './contestants.ts';
import { type Posts, watchPosts } from './posts.ts';
import { atLeast, atMost, percentile, type Row } from './table.ts';

/** Three pictures on the way and then the picture, with as much time between them as a model of today takes. */
const previews = 3;
const latencyMs = 6400;
const rounds = 3;
const atOnce = 5;
const goalMs = 300;
/** Milliseconds between two edits of a message. */
const paceMs = 1500;
const member = 'ada';

/** From the moment in which the provider sends a picture on its way to the moment in which a member sees it. */
export async function benchPreviews(): Promise<Row[]> {
	const easel = await startEasel({ latencyMs, settings: { 'look.previews': previews } });
	try {
		const posts = await watchPosts(easel.controlUrl, member);
		const seen: Seen[] = [];
		for (let round = 0; round < rounds; round++) {
			seen.push(...(await Promise.all(Array.from({ length: atOnce }, () => drawOne(easel, posts)))));
		}
		await posts.close();
		return rowsOf(seen);
	} finally {
		await easel.stop();
	}
}

/** Milliseconds. */
interface Seen {
	/** How late the first picture on the way was. */
	late: number;
	/** Between two edits of the message, the shortest time. */
	pace: number;
}

function rowsOf(seen: readonly Seen[]): Row[] {
	const late = seen.map((it) => it.late);
	const pace = Math.min(...seen.map((it) => it.pace));
	const what = `first preview on screen, ${atOnce} at a time`;
	const worst = percentile(late, 1);
	return [
		{ what: `${what}: p50`, unit: 'ms', easel: percentile(late, 0.5) },
		{ what: '… the slowest', unit: 'ms', easel: worst, goal: atMost(goalMs, worst, 'ms') },
		{ what: '… least time between two edits of a message', unit: 'ms', easel: pace, goal: atLeast(paceMs, pace, 'ms') },
	];
}

let serial = 0;

async function drawOne({ discord, providerUrl }: EaselContestant, posts: Posts): Promise<Seen> {
	serial += 1;
	const prompt = `harbour number ${serial}.`;
	const { id } = await discord.as(member).slash('studio', 'imagine', { prompt });
	const shownAt = await posts.pictureIn(id);
	await posts.resultIn(id);
	const calls = (await (await fetch(`${providerUrl}/calls`)).json()) as Call[];
	const sentAt = calls.find((it) => it.prompt.includes(prompt))?.previewsAt?.[0];
	if (sentAt === undefined) throw new Error(`the provider sent no preview for "${prompt}"`);
	// The result comes when it is there; the pace is of what comes before it.
	const times = posts.editsOf(id).slice(0, -1);
	const gaps = times.slice(1).map((at, n) => at - times[n]!);
	return { late: performance.timeOrigin + shownAt - sentAt, pace: Math.min(...gaps) };
}
