import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Turn } from '../../src/core/ports.ts';
import { createTurns, type Turns } from '../../src/queue/turns.ts';

const ids = (turns: readonly Turn[]) => turns.map(({ id }) => id);

function take(turns: Turns, count = Number.POSITIVE_INFINITY): Turn[] {
	const taken: Turn[] = [];
	while (taken.length < count) {
		const turn = turns.take();
		if (!turn) break;
		taken.push(turn);
	}
	return taken;
}

/** `a1` is member a's first turn. */
function turnsOf(userId: string, count: number, images = 1, guildId = 'g'): Turn[] {
	return Array.from({ length: count }, (_, index) => ({ id: `${userId}${index + 1}`, guildId, userId, images }));
}

function lineOf(...turns: Turn[]): Turns {
	const line = createTurns();
	for (const turn of turns) line.add(turn);
	return line;
}

describe('fair turns', () => {
	it('serve one member in the order they asked', () => {
		expect(ids(take(lineOf(...turnsOf('a', 4, 3))))).toEqual(['a1', 'a2', 'a3', 'a4']);
	});

	it('go round the members of a guild', () => {
		const line = lineOf(...turnsOf('a', 3), ...turnsOf('b', 2), ...turnsOf('c', 1));
		expect(ids(take(line))).toEqual(['a1', 'b1', 'c1', 'a2', 'b2', 'a3']);
	});

	it('go round the guilds first, however many members each has', () => {
		const crowd = ['a', 'b', 'c', 'd'].flatMap((userId) => turnsOf(userId, 1, 1, 'big'));
		const line = lineOf(...crowd, ...turnsOf('x', 2, 1, 'small'));
		expect(ids(take(line))).toEqual(['a1', 'x1', 'b1', 'x2', 'c1', 'd1']);
	});

	it('serve five newcomers within one round of a member who asked for thirty', () => {
		const line = lineOf(...turnsOf('heavy', 30));
		take(line, 7);
		for (const userId of ['a', 'b', 'c', 'd', 'e']) line.add(turnsOf(userId, 1)[0]!);
		expect(ids(take(line, 6)).sort()).toEqual(['a1', 'b1', 'c1', 'd1', 'e1', 'heavy8']);
	});

	it('count images, so ten pictures at once weigh as much as ten turns', () => {
		const line = lineOf(...turnsOf('grids', 3, 10), ...turnsOf('single', 30));
		const firsts = take(line, 22);
		expect(firsts.filter(({ userId }) => userId === 'grids')).toHaveLength(2);
		expect(firsts.filter(({ userId }) => userId === 'single')).toHaveLength(20);
	});

	it('put a turn that was taken in vain before all others and do not charge it twice', () => {
		const line = lineOf(...turnsOf('a', 3, 4), ...turnsOf('b', 3, 4));
		const rest = line.order().slice(1);
		const first = line.take()!;
		line.putBack(first);
		expect(line.first()).toBe(first);
		expect(line.order()).toEqual([first, ...rest]);
		expect(take(line)).toEqual([first, ...rest]);
	});

	it('let go of a turn that was put back', () => {
		const line = lineOf(...turnsOf('a', 2));
		const first = line.take()!;
		line.putBack(first);
		expect(line.remove(first)).toBe(true);
		expect(line.remove(first)).toBe(false);
		expect(ids(take(line))).toEqual(['a2']);
		expect(line.size()).toBe(0);
	});
});

const turn = fc.record({
	guildId: fc.constantFrom('g1', 'g2', 'g3'),
	userId: fc.constantFrom('a', 'b', 'c', 'd'),
	images: fc.integer({ min: 1, max: 10 }),
});
const step = fc.oneof(
	{ weight: 5, arbitrary: turn.map((asked) => ({ do: 'add' as const, asked })) },
	{ weight: 3, arbitrary: fc.constant({ do: 'take' as const }) },
	{ weight: 1, arbitrary: fc.nat().map((which) => ({ do: 'remove' as const, which })) },
	{ weight: 1, arbitrary: fc.constant({ do: 'takeInVain' as const }) },
);

describe('fair turns, whatever happens', () => {
	it('are served once each, in the order foretold, while others come and go', () => {
		fc.assert(
			fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
				const line = createTurns();
				const inside = new Set<Turn>();
				for (const [index, event] of steps.entries()) {
					if (event.do === 'add') {
						const added = { id: String(index), ...event.asked };
						inside.add(added);
						line.add(added);
					} else if (event.do === 'remove') {
						const leaver = [...inside][event.which % inside.size];
						if (leaver) expect(line.remove(leaver)).toBe(inside.delete(leaver));
					} else {
						const foretold = line.order()[0];
						expect(line.first()).toBe(foretold);
						const taken = line.take();
						expect(taken).toBe(foretold);
						if (taken && event.do === 'takeInVain') line.putBack(taken);
						else if (taken) inside.delete(taken);
					}
					expect(line.size()).toBe(inside.size);
				}
				const order = line.order();
				expect(take(line)).toEqual(order);
				expect(new Set(order)).toEqual(inside);
			}),
		);
	});

	it('keep whoever is first there when others join', () => {
		fc.assert(
			fc.property(fc.array(turn, { minLength: 1 }), fc.array(turn), (before, after) => {
				const line = lineOf(...before.map((asked, index) => ({ id: `b${index}`, ...asked })));
				const first = line.first();
				for (const [index, asked] of after.entries()) line.add({ id: `a${index}`, ...asked });
				expect(line.first()).toBe(first);
			}),
		);
	});

	it('give members who always have something waiting the same number of images, within one turn', () => {
		const sizes = fc.array(fc.integer({ min: 1, max: 10 }), { minLength: 40, maxLength: 40 });
		fc.assert(
			fc.property(fc.array(sizes, { minLength: 2, maxLength: 6 }), (members) => {
				const line = lineOf(
					...members.flatMap((turnSizes, member) =>
						turnSizes.map((images, index) => ({ id: `${member}-${index}`, guildId: 'g', userId: `${member}`, images })),
					),
				);
				const got = members.map(() => 0);
				const left = members.map((turnSizes) => turnSizes.length);
				while (left.every((count) => count > 0)) {
					const taken = line.take()!;
					got[Number(taken.userId)]! += taken.images;
					left[Number(taken.userId)]! -= 1;
					expect(Math.max(...got) - Math.min(...got)).toBeLessThanOrEqual(10);
				}
			}),
		);
	});

	it('never let a newcomer with one picture wait for more than one turn of everybody else', () => {
		fc.assert(
			fc.property(fc.array(turn, { maxLength: 60 }), fc.nat({ max: 30 }), (others, served) => {
				const line = lineOf(...others.map((asked, index) => ({ ...asked, id: `${index}`, guildId: 'g' })));
				take(line, served);
				line.add({ id: 'new', guildId: 'g', userId: 'new', images: 1 });
				const order = line.order();
				const ahead = order.slice(0, ids(order).indexOf('new'));
				// Ten images: the largest turn there is, or small ones for the credit that was earned while a large one waited.
				for (const userId of new Set(ahead.map((other) => other.userId))) {
					const images = ahead.filter((other) => other.userId === userId).reduce((sum, other) => sum + other.images, 0);
					expect(images).toBeLessThanOrEqual(10);
				}
			}),
		);
	});
});
