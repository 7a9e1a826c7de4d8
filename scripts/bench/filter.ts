import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { checkPattern, createWordFilter, type Entry } from '../../src/filter/index.ts';
import { evilPatterns, evilTexts } from '../../test/filter/evil-patterns.ts';
import { atMost, median, type Row } from './table.ts';

const words = 5000;
const characters = 32_000;
const rounds = 25;
const loopGoalMs = 50;
const wordsGoalMs = 5;

/** The word filter with a full list on the longest prompt, and how long patterns keep the event loop from going on. */
export async function benchFilter(): Promise<Row[]> {
	return [...(await benchWords()), ...(await benchPatterns())];
}

async function benchWords(): Promise<Row[]> {
	let state = 11;
	const upTo = (limit: number) => {
		state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
		return (state >>> 8) % limit;
	};
	const word = () => Array.from({ length: 4 + upTo(8) }, () => String.fromCharCode(97 + upTo(26))).join('');
	const list = Array.from({ length: words }, (_, index): Entry => {
		const text = index % 10 ? word() : `${word()} ${word()}`;
		return { id: String(index), kind: 'word', text, verdict: 'hold' };
	});
	const [filter, made] = await timed(() => createWordFilter(list));
	const prompts = {
		English: 'A quiet harbour at dawn, oil on canvas, with seven boats. ',
		mixed: 'Größe мир 世界 안녕 $h0p b a d g ',
	};
	const rows: Row[] = [
		{
			what: `word filter: made of ${words.toLocaleString('en')} entries`,
			unit: 'ms',
			easel: made,
		},
	];
	for (const [name, sentence] of Object.entries(prompts)) {
		const prompt = sentence.repeat(characters / sentence.length + 1).slice(0, characters);
		const times: number[] = [];
		for (let round = 0; round < rounds; round++) times.push((await timed(() => filter.check(prompt)))[1]);
		const ms = median(times);
		rows.push({
			what: `word filter: ${characters.toLocaleString('en')} characters, ${name}`,
			unit: 'ms',
			easel: ms,
			goal: atMost(wordsGoalMs, ms, 'ms'),
		});
	}
	return rows;
}

async function benchPatterns(): Promise<Row[]> {
	let unseen = '';
	const usable = evilPatterns.filter((text) => checkPattern(text).ok);
	const largest = Array.from({ length: 50 }, (_, index) => `(a|b)*a(a|b){${20 + index}}[c${index}]`);
	return [
		await held(`checking ${evilPatterns.length} evil patterns`, async () => {
			// Never seen before, so that each is compiled again.
			unseen += ' ';
			for (const text of evilPatterns) {
				checkPattern(unseen + text);
				await sleep(0);
			}
		}),
		await held(
			`${evilPatterns.length} evil patterns (${usable.length} accepted) on 4 × ${characters.toLocaleString('en')}`,
			() => run(usable),
		),
		await held(`50 patterns at once on 4 × ${characters.toLocaleString('en')}`, () => run(largest)),
	];
}

async function run(patterns: readonly string[]): Promise<void> {
	const filter = createWordFilter(
		patterns.map((text, index) => ({ id: String(index), kind: 'pattern', text, verdict: 'hold' })),
	);
	for (const text of evilTexts()) await filter.check(text);
}

/** The longest time for which the event loop stood still meanwhile: that of the middle of three rounds, since a busy machine stops it too. */
async function held(what: string, work: () => Promise<void>): Promise<Row> {
	const longest: number[] = [];
	for (let round = 0; round < 3; round++) {
		const delay = monitorEventLoopDelay({ resolution: 1 });
		delay.enable();
		await sleep(20);
		// What came before this round is none of it.
		delay.reset();
		await work();
		await sleep(20);
		delay.disable();
		longest.push(delay.max / 1e6);
	}
	const ms = median(longest);
	return { what: `event loop held: ${what}`, unit: 'ms', easel: ms, goal: atMost(loopGoalMs, ms, 'ms') };
}

async function timed<Result>(work: () => Result | Promise<Result>): Promise<[Result, number]> {
	const start = performance.now();
	const result = await work();
	return [result, performance.now() - start];
}
