import type { APIComponentInContainer } from 'discord.js';
import type { Finding } from '../../core/doctor/finding.ts';
import { button, type Payload, payload, row, section, small, text } from '../payload.ts';
import { panelId } from '../settings/ids.ts';
import type { PageName } from '../settings/page.ts';
import type { Wording } from '../settings/wording.ts';
import { askAs } from './ask-as.ts';
import { doctorId } from './ids.ts';
import { findingWords, fixWords } from './wording.ts';

/** A message holds 40 components, and a finding with a button is three of them; and 4000 characters of text. */
const most = { findings: 8, characters: 3000 };

const levels = ['bad', 'warn'] as const;

/** The page of the settings on which something can be put right; the rest is for Discord's own settings, or for the operator. */
const pages: Partial<Record<Finding['code'], Exclude<PageName, 'look'>>> = {
	onlyGone: 'channels',
	neverGone: 'channels',
	nowhere: 'channels',
	reviewGone: 'safety',
	reviewNowhere: 'safety',
	drawingPaused: 'moderation',
	endpointDownHold: 'moderation',
	endpointDownAllow: 'moderation',
	endpointDownRefuse: 'moderation',
	approvalBlocked: 'safety',
	alertGone: 'budget',
	alertNowhere: 'budget',
	budgetNear: 'budget',
	budgetUsed: 'budget',
	rolesGone: 'roles',
	nothingForRoles: 'roles',
	nothingForMembers: 'models',
	withdrawn: 'models',
	modelsGone: 'models',
	modelsEnding: 'models',
	modelsEnded: 'models',
	dayBelowMember: 'limits',
	monthBelowMember: 'limits',
};

/** What a check found, the worst first. `revision` is that of the settings it looked at. */
export function findingsView(findings: readonly Finding[], revision: number, wording: Wording): Payload {
	const { t } = wording;
	const wrong = findings.filter(({ level }) => level !== 'ok');
	const fine = findings.filter(({ level }) => level === 'ok').map((finding) => findingWords(finding, wording));
	const told = wrong.map((finding, n): Told => ({ finding, n, words: wordsOf(finding, wording) }));
	const shown = told.slice(0, fitting(told.map(({ words }) => words.length)));
	const more = told.length - shown.length;
	const isBad = wrong.some(({ level }) => level === 'bad');
	return payload(isBad ? 'trouble' : wrong.length > 0 ? 'notice' : 'result', [
		text(`## ${t('doctor.title')}${wrong.length > 0 ? '' : `\n${t('doctor.allFine')}`}`),
		...levels.flatMap((level) => {
			const group = shown.filter(({ finding }) => finding.level === level);
			const count = wrong.filter((finding) => finding.level === level).length;
			const heading = group.length > 0 ? [text(`### ${t(`doctor.level.${level}`, { count })}`)] : [];
			return [...heading, ...group.map((it) => findingView(it, revision, wording))];
		}),
		...(more > 0 ? [text(t('doctor.others', { count: more }))] : []),
		...(fine.length > 0 ? [small(t('doctor.fine', { list: fine.join(t('result.separator')) }))] : []),
		row(button(t('doctor.again'), doctorId('again'), wrong.length > 0 ? 'primary' : 'secondary')),
		...askAs({}, wording),
	]);
}

interface Told {
	finding: Finding;
	/** Its place in the list: several findings may lead to the same page, and a message has each id once. */
	n: number;
	words: string;
}

/** How many of texts that long there is room for. */
function fitting(lengths: readonly number[]): number {
	let characters = 0;
	const tooMany = lengths.findIndex((length, n) => {
		characters += length;
		return n >= most.findings || characters > most.characters;
	});
	return tooMany < 0 ? lengths.length : tooMany;
}

const wordsOf = (finding: Finding, wording: Wording): string =>
	`${findingWords(finding, wording)}\n-# ${fixWords(finding, wording)}`;

function findingView({ finding, n, words }: Told, revision: number, { t }: Wording): APIComponentInContainer {
	const name = pages[finding.code];
	return name ? section(words, button(t(`doctor.open.${name}`), panelId('open', { name }, revision, n))) : text(words);
}
