import { auditActions } from '../../src/core/moderation/books.ts';
import { caseKinds, caseStates } from '../../src/core/moderation/case.ts';
import { owners, shows } from '../../src/discord/moderation/desk/ids.ts';

const named = (prefix: string, names: readonly string[]) => names.map((name) => `moderation.${prefix}.${name}`);

/** What stands for each key that the code of `/moderation` puts together, as it is written there. */
export const deskKeys: Record<string, readonly string[]> = {
	'moderation.kind.${it.kind}': named('kind', caseKinds),
	'moderation.state.${it.state}': named(
		'state',
		caseStates.filter((state) => state !== 'open'),
	),
	'moderation.queue.${verb}.${value}': [
		...named('queue.show', shows),
		...named('queue.kind', ['any', ...caseKinds]),
		...named('queue.whose', owners),
	],
	'moderation.queue.none.${view.show}': named('queue.none', shows),
	'moderation.audit.${action}': named('audit', auditActions),
	'moderation.story.made.${job.request.action}': named('story.made', ['imagine', 'edit', 'vary']),
	'moderation.trigger.${trigger.source}': named('trigger', ['words', 'autoMod', 'operator']),
	'moderation.trigger.${trigger.source}Found': named('trigger', ['wordsFound', 'autoModFound', 'operatorFound']),
	'moderation.trigger.${trigger.reason}': named('trigger', ['down', 'unreadable']),
	'moderation.words.${verdict}': named('words', ['hold', 'refuse']),
	'moderation.word.${problem}': named('word', ['empty', 'tooShort', 'tooLong']),
	'moderation.pattern.${problem}': named('pattern', ['syntax', 'tooLong', 'tooComplex', 'matchesEverything']),
	'moderation.test.${verdict}': named('test', ['pass', 'hold', 'refuse']),
	'moderation.test.${source}': named('test', ['words', 'autoMod']),
	'moderation.dryRun.${trial}': named('dryRun', ['needsCategory', 'needsNumbers']),
	'moderation.dryRun.${said}': named('dryRun', ['would', 'asItIs', 'empty']),
	'moderation.dryRun.${it.verdict}': named('dryRun', ['held', 'refused']),
	'moderation.pause.${state}': named('pause', ['stopped', 'resumed']),
	'moderation.pause.${state}Before': named('pause', ['stoppedBefore', 'resumedBefore']),
	'moderation.pause.${state}About': named('pause', ['stoppedAbout', 'resumedAbout']),
};
