import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type {
	Actor,
	DiscordTwin,
	Interaction,
	Message,
	MessageButton,
	MessageSelect,
} from '../../test/twins/discord/index.ts';
import { startHouse } from './house.ts';

interface Step {
	/** What a member would have typed. */
	typed: string;
	/** The files it becomes: `imagine-1.png`. */
	name: string;
	pictures: number;
	run: (mia: Actor, first: Buffer) => Promise<Interaction>;
}

const imageOf = (first: Buffer) => ({ file: first, name: 'lighthouse.png', type: 'image/png' });

const steps: Step[] = [
	{
		typed: '/imagine prompt: a lighthouse above a calm sea at sunset',
		name: 'imagine',
		pictures: 1,
		run: (mia) => mia.slash('studio', 'imagine', { prompt: 'a lighthouse above a calm sea at sunset' }),
	},
	{
		typed: '/imagine prompt: a fox in a snowy forest shape: wide count: 2',
		name: 'imagine-wide',
		pictures: 2,
		run: (mia) => mia.slash('studio', 'imagine', { prompt: 'a fox in a snowy forest', shape: 'wide', count: 2 }),
	},
	{
		typed: '/edit image: lighthouse.png prompt: a full moon and stars region: top',
		name: 'edit',
		pictures: 1,
		run: (mia, first) =>
			mia.slash('studio', 'edit', { image: imageOf(first), prompt: 'a full moon and stars', region: 'top' }),
	},
	{
		typed: '/vary image: lighthouse.png',
		name: 'vary',
		pictures: 1,
		run: (mia, first) => mia.slash('studio', 'vary', { image: imageOf(first) }),
	},
];

/** Runs one of each command as a member and writes the pictures into `folder`. True when all of them came. */
export async function runOnce(folder: string): Promise<boolean> {
	const house = await startHouse();
	await mkdir(folder, { recursive: true });
	let first: Buffer = Buffer.alloc(0);
	let complete = true;
	try {
		for (const step of steps) {
			console.log(`\nmia  ${step.typed}`);
			const pictures = await show(step, house.discord, first).catch((error: Error) => {
				console.log(`  failed: ${error.message}`);
				return [];
			});
			for (const [index, picture] of pictures.entries())
				console.log(`  wrote ${await write(folder, step.name, index, picture)}`);
			first = first.length > 0 ? first : (pictures[0] ?? first);
			if (pictures.length !== step.pictures) {
				console.log(`  expected ${step.pictures} picture(s), got ${pictures.length}`);
				complete = false;
			}
		}
	} finally {
		await house.stop();
	}
	console.log(complete ? '\nAll pictures came.' : '\nNot all pictures came.');
	return complete;
}

/** Prints what the member reads and resolves with the bytes of the pictures they see. */
async function show(step: Step, discord: DiscordTwin, first: Buffer): Promise<Buffer[]> {
	const interaction = await step.run(discord.as('mia'), first);
	const ack = await interaction.acked();
	console.log(`  acknowledged after ${Math.round(ack.afterMs)} ms${ack.ephemeral ? ', only mia sees the answer' : ''}`);
	// A refusal has no pictures either: then what stands there after all that time is what the member sees.
	const message = await interaction.response(isFinal, 20_000).catch(() => interaction.response());
	for (const line of reading(message)) console.log(`  | ${line}`);
	console.log(`  ${[...message.buttons(), ...message.selects()].map(face).join(' ')}`);
	return Promise.all(message.pictures().map(async ({ url }) => Buffer.from(await discord.download(url))));
}

/** The text alone: buttons, menus and alt texts are told apart from it. */
function reading(message: Message): string[] {
	const besides = new Set([
		...message.buttons().map((button) => button.label),
		...message.selects().map((select) => select.placeholder),
		...message.pictures().map((picture) => picture.description),
	]);
	return message
		.text()
		.split('\n')
		.filter((line) => !besides.has(line));
}

const face = (control: MessageButton | MessageSelect) =>
	'label' in control ? `[${control.label}]` : `[${control.placeholder} ▾]`;

/** What is still being waited for has no pictures, or has previews without buttons. */
const isFinal = (message: Message) => message.pictures().length > 0 && message.buttons().length > 0;

async function write(folder: string, name: string, index: number, picture: Buffer): Promise<string> {
	const path = join(folder, `${name}-${index + 1}.${extensionOf(picture)}`);
	await writeFile(path, picture);
	return path;
}

function extensionOf(picture: Buffer): string {
	if (picture.subarray(1, 4).toString() === 'PNG') return 'png';
	return picture.subarray(8, 12).toString() === 'WEBP' ? 'webp' : 'jpg';
}
