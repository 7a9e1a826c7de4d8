import { commandOf, editMenu } from '../src/discord/menus/menu.ts';

export default commandOf(editMenu);
