import type { Stream } from './stream.ts';

/** Finds all keys of a list in one pass over a stream, however many there are (Aho and Corasick, 1975). */
export interface Automaton {
	/** Calls `found` with the index of a key and the position of its last element, in the order of those. */
	scan(stream: Stream, found: (key: number, last: number) => void): void;
}

/** Steps from node to node in one table: a Map for each of 40,000 nodes takes ten times as long to build and to ask. */
class Steps {
	#node = new Int32Array(1024);
	#symbol = new Int32Array(1024);
	#target = new Int32Array(1024);
	#size = 0;

	#slot(node: number, symbol: number): number {
		const mask = this.#target.length - 1;
		let slot = Math.imul(Math.imul(node, 0x9e3779b1) ^ symbol, 0x85ebca6b) >>> 7;
		for (slot &= mask; this.#target[slot]; slot = (slot + 1) & mask)
			if (this.#node[slot] === node && this.#symbol[slot] === symbol) break;
		return slot;
	}

	/** 0, the root, when there is no such step. */
	get(node: number, symbol: number): number {
		return this.#target[this.#slot(node, symbol)]!;
	}

	set(node: number, symbol: number, target: number): void {
		if (this.#size * 2 >= this.#target.length) this.#grow();
		const slot = this.#slot(node, symbol);
		this.#node[slot] = node;
		this.#symbol[slot] = symbol;
		this.#target[slot] = target;
		this.#size++;
	}

	#grow(): void {
		const old = { node: this.#node, symbol: this.#symbol, target: this.#target };
		const length = old.target.length * 2;
		this.#node = new Int32Array(length);
		this.#symbol = new Int32Array(length);
		this.#target = new Int32Array(length);
		this.#size = 0;
		for (const [index, target] of old.target.entries())
			if (target) this.set(old.node[index]!, old.symbol[index]!, target);
	}
}

export function automatonOf(keys: readonly Int32Array[]): Automaton {
	const steps = new Steps();
	const ending: number[][] = [[]];
	const parent = [0];
	const symbolOf = [0];
	for (const [index, key] of keys.entries()) {
		if (key.length === 0) continue;
		let node = 0;
		for (const symbol of key) {
			let next = steps.get(node, symbol);
			if (!next) {
				next = ending.push([]) - 1;
				parent.push(node);
				symbolOf.push(symbol);
				steps.set(node, symbol, next);
			}
			node = next;
		}
		ending[node]!.push(index);
	}

	const fallback = new Int32Array(ending.length);
	/** The nearest node on the way back at which a key ends. */
	const shorter = new Int32Array(ending.length);
	const depth = new Int32Array(ending.length);
	// Parents were made before their children.
	for (let node = 1; node < ending.length; node++) depth[node] = depth[parent[node]!]! + 1;
	const byDepth = Array.from(depth.keys()).sort((one, other) => depth[one]! - depth[other]!);
	for (const node of byDepth) {
		if (node === 0) continue;
		const symbol = symbolOf[node]!;
		let back = parent[node]!;
		let target = 0;
		while (back && !target) {
			back = fallback[back]!;
			target = steps.get(back, symbol);
		}
		fallback[node] = target === node ? 0 : target;
		const behind = fallback[node]!;
		shorter[node] = ending[behind]!.length > 0 ? behind : shorter[behind]!;
	}

	return {
		scan(stream, found) {
			let node = 0;
			for (let at = 0; at < stream.length; at++) {
				const symbol = stream.key[at]!;
				let next = steps.get(node, symbol);
				while (!next && node) {
					node = fallback[node]!;
					next = steps.get(node, symbol);
				}
				node = next;
				for (let end = node; end; end = shorter[end]!) for (const key of ending[end]!) found(key, at);
			}
		},
	};
}
