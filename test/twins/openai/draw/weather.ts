import { type Canvas, disc } from './canvas.ts';
import { between, type Random } from './random.ts';

export function paintSnowfall(canvas: Canvas, random: Random): void {
	const count = Math.round((canvas.width * canvas.height) / 2600);
	const unit = Math.min(canvas.width, canvas.height) / 1024;
	for (let flake = 0; flake < count; flake++) {
		const near = random() ** 5;
		disc(
			canvas,
			random() * canvas.width,
			random() * canvas.height,
			(0.7 + near * 5) * unit,
			[255, 255, 255],
			0.75 - near * 0.45,
		);
	}
}

export function paintRain(canvas: Canvas, random: Random): void {
	const { data, width, height } = canvas;
	for (let drop = 0; drop < (width * height) / 1500; drop++) {
		const length = between(random, 0.012, 0.03) * height;
		const x = random() * width * 1.1;
		const y = random() * height - length;
		for (let step = 0; step < length; step++) {
			const px = Math.round(x - step * 0.22);
			const py = Math.round(y + step);
			if (px < 0 || px >= width || py < 0 || py >= height) continue;
			const at = (py * width + px) * 4;
			for (let channel = 0; channel < 3; channel++)
				data[at + channel] = data[at + channel]! + (230 - data[at + channel]!) * 0.2;
		}
	}
}

/** Film grain and darker corners, in one pass over the picture. */
export function finish(canvas: Canvas, random: Random): void {
	const { data, width, height } = canvas;
	let state = Math.floor(random() * 0xffffffff) | 1;
	for (let y = 0; y < height; y++) {
		const dy = (y / height - 0.5) * (y / height - 0.5);
		for (let x = 0; x < width; x++) {
			state ^= state << 13;
			state ^= state >>> 17;
			state ^= state << 5;
			const grain = ((state & 255) + ((state >> 8) & 255) - 255) / 60;
			const dx = x / width - 0.5;
			const away = dx * dx + dy;
			const corner = 1 - away * away;
			const at = (y * width + x) * 4;
			data[at] = data[at]! * corner + grain;
			data[at + 1] = data[at + 1]! * corner + grain;
			data[at + 2] = data[at + 2]! * corner + grain;
		}
	}
}
