import type { Call } from '../../test/twins/openai/index.ts';
import { type Contestant, type EaselContestant, startBare, startEasel } from './contestants.ts';
import { type Posts, watchPosts } from './posts.ts';
import { atMost, median, percentile, type Row } from './table.ts';

/** Little for a model, and enough that no two calls' ends run into each other's beginnings. */
const latencyMs = 400;
/** Bytes of each picture; a 1024² PNG of a real model has one to three million. */
const pictureBytes = 2_000_000;
const pictures = 20;
const warmUp = 4;
const goalMs = 150;
const member = 'ada';

/**
 * From the member's command to the picture in the channel, less the provider's own time. Beside it, the bare upload of a picture as large to the
 * same kind of twin, by a PATCH that is ready to be sent.
 */
export async function benchAddedTime(): Promise<Row[]> {
	const easel = await startEasel({ latencyMs });
	try {
		const bare = await startBare();
		try {
			const posts = {
				easel: await watchPosts(easel.controlUrl, member),
				bare: await watchPosts(bare.controlUrl, member),
			};
			await order(easel, { always: { kind: 'huge', bytes: pictureBytes } });
			const rows: Row[] = [];
			for (const atOnce of [1, 5]) {
				const draw = () => drawOne(easel, posts.easel);
				const upload = () => uploadOne(bare, posts.bare);
				await inGroups(warmUp, atOnce, draw);
				await inGroups(warmUp, atOnce, upload);
				rows.push(
					...rowsOf(atOnce, {
						added: await inGroups(pictures, atOnce, draw),
						uploads: await inGroups(pictures, atOnce, upload),
					}),
				);
			}
			await Promise.all([posts.easel.close(), posts.bare.close()]);
			return rows;
		} finally {
			await bare.stop();
		}
	} finally {
		await easel.stop();
	}
}

/** Like is taken from like: the uploads' p95 from the p95, since five uploads at once wait for each other as well. */
function rowsOf(atOnce: number, { added, uploads }: Record<'added' | 'uploads', number[]>): Row[] {
	const what = `command to picture, ${atOnce} at a time`;
	const beyond = (share: number): Row => {
		const ms = percentile(added, share) - percentile(uploads, share);
		const goal = atMost(goalMs, ms, 'ms');
		return { what: `${what}, beyond upload too: p${100 * share}`, unit: 'ms', easel: ms, goal };
	};
	return [
		{ what: `${what}, beyond the provider: p50`, unit: 'ms', easel: median(added), bare: median(uploads) },
		beyond(0.5),
		beyond(0.95),
	];
}

/** Runs `count` of them, so many at once, and the next group when the last has ended. */
async function inGroups(count: number, atOnce: number, one: () => Promise<number>): Promise<number[]> {
	const times: number[] = [];
	while (times.length < count) times.push(...(await Promise.all(Array.from({ length: atOnce }, one))));
	return times;
}

let serial = 0;

/** Milliseconds that Easel added to one picture. */
async function drawOne({ discord, providerUrl }: EaselContestant, posts: Posts): Promise<number> {
	serial += 1;
	const prompt = `lighthouse number ${serial}.`;
	const sentAt = performance.now();
	const { id } = await discord.as(member).slash('studio', 'imagine', { prompt });
	const postedAt = await posts.pictureIn(id);
	const calls = (await (await fetch(`${providerUrl}/calls`)).json()) as Call[];
	const call = calls.find((it) => it.prompt.includes(prompt));
	if (!call?.endedAt) throw new Error(`the provider knows no call for "${prompt}"`);
	return postedAt - sentAt - (call.endedAt - call.startedAt);
}

/** Milliseconds that Discord needs to take a picture, and to show it. */
async function uploadOne({ discord, discordUrl, applicationId }: Contestant, posts: Posts): Promise<number> {
	const interaction = await discord.as(member).slash('studio', 'imagine', { prompt: 'a lighthouse' });
	await interaction.acked();
	const body = new FormData();
	body.append('files[0]', new Blob([new Uint8Array(pictureBytes)], { type: 'image/png' }), 'picture.png');
	body.append('payload_json', JSON.stringify({ attachments: [{ id: 0, filename: 'picture.png' }] }));
	const address = `${discordUrl}/v10/webhooks/${applicationId}/${interaction.token}/messages/@original`;
	const sentAt = performance.now();
	const response = await fetch(address, { method: 'PATCH', body });
	if (!response.ok) throw new Error(`the twin refused an upload: ${await response.text()}`);
	await response.arrayBuffer();
	return (await posts.pictureIn(interaction.id)) - sentAt;
}

async function order({ providerUrl }: EaselContestant, faults: unknown): Promise<void> {
	const headers = { 'content-type': 'application/json' };
	await fetch(`${providerUrl}/faults`, { method: 'POST', headers, body: JSON.stringify(faults) });
}
