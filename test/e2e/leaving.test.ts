import { DatabaseSync } from 'node:sqlite';
import { afterEach, expect, test, vi } from 'vitest';
import { openStore } from '../../src/store/index.ts';
import { type Easel, result, startEasel } from './easel.ts';

/** A server that removes the bot finds everything again for thirty days; then what was kept of it is deleted. */

const dayMs = 24 * 60 * 60_000;
let easel: Easel;
afterEach(async () => {
	vi.useRealTimers();
	await easel.stop();
});

const rows = (query: string) => {
	const file = new DatabaseSync(easel.env.STORE_URL!.replace('sqlite://', ''), { readOnly: true });
	const found = file.prepare(query).all();
	file.close();
	return found;
};
/** Time goes on and the bot is started anew; the sockets' own timers stay as they are. */
async function restartAfter(days: number) {
	vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + days * dayMs });
	await easel.restart();
}
const settled = () => vi.waitFor(() => expect(listed()).toBeGreaterThan(asked), { timeout: 5000 });
let asked = 0;
const listed = () => easel.discord.log.filter(({ route }) => route === '/users/@me/guilds').length;
const remember = () => {
	asked = listed();
};

test('what was kept of it goes thirty days after it was missed, and nothing of others', async () => {
	easel = await startEasel();
	await result(easel.discord.as('mia').slash('studio', 'imagine', { prompt: 'an atelier fox' }));
	await result(easel.discord.as('sam').slash('general', 'imagine', { prompt: 'a print room fox' }));
	const [atelier, printRoom] = easel.discord.world.guilds;
	easel.discord.world.guilds.splice(0, 1);

	remember();
	await restartAfter(1);
	await settled();
	remember();
	await restartAfter(29);
	await settled();
	expect(JSON.stringify(rows('select body from jobs'))).toContain('an atelier fox');

	remember();
	await restartAfter(2);
	await vi.waitFor(() => expect(JSON.stringify(rows('select body from jobs'))).not.toContain('an atelier fox'), 5000);
	expect(JSON.stringify(rows('select body from jobs'))).toContain('a print room fox');
	expect(rows('select guild_id from settings')).toEqual([{ guild_id: printRoom!.id }]);
	// What it cost stays on the operator's account.
	const micros = easel.openai.bill().micros;
	expect(rows('select sum(cost_micros) as micros from jobs')).toMatchObject([{ micros: expect.any(Number) }]);
	expect(Number(rows('select sum(cost_micros) as micros from jobs')[0]!.micros)).toBeGreaterThanOrEqual(micros);
	expect(rows(`select count(*) as jobs from jobs where guild_id = '${atelier!.id}' and user_id <> '0'`)).toEqual([
		{ jobs: 0 },
	]);
});

test('one that comes back in time keeps everything', async () => {
	easel = await startEasel({ settings: { 'limits.memberImagesPerDay': 7 } });
	const { guilds } = easel.discord.world;
	const [atelier] = guilds.splice(0, 1);
	remember();
	await restartAfter(1);
	await settled();
	guilds.unshift(atelier!);
	remember();
	await restartAfter(20);
	await settled();
	guilds.splice(0, 1);
	remember();
	await restartAfter(20);
	await settled();
	const store = await openStore(easel.env.STORE_URL!);
	expect((await store.settings.read(atelier!.id)).settings.limits.memberImagesPerDay).toBe(7);
	await store.close();
});

test('a list that Discord does not give deletes nothing', async () => {
	easel = await startEasel({ settings: { 'limits.memberImagesPerDay': 7 } });
	for (let n = 0; n < 3; n++) {
		easel.discord.faults.failNext.push({ route: 'GET /users/@me/guilds', status: 500, times: 4 });
		remember();
		await restartAfter(40);
		await settled();
	}
	expect(rows('select count(*) as servers from settings')).toEqual([{ servers: 2 }]);
	expect(rows('select count(*) as left_servers from guilds where left_at is not null')).toEqual([{ left_servers: 0 }]);
});
