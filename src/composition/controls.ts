import { createButtons } from '../discord/buttons.ts';
import type { DispatchParts } from '../discord/dispatch.ts';
import { pressResult } from '../discord/history/index.ts';
import type { Office } from '../discord/office.ts';
import { createSteps } from '../discord/steps/index.ts';
import { drawCells } from '../pictures/cells.ts';
import { finish } from '../pictures/finish.ts';
import { frame } from '../pictures/frame.ts';
import type { Foundation } from './common.ts';
import type { Painter } from './painter.ts';
import type { Road } from './road.ts';

/** What members press under pictures, and in the panels that those open. */
export function createControls(
	{ api, clock, results, rules, store }: Foundation,
	{ studio }: Pick<Road, 'studio'>,
	office: Office,
	painter: Painter | undefined,
): Pick<DispatchParts, 'buttons' | 'steps'> {
	const steps = createSteps({
		studio,
		offer: rules.offer,
		results,
		drawCells,
		shrink: async (bytes) => (await frame(bytes)).bytes,
		clock,
		...(painter ? { paint: painter.paint } : {}),
	});
	const buttons = createButtons({
		studio,
		api,
		offer: rules.offer,
		originals: (id) => store.ledger.pictures(id, 'result'),
		steps,
		history: (asked, press, reply) => pressResult({ reply, studio, office, locale: press.locale }, asked, press),
		clock,
		finish,
	});
	return { buttons, steps };
}
