/** What the member's own client would not let them do; never reaches the bot. */
export class ClientRefusal extends Error {
	constructor(message: string) {
		super(message);
		this.name = 'ClientRefusal';
	}
}

export function refuse(message: string): never {
	throw new ClientRefusal(message);
}
