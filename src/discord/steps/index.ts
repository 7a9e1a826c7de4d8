import type { Job } from '../../core/job.ts';
import { parseBlend, parseDescribe } from '../../core/next-steps.ts';
import type { Clock } from '../../core/ports.ts';
import type { Asked, Offer } from '../../core/request.ts';
import type { DrawCells } from '../../core/sheets.ts';
import type { Upload } from '../api.ts';
import { jobFor } from '../jobs.ts';
import { chosenIn, fieldsOf, type Press } from '../press.ts';
import { remembering } from '../remembering.ts';
import type { Reply } from '../reply.ts';
import { whereIs } from '../rights.ts';
import { staleView } from '../views/notice.ts';
import { blendForm, filesIn, resultsIn } from './blend.ts';
import { anotherShape, canvasOf, canvasPanel, isZoom, reshapeOf, shapeForm } from './canvas.ts';
import { type From, readStepId, type StepId, stepId } from './ids.ts';
import type { NextStep } from './next-steps.ts';
import { paintView } from './painting.ts';
import { inTime, priceOf, resultSource, type StepParts, someWords } from './parts.ts';
import { centre, isCells, regionForm, regionOf, regionPanel } from './region.ts';
import { whichView } from './views.ts';

export interface Steps {
	/** Opens a step from under a message that shows so many pictures. Throws `Refused`. */
	open(step: NextStep, from: From, pictures: number, press: Press, reply: Reply): Promise<void>;
	/** Takes what was pressed in one of their panels; `id` are the parts of the custom id after its first. Throws `Refused`. */
	press(press: Press, id: readonly string[], reply: Reply): Promise<void>;
}

export interface AllStepParts extends StepParts {
	drawCells: DrawCells;
	/** A picture as small as it is shown. */
	shrink: (bytes: Uint8Array) => Promise<Uint8Array>;
	clock: Clock;
	/** Gives whoever presses a way to the painter; absent where there is none. */
	paint?: (from: From, reply: Reply) => Promise<{ address: string; until: number }>;
}

const rememberMs = 10 * 60_000;

