/** What the painter knows of other languages: their words for its own, separated by spaces. */
const words: Readonly<Record<string, string>> = {
	lighthouse: '등대 灯塔 farol',
	fox: '여우 狐狸 raposa',
	cat: '고양이 猫 gato gata',
	boat: '배 小船 帆船 barco',
	tree: '나무 树 árvore',
	flower: '꽃 花 flor flores',
	cabin: '오두막 木屋 小屋 cabana',
	castle: '성 城堡 castelo',
	balloon: '열기구 풍선 热气球 气球 balão',
	deer: '사슴 鹿 veado cervo',
	rocket: '로켓 火箭 foguete',
	bird: '새 鸟 pássaro',
	sea: '바다 항구 海 海边 港口 mar porto',
	lake: '호수 湖 lago',
	mountains: '산 山 montanha montanhas',
	forest: '숲 森林 floresta',
	city: '도시 城市 cidade',
	snowy: '눈 雪 neve',
	rainy: '비 雨 chuva',
	night: '밤 夜 夜晚 noite',
	sunset: '노을 해질녘 日落 夕阳 pôr-do-sol',
	autumn: '가을 秋天 outono',
	red: '빨간 붉은 红 红色 vermelho vermelha',
	blue: '파란 푸른 蓝 蓝色 azul',
};

/** Korean hangs its particles on the word; Chinese puts no space between words. */
const particles = '(?:이|가|을|를|은|는|의|에|와|과|에서|위|위에|위의|속|속의)?';

const known = Object.entries(words).flatMap(([own, theirs]) =>
	theirs.split(' ').map((word): [string, RegExp] => {
		if (/\p{Script=Han}/u.test(word)) return [own, new RegExp(word, 'u')];
		const ending = /\p{Script=Hangul}/u.test(word) ? particles : '';
		return [own, new RegExp(`(?<!\\p{L})${word}${ending}(?!\\p{L})`, 'iu')];
	}),
);

/** The prompt with the painter's own words for what it recognises, in the order they were written. */
export function inOwnWords(prompt: string): string {
	const found = known
		.map(([own, pattern]) => ({ own, at: prompt.search(pattern) }))
		.filter(({ at }) => at >= 0)
		.toSorted((a, b) => a.at - b.at);
	return [prompt, ...new Set(found.map(({ own }) => own))].join(' ');
}
