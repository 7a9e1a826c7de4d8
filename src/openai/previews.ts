import type { ProviderCall } from '../core/ports.ts';
import { pictureFrom } from './answer.ts';

/** Whether the pictures on the way are asked for, and with them a stream. */
export const isStreamed = ({ previews }: ProviderCall): boolean => (previews?.count ?? 0) > 0;

/**
 * Shows one frame of a stream. Frames beyond those that were asked for and bytes that are no picture are passed over; one that is sent again
 * is shown again. Whatever goes wrong with showing, the picture itself is still on its way.
 */
export function createShow(previews: ProviderCall['previews']): (base64: string | undefined, index: unknown) => void {
	let shown = 0;
	return (base64, index) => {
		const at = typeof index === 'number' ? index : shown;
		if (!previews || base64 === undefined || at >= previews.count) return;
		const frame = pictureFrom(base64);
		if (!frame) return;
		shown += 1;
		try {
			previews.show(frame);
		} catch {
			// Nobody's picture is lost because it could not be shown early.
		}
	};
}
