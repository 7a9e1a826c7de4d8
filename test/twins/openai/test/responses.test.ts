import type OpenAI from 'openai';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createOpenAiTwin, type OpenAiTwin } from '../index.ts';
import { bytesOf, collect, connect, model, picture, refusal } from './client.ts';

let twin: OpenAiTwin;

beforeAll(async () => {
	twin = await createOpenAiTwin({ pictures: 'plain' });
});
afterEach(() => twin.reset());
afterAll(() => twin.stop());

describe('the Responses tool', () => {
	const tool = { type: 'image_generation', model, size: '1024x1024', quality: 'low' } as const;
	const dataUrl = async (width: number) =>
		`data:image/png;base64,${Buffer.from(await (await picture(width)).arrayBuffer()).toString('base64')}`;
	const pictureIn = (response: OpenAI.Responses.Response) => {
		const item = response.output.find((one) => one.type === 'image_generation_call');
		if (!item) throw new Error('no picture');
		return item;
	};

	test('draws and says how it understood the prompt', async () => {
		const response = await connect(twin).responses.create({ model: 'gpt-5.2', input: 'a fox', tools: [tool] });
		expect(response).toMatchObject({ status: 'completed', tool_usage: { image_gen: { output_tokens: 196 } } });
		expect(pictureIn(response)).toMatchObject({ status: 'completed', action: 'generate', size: '1024x1024' });
		expect(pictureIn(response).revised_prompt).toMatch(/^a fox, /);
		expect((await sharp(bytesOf(pictureIn(response).result)).metadata()).width).toBe(1024);
		expect(twin.bill().byPrompt).toEqual({ 'a fox': 1 });
	});

	test('edits the picture of the previous response', async () => {
		const first = await connect(twin).responses.create({ model: 'gpt-5.2', input: 'a fox', tools: [tool] });
		const second = await connect(twin).responses.create({
			model: 'gpt-5.2',
			input: 'bluer',
			tools: [tool],
			previous_response_id: first.id,
		});
		expect(pictureIn(second).action).toBe('edit');
		expect(twin.calls[1]?.inputs).toHaveLength(1);
		expect(
			await refusal(
				connect(twin).responses.create({ model: 'gpt-5.2', input: 'x', tools: [tool], previous_response_id: 'resp_0' }),
			),
		).toMatchObject({ status: 400, code: 'previous_response_not_found' });
	});

	test('takes pictures and a mask as data URLs', async () => {
		const content = [
			{ type: 'input_text' as const, text: 'a hat' },
			{ type: 'input_image' as const, image_url: await dataUrl(1024), detail: 'auto' as const },
		];
		const tools = [{ ...tool, action: 'edit' as const, input_image_mask: { image_url: await dataUrl(1024) } }];
		expect(
			pictureIn(await connect(twin).responses.create({ model: 'gpt-5.2', input: [{ role: 'user', content }], tools }))
				.action,
		).toBe('edit');
		expect(twin.calls[0]).toMatchObject({ prompt: 'a hat', mask: { width: 1024 } });
	});

	test('forgets what was not to be stored', async () => {
		const ask = (change: object) =>
			connect(twin).responses.create({ model: 'gpt-5.2', input: 'a fox', tools: [tool], ...change });
		const first = await ask({ store: false });
		expect(await refusal(ask({ previous_response_id: first.id }))).toMatchObject({
			status: 400,
			code: 'previous_response_not_found',
		});
	});

	test('takes a picture and a mask by their files', async () => {
		const { files, responses } = connect(twin);
		const { id } = await files.create({ file: await picture(1024), purpose: 'vision' });
		const ask = (file_id: string) =>
			responses.create({
				model: 'gpt-5.2',
				input: [{ role: 'user', content: [{ type: 'input_image', file_id, detail: 'auto' }] }],
				tools: [{ ...tool, input_image_mask: { file_id } }],
			});
		expect(pictureIn(await ask(id)).action).toBe('edit');
		expect(twin.calls[0]).toMatchObject({ fileIds: [id, id], mask: { width: 1024 } });
		expect(await refusal(ask('file-0'))).toMatchObject({ status: 400, param: 'input[0].content[0].file_id' });
	});

	test('streams its states, its previews and at last the response', async () => {
		const stream = await connect(twin).responses.create({
			model: 'gpt-5.2',
			input: 'a fox',
			tools: [{ ...tool, partial_images: 1 }],
			stream: true,
		});
		const events = await collect(stream);
		expect(events.map((event) => event.type.replace('response.', ''))).toEqual([
			'created',
			'in_progress',
			'output_item.added',
			'image_generation_call.in_progress',
			'image_generation_call.generating',
			'image_generation_call.partial_image',
			'image_generation_call.completed',
			'output_item.done',
			'completed',
		]);
		expect(events.map((event) => event.sequence_number)).toEqual(events.map((_, index) => index));
		const last = events.at(-1);
		expect(last?.type === 'response.completed' && pictureIn(last.response).result).toBeTruthy();
	});

	test('works in the background and is fetched by its id', async () => {
		const queued = await connect(twin).responses.create({
			model: 'gpt-5.2',
			input: 'a fox',
			tools: [tool],
			background: true,
		});
		expect(queued.status).toBe('queued');
		await expect.poll(async () => (await connect(twin).responses.retrieve(queued.id)).status).toBe('completed');
		expect(pictureIn(await connect(twin).responses.retrieve(queued.id)).result).toBeTruthy();
	});

	test('refuses what the tool does not know', async () => {
		const ask = (change: object, base = 'gpt-5.2') =>
			refusal(connect(twin).responses.create({ model: base, input: 'a fox', tools: [{ ...tool, ...change }] }));
		expect(await ask({ n: 2 })).toMatchObject({ status: 400, code: 'unknown_parameter', param: 'n' });
		expect(await ask({ model: 'dall-e-3' })).toMatchObject({ status: 400 });
		expect(await ask({ action: 'edit' })).toMatchObject({ status: 400 });
		expect(await ask({}, model)).toMatchObject({ status: 400, code: 'model_not_found' });
	});

	test('answers as JSON where a form is given', async () => {
		const content = [{ type: 'input_image' as const, image_url: await dataUrl(64), detail: 'auto' as const }];
		const properties = { short: { type: 'string' }, persona: { type: 'string' }, other: { type: 'string' } };
		const { output_text } = await connect(twin).responses.create({
			model: 'gpt-5.2',
			input: [{ role: 'user', content }],
			text: { format: { type: 'json_schema', name: 'words', schema: { type: 'object', properties } } },
		});
		const words = JSON.parse(output_text) as Record<string, string>;
		expect(Object.keys(words)).toEqual(['short', 'persona', 'other']);
		for (const said of Object.values(words)) expect(said).toMatch(/square.*(green|teal)/i);
	});

	test('without the tool describes the picture it is shown', async () => {
		const content = [{ type: 'input_image' as const, image_url: await dataUrl(64), detail: 'auto' as const }];
		const response = await connect(twin).responses.create({ model: 'gpt-5.2', input: [{ role: 'user', content }] });
		expect(response.output_text).toMatch(/square.*64×64.*(green|teal)/);
		expect(twin.bill().images).toBe(0);
	});
});
