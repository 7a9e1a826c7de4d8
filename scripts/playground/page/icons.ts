/** Stroked paths on a 24-pixel grid. */
const paths = {
	menu: 'M4 6h16M4 12h16M4 18h16',
	close: 'M6 6l12 12M18 6L6 18',
	plus: 'M12 5v14M5 12h14',
	hash: 'M9.5 4L8 20M16 4l-1.5 16M4.5 9h16M3.5 15h16',
	lock: 'M6 11h12v9H6zM9 11V8a3 3 0 0 1 6 0v3',
	thread: 'M5 4h14v10H9l-4 4zM9 8h6M9 11h4',
	people:
		'M9 11a3 3 0 1 0-3-3 3 3 0 0 0 3 3zM3.5 19a5.5 5.5 0 0 1 11 0M16 11a2.5 2.5 0 1 0-1-4.8M16.5 14a5 5 0 0 1 4 5',
	globe: 'M12 3a9 9 0 1 0 9 9 9 9 0 0 0-9-9zM3 12h18M12 3c3 3 3.5 6 3.5 9s-.5 6-3.5 9c-3-3-3.5-6-3.5-9s.5-6 3.5-9z',
	at: 'M16 12a4 4 0 1 1-4-4 4 4 0 0 1 4 4v1.5a2.5 2.5 0 0 0 5 0V12a9 9 0 1 0-4 7.5',
	down: 'M6 9l6 6 6-6',
	left: 'M15 5l-7 7 7 7',
	right: 'M9 5l7 7-7 7',
	sun: 'M12 8a4 4 0 1 1-4 4 4 4 0 0 1 4-4zM12 2v2M12 20v2M4.9 4.9l1.4 1.4M17.7 17.7l1.4 1.4M2 12h2M20 12h2M4.9 19.1l1.4-1.4M17.7 6.3l1.4-1.4',
	moon: 'M20 14.5A8.5 8.5 0 1 1 9.5 4a7 7 0 0 0 10.5 10.5z',
	picture: 'M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15.5 9.5h.01',
	download: 'M12 4v11M7 10l5 5 5-5M5 20h14',
	upload: 'M12 16V5M7 10l5-5 5 5M5 19h14',
	external: 'M14 5h5v5M19 5l-8 8M11 6H5v13h13v-6',
	more: 'M6 12h.01M12 12h.01M18 12h.01',
	check: 'M5 12.5l4.5 4.5L19 7.5',
	eye: 'M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12zM12 9.5a2.5 2.5 0 1 1-2.5 2.5 2.5 2.5 0 0 1 2.5-2.5z',
	hidden:
		'M4 4l16 16M9.9 5.8A9 9 0 0 1 12 5.5c6 0 9.5 6.5 9.5 6.5a16 16 0 0 1-2.7 3.4M6.3 7.3A15 15 0 0 0 2.5 12S6 18.5 12 18.5a9 9 0 0 0 4-.9',
	file: 'M7 3h7l5 5v13H7zM14 3v5h5',
	slash: 'M15 4L9 20',
	send: 'M5 12h13M12 5l7 7-7 7',
	reply: 'M5 19v-6a4 4 0 0 1 4-4h11',
	swap: 'M7 4v13M4 14l3 3 3-3M17 20V7M14 10l3-3 3 3',
	easel: 'M12 2.5v2.5M5 5h14v10H5zM8 15l-2.5 6.5M16 15l2.5 6.5M12 15v4M8 12l2.5-3 2 2 1.5-1.5L16 12',
} as const;

export type IconName = keyof typeof paths;

/** Decorative: what it stands for is said by the element around it. */
export function icon(name: IconName): SVGElement {
	const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
	svg.setAttribute('viewBox', '0 0 24 24');
	svg.setAttribute('class', 'icon');
	svg.setAttribute('aria-hidden', 'true');
	const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
	path.setAttribute('d', paths[name]);
	svg.append(path);
	return svg;
}
