import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { defaultWorld, type Interaction, type Message } from '../twins/discord/index.ts';
import { type Easel, holdWord, startEasel } from './easel.ts';
import { hasPictures, words } from './trouble.ts';

/** Two moderators press at once on a hundred cases: a hundred decisions, each of them by one. */

const many = 100;
const review = '934190266370285571';
let easel: Easel;

beforeAll(async () => {
	const world = defaultWorld();
	const [atelier] = world.guilds;
	// Noah moderates as well, for today.
	atelier!.members.find(({ userId }) => userId === '341906627730145281')!.roles.push('934189010768064512');
	easel = await startEasel({
		discord: { world },
		env: { MAX_CONCURRENT: '20' },
		settings: { 'safety.reviewChannel': review },
	});
	await holdWord(easel.env.STORE_URL!, atelier!.id, 'lighthouse');
});
afterAll(() => easel.stop());

test('each case is decided once, by whoever was first; the other is told whose it was', async () => {
	await Promise.all(
		Array.from({ length: many }, (_, n) =>
			easel.discord.as('mia').slash('studio', 'imagine', { prompt: `a lighthouse, number ${n}` }),
		),
	);
	const cards = () => easel.discord.channel('mod-review').messages();
	await vi.waitFor(() => expect(cards()).toHaveLength(many), { timeout: 60_000, interval: 200 });

	const press = (who: string, card: Message, label: string) => easel.discord.as(who).press(card, words(label));
	const presses: Interaction[][] = await Promise.all(
		cards().map((card) => Promise.all([press('max', card, 'button.approve'), press('noah', card, 'button.approve')])),
	);
	const decided = () =>
		cards().filter((card) => !card.buttons().some(({ label }) => label === words('button.approve')));
	await vi.waitFor(() => expect(decided()).toHaveLength(many), { timeout: 60_000, interval: 200 });

	// Of each pair one hears nothing but the card, the other whose decision it was.
	const late = () => presses.map((pair) => pair.flatMap(({ followups }) => followups).length);
	await vi.waitFor(() => expect(late()).toEqual(Array(many).fill(1)), { timeout: 30_000, interval: 200 });
	const drawn = () => easel.discord.channel('studio').messages('noah').filter(hasPictures);
	await vi.waitFor(() => expect(drawn()).toHaveLength(many), { timeout: 60_000, interval: 200 });
	expect(easel.openai.bill().calls).toBe(many);
}, 180_000);
