import batches from './batches.json' with { type: 'json' };
import cases from './cases.json' with { type: 'json' };
import commands from './commands.json' with { type: 'json' };
import doctor from './doctor.json' with { type: 'json' };
import drawing from './drawing.json' with { type: 'json' };
import gallery from './gallery.json' with { type: 'json' };
import moderation from './moderation.json' with { type: 'json' };
import names from './names.json' with { type: 'json' };
import painter from './painter.json' with { type: 'json' };
import personas from './personas.json' with { type: 'json' };
import privacy from './privacy.json' with { type: 'json' };
import reports from './reports.json' with { type: 'json' };
import settings from './settings.json' with { type: 'json' };
import settingsChanges from './settings-changes.json' with { type: 'json' };
import start from './start.json' with { type: 'json' };
import steps from './steps.json' with { type: 'json' };
import usage from './usage.json' with { type: 'json' };

/** What is set, and what becomes of it. */
const allSettings = { settings: { ...settings.settings, ...settingsChanges.settings } };

/** Every word in Korean, as one tree of keys. */
export default {
	...batches,
	...cases,
	...commands,
	...doctor,
	...drawing,
	...gallery,
	...moderation,
	...names,
	...painter,
	...personas,
	...privacy,
	...reports,
	...allSettings,
	...start,
	...steps,
	...usage,
};
