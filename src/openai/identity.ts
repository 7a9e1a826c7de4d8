import { createHmac } from 'node:crypto';
import { modelOf } from '../core/catalogue.ts';

/** `safety_identifier` for models that take one: the same for a member each time, and without the secret nobody finds out whose it is. */
export function createIdentify(secret: string): (model: string, userId: string) => string | undefined {
	return (model, userId) =>
		modelOf(model).identifies ? createHmac('sha256', secret).update(userId).digest('hex') : undefined;
}
