import type { Endpoint } from './models.ts';
import type { InputPicture, Order } from './order.ts';

export interface CallInput {
	name: string;
	type: string;
	width: number;
	height: number;
	bytes: number;
}

/** One request for pictures as the twin saw it. Times are ms since the epoch, money is micro-USD. */
export interface Call {
	/** Also sent as `x-request-id`. */
	id: string;
	path: string;
	authorizationOk: boolean;
	model: string;
	prompt: string;
	n: number;
	/** `WxH` in pixels, `auto` resolved. */
	size: string;
	quality: string;
	/** Every parameter as it was sent, files left out. */
	params: Record<string, unknown>;
	inputs: CallInput[];
	mask?: CallInput;
	markup?: CallInput;
	/** Whether a stream was asked for, and with how many partial images. */
	stream: boolean;
	partialImages: number;
	/** When each partial image was sent. */
	previewsAt: number[];
	/** The response that this one goes on from. */
	previousResponseId?: string;
	/** `store`, where it was sent. */
	store?: boolean;
	/** Files that stand for pictures, in the order of the request. */
	fileIds: string[];
	safetyIdentifier?: string;
	/** The fault that struck this call. */
	fault?: string;
	/** What was billed; 0 pictures means that nothing was. */
	images: number;
	billedMicros: number;
	/** HTTP status of the answer; 0 while there is none, and for good when the connection was cut before it. */
	status: number;
	startedAt: number;
	endedAt?: number;
}

export interface Bill {
	images: number;
	/** Micro-USD. */
	micros: number;
	/** Billed calls, not pictures. */
	calls: number;
	/** Billed calls by the prompt as it was sent. */
	byPrompt: Record<string, number>;
}

export function openCall(id: string, endpoint: Endpoint, startedAt: number): Call {
	return {
		id,
		path: endpoint === 'responses' ? '/v1/responses' : `/v1/images/${endpoint}`,
		authorizationOk: false,
		model: '',
		prompt: '',
		n: 0,
		size: '',
		quality: '',
		params: {},
		inputs: [],
		stream: false,
		partialImages: 0,
		previewsAt: [],
		fileIds: [],
		images: 0,
		billedMicros: 0,
		status: 0,
		startedAt,
	};
}

/** Copies what was asked into the record of the call. */
export function noteOrder(call: Call, order: Order): void {
	call.prompt = order.prompt;
	call.n = order.n;
	call.size = order.size;
	call.quality = order.quality;
	call.inputs = order.inputs.map(describeInput);
	call.partialImages = order.partialImages;
	if (order.mask) call.mask = describeInput(order.mask);
	if (order.markup) call.markup = describeInput(order.markup);
}

export function noteParameters(call: Call, fields: Record<string, unknown>): void {
	call.params = fields;
	call.model = typeof fields.model === 'string' ? fields.model : '';
	call.prompt = typeof fields.prompt === 'string' ? fields.prompt : '';
	call.stream = fields.stream === true || fields.stream === 'true';
	if (typeof fields.previous_response_id === 'string') call.previousResponseId = fields.previous_response_id;
	if (typeof fields.store === 'boolean') call.store = fields.store;
	call.fileIds = [...fileIdsIn([fields.input, fields.tools])];
	const identifier = fields.safety_identifier ?? fields.user;
	if (typeof identifier === 'string') call.safetyIdentifier = identifier;
}

export function billOf(calls: readonly Call[]): Bill {
	const bill: Bill = { images: 0, micros: 0, calls: 0, byPrompt: {} };
	for (const call of calls) {
		if (call.images === 0) continue;
		bill.images += call.images;
		bill.micros += call.billedMicros;
		bill.calls += 1;
		bill.byPrompt[call.prompt] = (bill.byPrompt[call.prompt] ?? 0) + 1;
	}
	return bill;
}

function* fileIdsIn(value: unknown): Generator<string> {
	if (typeof value !== 'object' || value === null) return;
	for (const [name, inner] of Object.entries(value)) {
		if (name === 'file_id' && typeof inner === 'string') yield inner;
		else yield* fileIdsIn(inner);
	}
}

function describeInput({ name, type, width, height, bytes }: InputPicture): CallInput {
	return { name, type, width, height, bytes: bytes.length };
}
