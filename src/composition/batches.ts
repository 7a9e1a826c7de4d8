import { type Batching, createBatching } from '../core/batching.ts';
import type { Studio } from '../core/studio.ts';
import { createBatchStage } from '../discord/batches/stage.ts';
import { prepare } from '../pictures/prepare.ts';
import type { Foundation } from './common.ts';
import type { Moderation } from './moderation.ts';

/** Lists of prompts on the one road. */
export const createBatches = (
	{ clock, log, store, api, download, rules }: Foundation,
	studio: Pick<Studio, 'draw' | 'cancel'>,
	{ moderator }: Pick<Moderation, 'moderator'>,
): Batching =>
	createBatching({
		book: store.batches,
		studio,
		stage: createBatchStage({ api, log }),
		rules,
		ledger: store.ledger,
		members: store.members,
		moderator,
		prepare: (request, sources) => prepare(request, sources, download),
		clock,
		log,
	});
