import type { Turn } from '../core/ports.ts';

/** Something that takes its turns in a round: it is served when its credit covers its next turn. Both in images. */
interface Share {
	credit: number;
	/** What a round adds to the credit. */
	weight: number;
}
interface Member extends Share {
	turns: Turn[];
}
interface Guild extends Share {
	members: Member[];
}
interface Line {
	/** Turns that were taken in vain; they come before all others and have paid already. */
	returned: Turn[];
	guilds: Guild[];
}

export interface Turns {
	/** To the end of the member's own line. */
	add(turn: Turn): void;
	/** For a turn that was taken in vain: it is served next and pays no second time. */
	putBack(turn: Turn): void;
	remove(turn: Turn): boolean;
	/** Who is served next. The answer changes only when that turn leaves or another one is put back. */
	first(): Turn | undefined;
	/** Takes the first out of the line. */
	take(): Turn | undefined;
	/** All of them as they will be served if nobody else comes or goes. */
	order(): Turn[];
	size(): number;
}

/**
 * Deficit round robin (Shreedhar and Varghese, 1995), twice: over the guilds, and inside each guild over its members. A
 * round gives everyone one image, and a member of higher weight as many as that inside of their guild: one picture is served at the first visit, four at the fourth, and nobody's turn is
 * ever left unused while somebody waits.
 */
export function createTurns(): Turns {
	const line: Line = { returned: [], guilds: [] };
	const guilds = new Map<string, Guild>();
	const members = new Map<string, Member>();
	let size = 0;

	const keyOf = (turn: Turn) => `${turn.guildId}/${turn.userId}`;

	function forgetIfEmpty(turn: Turn) {
		if (members.get(keyOf(turn))?.turns.length === 0) members.delete(keyOf(turn));
		if (guilds.get(turn.guildId)?.members.length === 0) guilds.delete(turn.guildId);
	}

	return {
		add(turn) {
			const guild = guilds.get(turn.guildId) ?? join(line.guilds, { credit: 1, weight: 1, members: [] });
			const { weight = 1 } = turn;
			const member = members.get(keyOf(turn)) ?? join(guild.members, { credit: weight, weight, turns: [] });
			// A role can have come or gone since the member's last turn.
			member.weight = weight;
			member.turns.push(turn);
			guilds.set(turn.guildId, guild);
			members.set(keyOf(turn), member);
			size += 1;
		},
		putBack(turn) {
			line.returned.push(turn);
			size += 1;
		},
		remove(turn) {
			const guild = guilds.get(turn.guildId);
			const member = members.get(keyOf(turn));
			const found = drop(line.returned, turn) || (member !== undefined && drop(member.turns, turn));
			if (guild && member?.turns.length === 0) drop(guild.members, member);
			if (guild?.members.length === 0) drop(line.guilds, guild);
			forgetIfEmpty(turn);
			if (found) size -= 1;
			return found;
		},
		first: () => firstOf(line),
		take() {
			const turn = takeFrom(line);
			if (!turn) return undefined;
			forgetIfEmpty(turn);
			size -= 1;
			return turn;
		},
		order() {
			const rehearsal = copyOf(line);
			const order: Turn[] = [];
			for (let turn = takeFrom(rehearsal); turn; turn = takeFrom(rehearsal)) order.push(turn);
			return order;
		},
		size: () => size,
	};
}

function takeFrom(line: Line): Turn | undefined {
	const turn = firstOf(line);
	if (!turn || line.returned.shift()) return turn;
	const guild = line.guilds[0]!;
	const member = guild.members[0]!;
	member.turns.shift();
	member.credit -= turn.images;
	guild.credit -= turn.images;
	// Who waits for nothing has left the round, and the credit with them: it cannot be saved up.
	if (member.turns.length === 0) guild.members.shift();
	if (guild.members.length === 0) line.guilds.shift();
	return turn;
}

const firstOf = (line: Line) => line.returned[0] ?? firstInRound(line.guilds, firstOfGuild);
const firstOfGuild = (guild: Guild) => firstInRound(guild.members, (member) => member.turns[0]);

/** Goes round until whoever is in front can pay. Asking again moves nothing. */
function firstInRound<S extends Share>(round: S[], next: (share: S) => Turn | undefined): Turn | undefined {
	for (let front = round[0]; front; front = round[0]) {
		const turn = next(front);
		if (turn && turn.images <= front.credit) return turn;
		front.credit += front.weight;
		round.push(round.shift()!);
	}
	return undefined;
}

function join<S extends Share>(round: S[], newcomer: S): S {
	round.push(newcomer);
	return newcomer;
}

function drop<T>(list: T[], item: T): boolean {
	const index = list.indexOf(item);
	if (index >= 0) list.splice(index, 1);
	return index >= 0;
}

function copyOf({ returned, guilds }: Line): Line {
	const copyOfMember = (member: Member) => ({ ...member, turns: [...member.turns] });
	return {
		returned: [...returned],
		guilds: guilds.map((guild) => ({ ...guild, members: guild.members.map(copyOfMember) })),
	};
}
