import { type Paintable, type Painted, paintedPromptLimit } from '../../core/painting.ts';

/** What can be wrong with an upload; worded in the locale files under `painter.trouble.<name>`. */
export const troubles = [
	...(['unreadable', 'tooLarge', 'notPng', 'otherSize', 'longPrompt', 'noMarkup'] as const),
	// These are found in its pixels, behind the port.
	...(['empty', 'full'] as const),
];
export type Trouble = (typeof troubles)[number];

/** Reads what the page sends: `kind`, `png` and `prompt`. The pixels are not looked at. */
export async function readPainted(form: FormData, paintable: Paintable): Promise<Painted | Trouble> {
	const [kind, file, prompt] = [form.get('kind'), form.get('png'), form.get('prompt')];
	if ((kind !== 'mask' && kind !== 'markup') || typeof prompt !== 'string' || !(file instanceof Blob)) {
		return 'unreadable';
	}
	if (kind === 'markup' && !paintable.canMarkup) return 'noMarkup';
	// A form's lines end in CRLF, whatever was typed.
	const typed = prompt.replaceAll('\r\n', '\n');
	if (typed.length > paintedPromptLimit) return 'longPrompt';
	const png = new Uint8Array(await file.arrayBuffer());
	const size = sizeOfPng(png);
	if (!size) return 'notPng';
	if (size.width !== paintable.width || size.height !== paintable.height) return 'otherSize';
	return { kind, png, prompt: typed };
}

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** Pixels, as the header says; undefined for what is no PNG. */
function sizeOfPng(bytes: Uint8Array): { width: number; height: number } | undefined {
	if (bytes.length < 33 || signature.some((byte, i) => bytes[i] !== byte)) return undefined;
	const view = new DataView(bytes.buffer, bytes.byteOffset);
	// The first chunk is the header, or it is no PNG.
	if (view.getUint32(12) !== 0x49484452) return undefined;
	return { width: view.getUint32(16), height: view.getUint32(20) };
}
