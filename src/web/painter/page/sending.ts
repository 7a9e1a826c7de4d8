import type { Desk } from './desk.ts';
import { amountOf, toMask, toSketch } from './pixels.ts';
import { element, say } from './words.ts';

/** Bytes that the bot takes, with some left for the prompt. */
const uploadLimit = 8_300_000;

/** What went wrong, in words, and where it is to be mended. */
interface Problem {
	words: string;
	at?: HTMLElement;
}

/** The form's one button. Nothing that was painted is lost while it says what is wrong. */
export function bindSending(stage: HTMLCanvasElement, desk: Desk): void {
	const prompt = element<HTMLTextAreaElement>('prompt');
	const button = element<HTMLButtonElement>('send');
	const title = button.textContent;
	let isSending = false;
	let isSent = false;

	element<HTMLFormElement>('panel').addEventListener('submit', async (event) => {
		event.preventDefault();
		// Disabled, the button would lose the keyboard's focus.
		if (isSending) return;
		isSending = true;
		button.setAttribute('aria-busy', 'true');
		button.textContent = say('painter.said.sending');
		tell();
		const problem = lacking() ?? (await send().catch((): Problem => ({ words: say('painter.said.offline') })));
		isSending = false;
		button.removeAttribute('aria-busy');
		button.textContent = title;
		if (problem) tell(problem);
		else thank();
	});

	window.addEventListener('beforeunload', (event) => {
		if (!isSent && desk.layer().canUndo()) event.preventDefault();
	});

	/** What is seen without asking the bot. */
	function lacking(): Problem | undefined {
		desk.layer().end();
		const amount = amountOf(desk.layer().canvas);
		const isMask = desk.choice.mode === 'mask';
		if (amount === 'nothing') {
			return { words: say(isMask ? 'painter.said.empty' : 'painter.said.emptySketch'), at: stage };
		}
		if (isMask && amount === 'everything') return { words: say('painter.said.full'), at: stage };
		return prompt.value.trim() === '' ? { words: say('painter.said.noPrompt'), at: prompt } : undefined;
	}

	async function send(): Promise<Problem | undefined> {
		const { mode } = desk.choice;
		const { canvas } = desk.layer();
		const png = await (mode === 'mask' ? toMask : toSketch)(canvas, desk.picture);
		if (png.size > uploadLimit) return { words: say('painter.said.tooLarge'), at: stage };
		const form = new FormData();
		form.set('kind', mode);
		form.set('png', png, 'painted.png');
		form.set('prompt', prompt.value);
		const answer = await fetch(location.href, { method: 'POST', body: form, redirect: 'error' });
		if (answer.ok) return undefined;
		const { error }: { error: string } = await answer.json();
		return { words: answer.status === 410 ? error : `${error} ${say('painter.said.kept')}` };
	}

	function tell(problem?: Problem): void {
		element('problem').textContent = problem?.words ?? '';
		prompt.toggleAttribute('aria-invalid', problem?.at === prompt);
		problem?.at?.focus();
		element('problem').scrollIntoView({ block: 'nearest' });
	}

	function thank(): void {
		isSent = true;
		element('editor').hidden = true;
		element('until').hidden = true;
		element('sent').hidden = false;
		element('sent-title').focus();
	}
}
