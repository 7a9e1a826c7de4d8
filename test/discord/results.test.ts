import { describe, expect, test } from 'vitest';
import type { Job, JobState } from '../../src/core/job.ts';
import type { StoredPicture } from '../../src/core/ports.ts';
import { Refused } from '../../src/core/refusal.ts';
import { createResults } from '../../src/discord/results.ts';
import { finish } from '../../src/pictures/finish.ts';
import { attached, jobOf } from '../core/jobs.ts';
import { plain } from '../pictures/samples.ts';

const bytes = await plain(8, 8).png().toBuffer();
const kept: StoredPicture = { kind: 'result', role: 'image', index: 0, type: 'image/png', bytes };

function resultsWith({
	stored = [],
	posted = ['a.png'],
	found,
}: {
	stored?: StoredPicture[];
	posted?: string[] | null;
	found?: Job;
}) {
	const asked: string[] = [];
	const results = createResults({
		api: {
			async picturesOf(channelId, messageId) {
				asked.push(`${channelId} ${messageId}`);
				return posted?.map((name) => attached(name));
			},
		},
		async download({ name, url }) {
			asked.push(url);
			if (name === 'gone.png') throw new Refused({ code: 'pictureGone', name });
			return bytes;
		},
		ledger: { find: async () => found, pictures: async () => stored },
		finish,
	});
	return { results, asked };
}

const job = (state: JobState = 'delivered', change: Partial<Job> = {}): Job => {
	const it = jobOf();
	return { ...it, state, reply: { ...it.reply, messageId: '7' }, ...change };
};
const unseen = { refusal: { code: 'resultUnseen' } };

describe('the pictures of an earlier job', () => {
	test('are fetched through its message, whose addresses are fresh', async () => {
		const { results, asked } = resultsWith({ posted: ['a.png', 'b.png'] });
		const found = await results.of(job());
		expect(found.map(({ name, width }) => [name, width])).toEqual([
			['easel-1.png', 8],
			['easel-2.png', 8],
		]);
		expect(asked[0]).toBe(`${job().asker.channelId} 7`);
	});

	test('are taken from here where they are kept, and nobody is asked', async () => {
		const { results, asked } = resultsWith({ stored: [kept] });
		expect(await results.of(job())).toHaveLength(1);
		expect(asked).toEqual([]);
	});

	test('are not looked for at Discord where they are private or outside of any server', async () => {
		const { results, asked } = resultsWith({});
		const isPrivate = job('delivered', { request: { ...job().request, private: true } });
		const inMessages = job('delivered', { asker: { ...job().asker, guildId: null } });
		for (const it of [isPrivate, inMessages]) await expect(results.one(it, 0)).rejects.toMatchObject(unseen);
		expect(asked).toEqual([]);
	});

	test('are gone with their message', async () => {
		await expect(resultsWith({ posted: null }).results.one(job(), 0)).rejects.toMatchObject(unseen);
		await expect(resultsWith({ posted: ['gone.png'] }).results.one(job(), 0)).rejects.toMatchObject(unseen);
	});

	test.each(['held', 'made', 'refused', 'expired', 'queued'] as const)(
		'are shown to nobody through a job that is %s, though their bytes are here',
		async (state) => {
			await expect(resultsWith({ stored: [kept] }).results.one(job(state), 0)).rejects.toMatchObject(unseen);
		},
	);

	test('are as many as they are: another one is refused', async () => {
		const { results } = resultsWith({ stored: [kept] });
		for (const picture of [1, -1, Number.NaN]) await expect(results.one(job(), picture)).rejects.toMatchObject(unseen);
	});
});

describe('what a source names', () => {
	const source = (url: string) => ({ ...attached('x.png'), url });

	test('is a result where it says so, else what it always was', async () => {
		const { results, asked } = resultsWith({ stored: [kept], found: job() });
		expect(await results.download(source(`result:${job().id}/0`))).toEqual(bytes);
		await results.download(attached('a.png'));
		expect(asked).toEqual([attached('a.png').url]);
	});

	test('is refused where there is no such job', async () => {
		await expect(resultsWith({}).results.download(source('result:0aaaaaaaaaaa/0'))).rejects.toMatchObject(unseen);
	});
});
