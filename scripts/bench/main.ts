import { parseArgs } from 'node:util';
import { benchAcks } from './acks.ts';
import { benchAddedTime } from './added-time.ts';
import { benchFilter } from './filter.ts';
import { benchPictures } from './pictures.ts';
import { benchPreviews } from './previews.ts';
import { benchQueue } from './queue.ts';
import { machine, type Row, tableOf } from './table.ts';
import { benchChart } from './usage.ts';
import { benchUsage } from './usage-report.ts';

/** `npm run bench`: everything beside the least that anybody would have to do. `-- --only acks` runs one part; with `--strict` a goal missed is an error. */

const parts: Record<string, () => Promise<Row[]>> = {
	acks: benchAcks,
	added: benchAddedTime,
	chart: benchChart,
	filter: benchFilter,
	pictures: benchPictures,
	previews: benchPreviews,
	queue: benchQueue,
	usage: benchUsage,
};

const { values } = parseArgs({
	options: { only: { type: 'string', multiple: true }, strict: { type: 'boolean', default: false } },
});
const wanted = values.only ?? Object.keys(parts);
const unknown = wanted.filter((name) => !(name in parts));
if (unknown.length > 0) {
	console.error(`--only takes ${Object.keys(parts).join(', ')}, not ${unknown.join(', ')}`);
	process.exit(2);
}

const rows: Row[] = [];
for (const name of wanted) {
	console.error(`measuring ${name} …`);
	rows.push(...(await parts[name]!()));
}
console.log(`\n${machine()}\n\n${tableOf(rows)}\n`);
if (values.strict && rows.some(({ goal }) => goal && !goal.met)) process.exitCode = 1;
