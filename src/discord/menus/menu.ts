import { parseDescribe, parseEditOf, parseVaryOf } from '../../core/next-steps.ts';
import {
	type Asked,
	type Offer,
	type Options,
	parseEdit,
	parseVary,
	readResultAddress,
	type Source,
} from '../../core/request.ts';
import type { Command, CommandContext, PressContext } from '../command.ts';
import { editForm, filledIn, pictureForm, type StepForm, varyForm } from '../forms.ts';
import { jobFor } from '../jobs.ts';
import type { Reply } from '../reply.ts';
import { inTime, priceOf, someWords } from '../steps/parts.ts';
import { staleView } from '../views/notice.ts';
import { pickedAt, picturesFor } from './pictures.ts';

/** What the menu of a message offers for the pictures in it, whoever posted them. */
export interface Menu {
	name: 'edit-image' | 'vary-image' | 'describe-image';
	form: (form: StepForm) => ReturnType<typeof editForm>;
	/** Whether something has to be asked about so many pictures. */
	isAsked: (pictures: number) => boolean;
	/** Its answer is for whoever asks alone; else it is as private as the message that the menu was opened on. */
	isPrivate: boolean;
	/** For a picture that somebody posted. */
	parse(image: Source, options: Options, offer: Offer, locale: string): Asked;
	/** For one that was drawn here: it goes on from there. */
	parseOf: (job: Awaited<ReturnType<typeof jobFor>>, picture: number, options: Options, offer: Offer) => Asked;
}

export const editMenu: Menu = {
	name: 'edit-image',
	form: editForm,
	isAsked: () => true,
	isPrivate: false,
	parse: (image, options, offer) => parseEdit({ ...options, image }, offer),
	parseOf: parseEditOf,
};

export const varyMenu: Menu = {
	name: 'vary-image',
	form: varyForm,
	isAsked: (pictures) => pictures > 1,
	isPrivate: false,
	parse: (image, options, offer) => parseVary({ ...options, image }, offer),
	parseOf: (job, _, options, offer) => parseVaryOf(job.request, options, offer),
};

export const describeMenu: Menu = {
	name: 'describe-image',
	form: pictureForm,
	isAsked: (pictures) => pictures > 1,
	isPrivate: true,
	parse: (image, options, offer, locale) => parseDescribe(image, locale, offer, options.private === true),
	parseOf: (_, __, { image, locale, ...options }, offer) =>
		parseDescribe(image as Source, String(locale), offer, options.private === true),
};

/** The command behind a menu. */
export const commandOf = (menu: Menu) =>
	({
		data: { name: menu.name, type: 'message', anywhere: true },
		run: (context) => run(menu, context),
		press: (context) => press(menu, context),
	}) satisfies Command;

async function run(menu: Menu, context: CommandContext): Promise<void> {
	const { target, reply, office, locale } = context;
	const pictures = target ? picturesFor(target) : [];
	const [first] = pictures;
	if (!first) return reply.instead(staleView(locale));
	const isPrivate = target?.isPrivate ?? false;
	if (!menu.isAsked(pictures.length)) return draw(menu, first, { private: isPrivate }, context);
	const customId = `${menu.name}:${await office.picked.put(pictures)}${isPrivate ? ':p' : ''}`;
	const asked = context
		.offer()
		.then((allowed) => priceOf(allowed, () => menu.parse(first, { prompt: someWords }, allowed, locale)));
	const micros = await inTime(asked, office.clock);
	await reply.form(menu.form({ customId, pictures: pictures.length, micros, locale }));
}

async function press(menu: Menu, context: PressContext): Promise<void> {
	const { id, interaction, reply, office, locale } = context;
	const [picked = '', whose, ...rest] = id;
	const isRight = (whose === undefined || whose === 'p') && rest.length === 0;
	if (!isRight || !/^[0-9a-f-]{36}$/.test(picked)) return reply.instead(staleView(locale));
	const { picture, options } = filledIn(interaction);
	const source = await pickedAt(office.picked, picked, picture);
	return draw(menu, source, { ...options, private: whose === 'p' }, context);
}

interface Drawing {
	reply: Reply;
	studio: CommandContext['studio'];
	offer: CommandContext['offer'];
	locale: string;
}

async function draw(
	menu: Menu,
	image: Source,
	options: Options,
	{ reply, studio, offer, locale }: Drawing,
): Promise<void> {
	await reply.later({ private: menu.isPrivate || options.private === true });
	const step = readResultAddress(image.url);
	if (!step) return void (await studio.draw(menu.parse(image, options, await offer(), locale), reply));
	const job = await jobFor(studio, step.jobId, reply.asker);
	const asked = menu.parseOf(job, step.picture, { ...options, image, locale }, await offer());
	await studio.draw(asked, reply, { parent: job.id, parentPicture: step.picture });
}