export function createSteps(parts: AllStepParts): Steps {
	const { studio, offer, results, drawCells, shrink, clock, paint } = parts;
	/** A region is chosen press by press, and its picture is the same each time. */
	const lately = remembering<Uint8Array>(rememberMs, clock, { failures: false });

	async function at({ jobId }: From, press: Press, reply: Reply): Promise<{ job: Job; allowed: Offer }> {
		return { job: await jobFor(studio, jobId, reply.asker), allowed: await offer(whereIs(press)) };
	}

	/** Micro-dollars; undefined where that cannot be told before a form has to open. */
	function price(from: From, press: Press, reply: Reply, ask: (job: Job, allowed: Offer) => Asked) {
		const asking = at(from, press, reply).then(({ job, allowed }) => priceOf(allowed, () => ask(job, allowed)));
		return inTime(asking, clock);
	}

	/** What comes of it is as private as where it came from. */
	async function draw(from: From, press: Press, reply: Reply, ask: (job: Job, allowed: Offer) => Asked): Promise<void> {
		await reply.later({ private: from.isPrivate });
		const { job, allowed } = await at(from, press, reply);
		await studio.draw(ask(job, allowed), reply, { parent: job.id, parentPicture: from.picture });
	}

	async function showRegion(from: From, cells: number, press: Press, reply: Reply): Promise<void> {
		const { job, allowed } = await at(from, press, reply);
		const small = await lately(`${from.jobId} ${from.picture}`, async () =>
			shrink((await results.one(job, from.picture)).bytes),
		);
		const bytes = await drawCells(small, cells);
		const preview: Upload = { name: `part-${cells}.png`, bytes, type: 'image/png' };
		const micros = priceOf(allowed, () => regionOf(job, from, cells || centre, someWords, allowed));
		const more = { locale: press.locale, micros, ...(paint ? { paintId: stepId('paint', from) } : {}) };
		await reply.show(regionPanel(job, from, cells, preview, more), [preview]);
	}

	async function showCanvas(from: From, press: Press, reply: Reply): Promise<void> {
		const { job, allowed } = await at(from, press, reply);
		await reply.show(canvasPanel(job, from, allowed, press.locale));
	}

	async function blend(from: From, press: Press, reply: Reply): Promise<void> {
		const { prompt = '', picture: chosen = 0 } = fieldsOf(press);
		const picture = Number(chosen);
		const others = resultsIn(press);
		const isPrivate = from.isPrivate || !(await areOpen(others, reply));
		await reply.later({ private: isPrivate });
		const { job, allowed } = await at(from, press, reply);
		const first = { ...from, picture };
		// Each of them is asked for as if it were shown: nobody draws on what they may not see.
		for (const { jobId } of others) await jobFor(studio, jobId, reply.asker);
		const pictures = [
			resultSource(first, 'reference'),
			...others.map((other) => resultSource({ ...from, ...other }, 'reference')),
			...filesIn(press),
		];
		const asked = parseBlend(job.request, pictures, { prompt, private: isPrivate }, allowed);
		await studio.draw(asked, reply, { parent: job.id, parentPicture: picture });
	}

	/** Everybody may see all of these. What cannot be told before Discord wants an answer is taken for private. */
	async function areOpen(results: readonly Pick<From, 'jobId'>[], { asker }: Reply): Promise<boolean> {
		const jobs = Promise.all(results.map(({ jobId }) => jobFor(studio, jobId, asker)));
		const open = jobs.then((found) => found.every(({ request }) => !request.private));
		return (await inTime(open, clock)) ?? false;
	}

	/** Whoever asks is told, and nobody else. */
	async function describe(from: From, press: Press, reply: Reply): Promise<void> {
		const { job, allowed } = await at(from, press, reply);
		const asked = parseDescribe(resultSource(from), press.locale, allowed, from.isPrivate);
		await studio.draw(asked, reply, { parent: job.id, parentPicture: from.picture });
	}

	/** The panel stands where its select or button was. */
	function pictureIn({ picture }: From, press: Press): number {
		const [chosen] = chosenIn(press);
		return chosen === undefined ? picture : Number(chosen);
	}

	async function press(press: Press, parts: readonly string[], reply: Reply): Promise<void> {
		const id = readStepId(parts);
		if (!id) return reply.instead(staleView(press.locale));
		const { verb, arg } = id;
		switch (verb) {
			case 'cells': {
				const [cells = ''] = arg.split('-');
				if (!isCells(cells)) return reply.instead(staleView(press.locale));
				await reply.noted();
				return showRegion({ ...id, picture: pictureIn(id, press) }, Number(cells), press, reply);
			}
			case 'cells-ask':
			case 'cells-form':
				return isCells(arg) ? cellsAsked(id, press, reply) : reply.instead(staleView(press.locale));
			case 'canvas':
				await reply.noted();
				return showCanvas({ ...id, picture: pictureIn(id, press) }, press, reply);
			case 'zoom': {
				const zoom = Number(arg);
				if (!isZoom(zoom)) return reply.instead(staleView(press.locale));
				return draw(id, press, reply, (job, allowed) => canvasOf(job, id, { zoom, ratio: null }, allowed));
			}
			case 'reshape':
				return reshape(id, press, reply);
			case 'reshape-form':
				return draw(id, press, reply, (job, allowed) => reshapeOf(job, id, fieldsOf(press).shape ?? '', allowed));
			case 'blend-form':
				return blend(id, press, reply);
			case 'paint': {
				if (!paint) return reply.instead(staleView(press.locale));
				await reply.later({ private: true });
				await at(id, press, reply);
				const { address, until } = await paint(id, reply);
				return void (await reply.show(paintView(address, until, press.locale)));
			}
			case 'describe':
				await reply.later({ private: true });
				return describe({ ...id, picture: pictureIn(id, press) }, press, reply);
		}
	}

	async function cellsAsked(id: StepId, press: Press, reply: Reply): Promise<void> {
		const cells = Number(id.arg);
		if (id.verb === 'cells-form') {
			const { prompt = '' } = fieldsOf(press);
			return draw(id, press, reply, (job, allowed) => regionOf(job, id, cells, prompt, allowed));
		}
		const micros = await price(id, press, reply, (job, allowed) => regionOf(job, id, cells, someWords, allowed));
		return reply.form(regionForm(id, cells, micros, press.locale));
	}

	async function reshape(id: StepId, press: Press, reply: Reply): Promise<void> {
		const [shape = ''] = chosenIn(press);
		if (shape !== anotherShape) {
			return draw(id, press, reply, (job, allowed) => reshapeOf(job, id, shape, allowed));
		}
		const wide = { zoom: 1, ratio: 16 / 9 };
		const micros = await price(id, press, reply, (job, allowed) => canvasOf(job, id, wide, allowed));
		return reply.form(shapeForm(id, micros, press.locale));
	}

	return {
		async open(step, from, pictures, press, reply) {
			switch (step) {
				case 'region':
					await reply.later({ private: true });
					return showRegion(from, centre, press, reply);
				case 'canvas':
					await reply.later({ private: true });
					return showCanvas(from, press, reply);
				case 'blend': {
					const two = (job: Job, allowed: Offer) => {
						const both = [resultSource(from), resultSource(from)];
						return parseBlend(job.request, both, { prompt: someWords }, allowed);
					};
					const micros = await price(from, press, reply, two);
					const customId = stepId('blend-form', from);
					return reply.form(blendForm({ customId, pictures, micros, locale: press.locale }));
				}
				case 'describe':
					await reply.later({ private: true });
					if (pictures > 1) return void (await reply.show(whichView(pictures, from, press.locale)));
					return describe(from, press, reply);
			}
		},
		press,
	};
}
