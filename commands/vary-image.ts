import { commandOf, varyMenu } from '../src/discord/menus/menu.ts';

export default commandOf(varyMenu);
