import { Registry } from 'prom-client';
import sharp from 'sharp';
import type { Paintable, Painted, Painting, PaintLink } from '../../../src/core/painting.ts';
import { type Refusal, Refused } from '../../../src/core/refusal.ts';
import { refusalWords } from '../../../src/discord/views/notice.ts';
import { linkLifeMs, signLink } from '../../../src/web/painter/link.ts';
import { startWeb } from '../../../src/web/server.ts';

const secret = 'a token that nobody knows';

export interface Painter {
	/** `http://127.0.0.1:1234/paint/` and a link of its own each time, unless told. */
	address(link?: Partial<PaintLink>, signedWith?: string): string;
	/** What came through a link, with whose it was. */
	readonly submitted: (Painted & { link: PaintLink })[];
	/** What the road says to whatever comes next. */
	refusal: Refusal | Error | null;
	paintable: Paintable;
	readonly failures: unknown[];
	origin: string;
	stop(): Promise<void>;
}

/** The real server with the painter, and in place of the road something that takes each link once. */
export async function startPainter(options: Partial<Paintable> = {}): Promise<Painter> {
	const { width = 640, height = 480 } = options;
	const used = new Set<string>();
	const failures: unknown[] = [];
	let links = 0;

	const painting: Painting = {
		async open({ interactionId, jobId }) {
			if (jobId === 'gone') return 'gone';
			return used.has(interactionId) ? 'used' : painter.paintable;
		},
		async submit(link, painted) {
			const { refusal } = painter;
			if (refusal) throw refusal instanceof Error ? refusal : new Refused(refusal);
			if (used.has(link.interactionId)) return 'used';
			used.add(link.interactionId);
			painter.submitted.push({ ...painted, link });
			return 'taken';
		},
	};
	const web = await startWeb({
		host: '127.0.0.1',
		port: 0,
		registry: new Registry(),
		ready: async () => true,
		paint: {
			painting,
			secret,
			publicUrl: 'https://easel.example.org',
			now: Date.now,
			refusalWords,
			failed: (error) => failures.push(error),
		},
	});
	const origin = `http://127.0.0.1:${web.port}`;
	const painter: Painter = {
		address(link = {}, signedWith = secret) {
			const whole = {
				jobId: '100',
				picture: 0,
				userId: '42',
				interactionId: `${++links}`,
				until: Date.now() + linkLifeMs,
			};
			return `${origin}/paint/${signLink(signedWith, { ...whole, ...link })}`;
		},
		submitted: [],
		refusal: null,
		paintable: {
			picture: { bytes: await landscape(width, height), type: 'image/png' },
			width,
			height,
			canMarkup: true,
			locale: 'en-GB',
			prompt: '',
			...options,
		},
		failures,
		origin,
		stop: () => web.close(),
	};
	return painter;
}

/** Something to look at, of any size. */
function landscape(width: number, height: number): Promise<Buffer> {
	const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 160 120" preserveAspectRatio="none">
		<linearGradient id="sky" x2="0" y2="1"><stop stop-color="#27346b"/><stop offset=".6" stop-color="#e58f65"/><stop offset="1" stop-color="#f6d7a7"/></linearGradient>
		<rect width="160" height="120" fill="url(#sky)"/><circle cx="112" cy="58" r="11" fill="#fff1c9"/>
		<path d="M0 84 30 52l22 24 24-34 40 44 20-16 24 20v40H0z" fill="#3b4a6b"/><path d="M0 98q40-22 80-6t80-8v36H0z" fill="#20402f"/>
	</svg>`;
	return sharp(Buffer.from(svg)).png().toBuffer();
}
