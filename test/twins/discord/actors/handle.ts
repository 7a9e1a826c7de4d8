import { noResponse } from '../interactions/deliver.ts';
import type { InteractionRecord } from '../interactions/records.ts';
import type { StoredMessage } from '../messages/stored.ts';
import type { TwinState } from '../state.ts';
import type { Interaction, Message } from '../types.ts';

const patienceMs = 15_000;

/** What a test holds of an interaction: waits for the bot's answers. */
export function createHandle(state: TwinState, record: InteractionRecord): Interaction {
	return {
		id: record.id,
		token: record.token,
		acked: () => until(record, () => record.ack, { what: 'acknowledgement' }),
		modal: () => until(record, () => record.modal, { what: 'modal' }),
		response(test = isAnswer, timeoutMs = patienceMs) {
			const find = () => {
				if (record.modal) throw new Error('The answer is a modal');
				return answersOf(record)
					.map(state.view)
					.find((message) => test(message));
			};
			const seen = () => answersOf(record).map((message) => state.view(message).text() || '(thinking)');
			return until(record, find, { what: 'such response', timeoutMs, seen });
		},
		get followups() {
			return record.followups.filter((message) => !message.deleted).map(state.view);
		},
	};
}

const isAnswer = (message: Message) => !message.thinking;

/** The messages that answer an interaction; a pressed message counts only once it was edited. */
export function answersOf(record: InteractionRecord): StoredMessage[] {
	const { original, source, editsBefore, followups } = record;
	const isUntouched = original !== undefined && original === source && original.edits === editsBefore;
	const first = original && !isUntouched ? [original] : [];
	return [...first, ...followups].filter((message) => !message.deleted);
}

interface Waiting {
	what: string;
	timeoutMs?: number;
	/** For the error of a wait in vain. */
	seen?: () => string[];
}

/** Resolves with what `probe` finds, looked for after every change of the interaction. */
export function until<Value>(
	record: InteractionRecord,
	probe: () => Value | undefined,
	{ what, timeoutMs = patienceMs, seen = () => [] }: Waiting,
): Promise<Value> {
	return new Promise((resolve, reject) => {
		const settle = (act: () => void) => {
			clearTimeout(timer);
			record.watchers.delete(look);
			act();
		};
		function look() {
			try {
				const found = probe();
				if (found !== undefined) settle(() => resolve(found));
				else if (record.error) settle(() => reject(new Error(noResponse)));
			} catch (error) {
				settle(() => reject(error));
			}
		}
		const timer = setTimeout(() => {
			const rest = seen().length > 0 ? `; seen: ${seen().join(' | ')}` : '';
			settle(() => reject(new Error(`No ${what} within ${timeoutMs} ms${rest}`)));
		}, timeoutMs);
		record.watchers.add(look);
		look();
	});
}
