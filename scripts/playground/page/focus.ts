/** Where the focus was in a message, so that it can go back there once the message has been drawn anew. */
export interface FocusMark {
	messageId: string;
	/** False when the control is gone or disabled: then the message itself has the focus, and the tab order goes on from there. */
	restore(): boolean;
}

const controls = (message: Element) => [...message.querySelectorAll<HTMLElement>('a[href], button, input, textarea')];

/** Bots may give a control another custom id with every edit; its name stays. */
const isSame = (control: HTMLElement, old: HTMLElement) =>
	control.tagName === old.tagName && control.dataset.name !== undefined && control.dataset.name === old.dataset.name;

/** Undefined while the focus is in no message. */
export function markFocus(): FocusMark | undefined {
	const old = document.activeElement;
	const message = old?.closest<HTMLElement>('[data-message]');
	if (!message || !(old instanceof HTMLElement)) return undefined;
	const at = controls(message).indexOf(old);

	const find = (fresh: HTMLElement): HTMLElement | undefined => {
		const all = controls(fresh);
		const sameKey = all.find((control) => control.dataset.key !== undefined && control.dataset.key === old.dataset.key);
		const distance = (control: HTMLElement) => Math.abs(all.indexOf(control) - at);
		const named = all.filter((control) => isSame(control, old)).sort((a, b) => distance(a) - distance(b));
		return sameKey ?? named[0];
	};
	return {
		messageId: message.dataset.message ?? '',
		restore() {
			const fresh = document.getElementById(message.id);
			if (!fresh) return false;
			const control = find(fresh);
			control?.focus({ preventScroll: true });
			if (control && document.activeElement === control) return true;
			fresh.focus({ preventScroll: true });
			return false;
		},
	};
}
