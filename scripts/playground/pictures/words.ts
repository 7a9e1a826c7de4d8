import type { Browser } from 'playwright-core';
import { startPlayground } from '../start.ts';
import { answer, draw, fill, look, more, portrait, write } from './camera.ts';

/** What a vision model might say of the lighthouse; the stand-in cannot see that much. */
const said = {
	short: 'A striped lighthouse on a calm shore at sunset, the low sun mirrored in the sea.',
	detailed:
		'A red and white lighthouse stands to the left of a wide, calm sea. The sun hangs low over the horizon and lays a broken path of light on the water. Violet clouds drift through an orange sky. Flat shapes, soft grain, warm colours.',
	persona:
		'As a keeper in his last year of service would paint it from memory: the tower a little too tall, the sea a little too kind, and the lamp already lit.',
	photograph:
		'A photograph of a lighthouse at dusk, 35 mm at f/8 from a tripod, long exposure that smooths the water, the sun just above the horizon.',
};

/** Words for a picture, and pictures through somebody's eyes. */
export async function words(browser: Browser): Promise<void> {
	const { openai, url, stop } = await startPlayground({ port: 4800 });
	const page = await look(browser, url);
	const lighthouse = await draw(page, 'A lighthouse on a cliff above the sea at sunset');
	openai.faults.next.push({ kind: 'say', text: JSON.stringify(said) });
	await more(lighthouse, 'Describe');
	await write(await portrait(await answer(page, 'As a photograph')), 'describe');

	await page.locator('.say').fill('/persona add');
	await page.keyboard.press('Enter');
	await page.keyboard.press('Enter');
	await fill(
		page,
		'lamplighter',
		'somebody who lit the lamps of a harbour town all their life and sees a place by its lights',
	);
	const kept = await answer(page, 'is kept, for you alone');
	await kept.getByRole('button', { name: 'Try' }).click();
	const form = page.getByRole('dialog');
	await form.getByRole('textbox').first().fill('a harbour town in winter');
	await form.getByRole('textbox').nth(1).fill('lamplighter + woodblock');
	await form.getByRole('button', { name: 'Submit' }).click();
	await write(await portrait(await answer(page, 'What will be sent')), 'persona');
	await stop();
	await page.close();
}
