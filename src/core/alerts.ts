import type { Alert, AlertBook } from './books.ts';
import { alertsAt } from './budget.ts';
import { monthId } from './calendar.ts';
import type { Clock, Log } from './ports.ts';
import type { Settings } from './settings.ts';

/** Tells a server's admins how far the month's budget is used: each of 50, 80 and 100 % once a month. */
export interface Alerts {
	/** Never throws: an alert is no reason not to draw. Micro-dollars spent and reserved this month. */
	check(guildId: string, settings: Settings, spentMicros: number, isExhausted?: boolean): Promise<void>;
	/** Tells what could not be told before. */
	catchUp(): Promise<void>;
}

export interface AlertParts {
	alerts: AlertBook;
	/** Where the settings of a server stand now. */
	settingsOf: (guildId: string) => Promise<Settings>;
	/** Resolves when it is posted, or can never be posted there. Throws while Discord cannot be reached. */
	post: (alert: Alert, settings: Settings) => Promise<void>;
	clock: Clock;
	log: Log;
}

const notYet = 'a budget alert could not be given yet';

export function createAlerts({ alerts, settingsOf, post, clock, log }: AlertParts): Alerts {
	/** What this process has raised already: most requests reach nothing new. */
	const raised = new Set<string>();

	/** True when it is due now; what was lower and due as well is said by the highest. */
	async function raise(alert: Alert): Promise<boolean> {
		const key = [alert.guildId, alert.month, alert.percent, alert.budgetMicros].join(' ');
		if (raised.has(key)) return false;
		const isNew = await alerts.raise(alert);
		raised.add(key);
		return isNew;
	}

	async function tell(alert: Alert, settings: Settings): Promise<void> {
		await post(alert, settings);
		await alerts.told(alert);
	}

	return {
		async check(guildId, settings, spentMicros, isExhausted = false) {
			try {
				const { budget, look } = settings;
				const facts = {
					guildId,
					month: monthId(clock.now(), look.timeZone),
					spentMicros,
					budgetMicros: budget.microsPerMonth ?? 0,
					at: clock.now(),
				};
				const due: Alert[] = [];
				for (const percent of alertsAt(spentMicros, budget, isExhausted)) {
					const alert = { ...facts, percent };
					if (await raise(alert)) due.push(alert);
				}
				const highest = due.pop();
				for (const lower of due) await alerts.told(lower);
				if (highest) await tell(highest, settings);
			} catch (error) {
				log.error(error, {}, notYet);
			}
		},
		async catchUp() {
			for (const alert of await alerts.untold()) {
				try {
					await tell(alert, await settingsOf(alert.guildId));
				} catch (error) {
					// One server's channel may be wrong for good: the others are told all the same.
					log.error(error, {}, notYet);
				}
			}
		},
	};
}
