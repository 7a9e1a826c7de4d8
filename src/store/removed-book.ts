import type { RemovedBook } from '../core/moderation/books.ts';
import type { Database } from './database.ts';

/** A server has removed hundreds of pictures, at most thousands: they are compared one by one, as the database has them at that moment. */
export function createRemovedBook({ db }: Database): RemovedBook {
	return {
		async add(guildId, hashes, caseNumber, at) {
			if (hashes.length === 0) return;
			await db
				.insertInto('removed_pictures')
				.values([...new Set(hashes)].map((hash) => ({ guild_id: guildId, hash, case_number: caseNumber, at })))
				.onConflict((conflict) => conflict.columns(['guild_id', 'hash', 'case_number']).doNothing())
				.execute();
		},

		async near(guildId, hash, bits) {
			const rows = await db
				.selectFrom('removed_pictures')
				.select(['hash', 'case_number'])
				.where('guild_id', '=', guildId)
				.execute();
			const wanted = halves(hash);
			let nearest: { distance: number; case: number } | undefined;
			for (const row of rows) {
				const distance = distanceOf(wanted, halves(row.hash));
				if (distance > bits) continue;
				const isNearer =
					!nearest || distance < nearest.distance || (distance === nearest.distance && row.case_number > nearest.case);
				if (isNearer) nearest = { distance, case: row.case_number };
			}
			return nearest?.case;
		},

		async drop(guildId, caseNumber) {
			await db
				.deleteFrom('removed_pictures')
				.where('guild_id', '=', guildId)
				.where('case_number', '=', caseNumber)
				.execute();
		},
	};
}

type Halves = readonly [number, number];

/** 64 bits in two numbers, as far as JavaScript's bit operations reach. */
const halves = (hash: string): Halves => [Number.parseInt(hash.slice(0, 8), 16), Number.parseInt(hash.slice(8), 16)];

const distanceOf = ([a, b]: Halves, [c, d]: Halves): number => ones(a ^ c) + ones(b ^ d);

/** How many of 32 bits are set: added up in pairs, then in fours, then in bytes. */
function ones(of: number): number {
	const pairs = of - ((of >>> 1) & 0x55555555);
	const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
	return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
