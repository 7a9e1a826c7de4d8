import type { SettingsBook } from './books.ts';
import type { Attempt, Clock, Queue, Turn } from './ports.ts';

/**
 * A line in which the turns of a server stand still while its moderators have stopped all drawing there. They are out of everybody's way,
 * can be taken back, and go on, at the end of the line, when drawing goes on. What is being drawn at that moment is paid, so it comes.
 */
export type Standstill<Line extends Queue> = Line & {
	/** This process has changed a server's settings: what it decided holds at once. */
	look(guildId: string): void;
};

export interface StandstillParts<Line extends Queue> {
	queue: Line;
	settings: Pick<SettingsBook, 'read'>;
	clock: Pick<Clock, 'sleep'>;
}

/** Another process may have let it go on. */
const lookEveryMs = 5_000;

export function createStandstill<Line extends Queue>({
	queue,
	settings,
	clock,
}: StandstillParts<Line>): Standstill<Line> {
	/** Servers that stand still, as far as this process knows. */
	const still = new Set<string>();
	/** Servers by the turns that are in the line. */
	const inLine = new Map<string, string>();
	/** Turns that were taken out of the line to stand aside. */
	const pulled = new Set<string>();
	/** By turn: who stands aside, to go on or to leave. */
	const aside = new Map<string, { guildId: string; end: (goesOn: boolean) => void }>();
	let isClosing = false;
	let isWatching = false;

	/** What cannot be read is as it was. */
	const isStill = (guildId: string): Promise<boolean> =>
		settings.read(guildId).then(
			(kept) => kept.settings.moderation.paused,
			() => still.has(guildId),
		);

	function stop(guildId: string) {
		if (isClosing) return;
		still.add(guildId);
		for (const [id, whose] of [...inLine]) {
			if (whose !== guildId) continue;
			pulled.add(id);
			if (!queue.leave(id)) pulled.delete(id);
		}
		void watch();
	}

	function goOn(guildId: string) {
		still.delete(guildId);
		for (const it of [...aside.values()]) if (it.guildId === guildId) it.end(true);
	}

	async function look(guildId: string) {
		if (await isStill(guildId)) stop(guildId);
		else goOn(guildId);
	}

	async function watch() {
		if (isWatching) return;
		isWatching = true;
		while (still.size > 0 && !isClosing) {
			await clock.sleep(lookEveryMs);
			await Promise.all([...still].map(look));
		}
		isWatching = false;
	}

	/** False when it leaves instead of going on. */
	function standAside({ id, guildId }: Turn): Promise<boolean> {
		if (isClosing) return Promise.resolve(false);
		return new Promise((resolve) => {
			const end = (goesOn: boolean) => {
				aside.delete(id);
				resolve(goesOn);
			};
			aside.set(id, { guildId, end });
		});
	}

	async function enter<T>(turn: Turn, work: () => Promise<Attempt<T>>): Promise<T | null> {
		for (;;) {
			if (still.has(turn.guildId) && !(await standAside(turn))) return null;
			inLine.set(turn.id, turn.guildId);
			const ended = await queue.enter<{ of: T } | 'later'>(turn, async () => {
				if (await isStill(turn.guildId)) return { value: 'later' };
				const outcome = await work();
				return 'value' in outcome ? { value: { of: outcome.value } } : outcome;
			});
			inLine.delete(turn.id);
			if (ended === 'later') {
				// Another process stopped it: this turn, which was first, finds out for all.
				const goesOn = standAside(turn);
				stop(turn.guildId);
				if (!(await goesOn)) return null;
			} else if (ended) return ended.of;
			else if (!pulled.delete(turn.id)) return null;
		}
	}

	return {
		...queue,
		enter,
		look: (guildId) => void look(guildId),
		leave(id) {
			const standing = aside.get(id);
			standing?.end(false);
			return standing !== undefined || pulled.delete(id) || queue.leave(id);
		},
		stats() {
			const stats = queue.stats();
			return { ...stats, waiting: stats.waiting + aside.size };
		},
		close() {
			isClosing = true;
			for (const it of [...aside.values()]) it.end(false);
			return queue.close();
		},
	};
}
