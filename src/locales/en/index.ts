import commands from './commands.json' with { type: 'json' };
import doctor from './doctor.json' with { type: 'json' };
import drawing from './drawing.json' with { type: 'json' };
import settings from './settings.json' with { type: 'json' };
import start from './start.json' with { type: 'json' };
import usage from './usage.json' with { type: 'json' };

/** Every word in English, as one tree of keys. */
export default { ...commands, ...doctor, ...drawing, ...settings, ...start, ...usage };
