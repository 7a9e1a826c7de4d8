import { createQueue } from '../../src/queue/queue.ts';

/** A process that takes all there is of a shared quota and never lets go: `holder.ts <options as JSON>`. */
const options = JSON.parse(process.argv[2]!) as Parameters<typeof createQueue>[0];
const queue = createQueue(options);
const never = new Promise<never>(() => {});
let begun = 0;

for (let index = 0; index < options.maxConcurrent; index += 1) {
	const turn = { id: `${index}`, guildId: 'g', userId: 'u', images: options.images / options.maxConcurrent };
	void queue.enter(turn, () => {
		begun += 1;
		if (begun === options.maxConcurrent) process.stdout.write('holding\n');
		return never;
	});
}
