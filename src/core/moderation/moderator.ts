import type { Log, StoredPicture } from '../ports.ts';
import type { Settings } from '../settings.ts';
import type { RemovedBook } from './books.ts';
import { type Category, type Scores, type Threshold, thresholdsFor } from './categories.ts';
import { isBeyondServers } from './floor.ts';
import { highest, type Judgement, judgementOf, judgeScores, type Subject, type Trigger } from './judgement.ts';

/** What one look of the moderation endpoint brought. `absent`: this provider has none, so nobody can ask it. */
export type Look = { kind: 'scores'; scores: Scores; model: string } | { kind: 'unreadable' | 'down' | 'absent' };

export interface Endpoint {
	/** Never throw; an answer that is slow, refused or nonsense is `down`. */
	text(text: string): Promise<Look>;
	picture(picture: Pick<StoredPicture, 'bytes' | 'type'>): Promise<Look>;
}

export interface Hit {
	/** The id of the word, or a name of the rule. */
	entry: string;
	verdict: 'hold' | 'refuse';
	/** As it stands in the text. */
	found: string;
}

/** Finds words and patterns in a text; a long text is searched in slices, so that nobody else waits. */
export type Filter = (text: string) => Promise<readonly Hit[]>;

/** What no server can loosen. */
export interface OperatorRules {
	filter: Filter;
	floor: Partial<Record<Category, Threshold>>;
}

export interface ModeratorParts {
	endpoint: Endpoint;
	/** A server's own words. */
	words: (guildId: string) => Promise<Filter>;
	/** The keyword rules of a server's AutoMod, where the bot may read them; else nothing is found. */
	autoMod: (guildId: string) => Promise<Filter>;
	operator: OperatorRules;
	removed: Pick<RemovedBook, 'near'>;
	/** A picture's perceptual hash; undefined for what cannot be read. */
	hashOf: (bytes: Uint8Array) => Promise<string | undefined>;
	log: Log;
}

/** What the road asks before it buys, and before it shows. Never throws: what cannot be found out is judged as the server decided. */
export interface Moderator {
	judgeRequest(
		asked: { guildId: string | null; prompt: string; inputs: readonly StoredPicture[] },
		settings: Settings,
	): Promise<Judgement>;
	judgeResults(guildId: string | null, results: readonly StoredPicture[], settings: Settings): Promise<Judgement>;
	/** Among these is what the operator refuses: no moderator of a server can let it on. */
	isFinal(triggers: readonly Trigger[]): boolean;
}

/** Bits of 64 by which a picture may differ from a removed one and still is the same to anybody's eye. */
const nearBits = 6;

export function createModerator(parts: ModeratorParts): Moderator {
	const { endpoint, words, autoMod, operator, removed, hashOf, log } = parts;

	/** A part that fails is as good as an endpoint that is down: the server has decided what that means. */
	async function tryTo(find: () => Promise<Trigger[]>, settings: Settings, subject: Subject): Promise<Trigger[]> {
		try {
			return await find();
		} catch (error) {
			log.error(error, {}, 'a part of the moderation failed');
			return unanswered('down', settings, subject);
		}
	}

	async function wordsIn(source: 'words' | 'autoMod' | 'operator', filter: Promise<Filter> | Filter, text: string) {
		const hits = await (await filter)(text);
		return hits.map(({ verdict, ...hit }): Trigger => {
			return { source, verdict: verdict === 'hold' ? 'held' : 'refused', subject: { on: 'prompt' }, ...hit };
		});
	}

	/** Each list by itself: one that cannot be had lets none of the others go unread. */
	async function allWordsIn(guildId: string | null, text: string, settings: Settings): Promise<Trigger[]> {
		const found = await Promise.all(
			[
				() => wordsIn('operator', operator.filter, text),
				...(guildId === null ? [] : [() => wordsIn('words', words(guildId), text)]),
				...(guildId !== null && settings.moderation.autoMod ? [() => wordsIn('autoMod', autoMod(guildId), text)] : []),
			].map((find) => tryTo(find, settings, { on: 'prompt' })),
		);
		return found.flat();
	}

	async function looked(look: Look, settings: Settings, subject: Subject): Promise<[Trigger[], Scores, string?]> {
		if (look.kind === 'absent') return [[], {}];
		if (look.kind !== 'scores') return [unanswered(look.kind, settings, subject), {}];
		const { preset, thresholds } = settings.moderation;
		const triggers = judgeScores(look.scores, thresholdsFor(preset, thresholds, operator.floor), subject);
		return [triggers, look.scores, look.model];
	}

	async function pictureRemoved(guildId: string | null, { bytes, index }: StoredPicture): Promise<Trigger[]> {
		if (guildId === null) return [];
		const hash = await hashOf(bytes);
		const found = hash === undefined ? undefined : await removed.near(guildId, hash, nearBits);
		if (found === undefined) return [];
		return [{ source: 'removed', verdict: 'refused', case: found, subject: { on: 'result', index } }];
	}

	async function together(looks: readonly [Look, Subject][], more: readonly Trigger[], settings: Settings) {
		const all = await Promise.all(looks.map(([look, subject]) => looked(look, settings, subject)));
		const triggers = [...more, ...all.flatMap(([found]) => found)];
		return judgementOf(triggers, highest(all.map(([, scores]) => scores)), all.find(([, , model]) => model)?.[2]);
	}

	return {
		isFinal: (triggers) => isBeyondServers(triggers, operator.floor),

		async judgeRequest({ guildId, prompt, inputs }, settings) {
			const onPrompt: Subject = { on: 'prompt' };
			const pictures = inputs.filter(({ role }) => role !== 'mask');
			const [found, said, ...seen] = await Promise.all([
				allWordsIn(guildId, prompt, settings),
				prompt === '' ? undefined : endpoint.text(prompt),
				// One picture a request is all that the endpoint takes.
				...pictures.map(
					async (it) => [await endpoint.picture(it), { on: 'input', index: it.index }] as [Look, Subject],
				),
			]);
			return together([...(said ? [[said, onPrompt] as [Look, Subject]] : []), ...seen], found, settings);
		},

		async judgeResults(guildId, results, settings) {
			const subjectOf = ({ index }: StoredPicture): Subject => ({ on: 'result', index });
			const again = await Promise.all(
				results.map((it) => tryTo(() => pictureRemoved(guildId, it), settings, subjectOf(it))),
			);
			const isLookedAt = settings.moderation.results !== 'show';
			if (!isLookedAt && Object.keys(operator.floor).length === 0) return judgementOf(again.flat(), {});
			const looks = await Promise.all(
				results.map(async (it) => [await endpoint.picture(it), subjectOf(it)] as [Look, Subject]),
			);
			return together(looks, again.flat(), isLookedAt ? settings : floorAlone(settings));
		},
	};
}

/** A server that shows every result still shows none that its operator does not let pass. */
const floorAlone = (settings: Settings): Settings => ({
	...settings,
	moderation: { ...settings.moderation, preset: 'off', thresholds: {}, whenDown: 'allow' },
});

function unanswered(reason: 'down' | 'unreadable', { moderation }: Settings, subject: Subject): Trigger[] {
	if (moderation.whenDown === 'allow') return [];
	return [{ source: 'unanswered', verdict: moderation.whenDown === 'hold' ? 'held' : 'refused', reason, subject }];
}
