/** One language: sentences with slots, and what fills them. */
interface Language {
	templates: readonly string[];
	/** `{a}`, `{b}` … take a word of the list of that name. */
	words: Readonly<Record<string, string>>;
}

/** Among the words are many that contain, resemble or almost are one that is listed. */
const languages: Readonly<Record<string, Language>> = {
	English: {
		templates: [
			'a {a} {n} beside the {p}, oil on canvas, {y}',
			"the {p}'s {a} {n}, 35mm f/1.4, golden hour",
			'(masterpiece:1.2), {n} in {p}, {a} light, 8k, 1024x768 --ar 16:9 --v 6',
			'An analysis of {n} and {n}: {a}, {a} or both?',
			'My therapist, J. R. R. Parker, bought a {a} {n} in {p} for $1,455!',
			'{n}, {n} & {n} - vitamin C, plan B, route 66 (U.S.A.)',
			"it's a {n}; that's an {a} {n}, isn't it? I'd say so.",
			'A {a} poster: {n} @ {p} Hall, 7pm | tickets €15 | row A, B or C',
			'Isometric {n} with {a} grass, e.g. from {p}, no text, 50% off',
		],
		words: {
			a: 'classic massive passive embarrassed Sussex unisex sexagenarian toadying badgering muppetlike compassionate assorted brassy glassy grumpy misty',
			n: 'assistance pegboard cocktail analysis therapist grape drape compass bass assassin passage sextant sextet toadstool toadflax squib bones class grass glass embassy mass cassette trespass harness ninnyhammer blight pills muffin grumpkins badgers killjoys numptyish shiitake peacock Hancock',
			p: 'Scunthorpe Essex Penistone Middlesex Sussex Massachusetts Bassingbourn Arsenal Cassandra Badgerton Toadsmoor Lightwater Clitheroe Cockermouth',
			y: '1987 1455 2024 455 1888',
		},
	},
	Russian: {
		templates: [
			'{a} {n} на берегу, масло, холст',
			'нарисуй {n} и {n} в лесу',
			'{a} {n} открыл рот',
			'у кота {a} нос, а тут {n}',
		],
		words: {
			a: 'старый красный сонный белый мокрый тихий высокий ленивый',
			n: 'маяк кот рот нос барсук корабль сор ассистент класс грамм туман рассвет секстант оркестр барсучок тор хор',
		},
	},
	Ukrainian: {
		templates: ['{a} {n} біля річки, олія', 'намалюй {n} у лісі з {n}'],
		words: { a: 'старий тихий синій вечірній', n: 'маяк кіт корабель туман борсук асистент ніс рот' },
	},
	Greek: {
		templates: ['{a} {n} στην ακτή', 'ζωγράφισε τον {n} και το {n}', 'το {n} είναι {a}, με το φως του πρωινού'],
		words: { a: 'παλιός κόκκινος μικρός ήσυχος', n: 'φάρος καράβι ασβός τοπίο κλάση πάθος νησί ήλιος ναός' },
	},
	Chinese: {
		templates: ['一只{a}的{n}在森林里', '{n}和{n}，油画，4k高清', '画一个{a}{n}，背景是{n}'],
		words: { a: '红色 安静 古老 可爱', n: '灯塔 獾 好人 蛋糕 葡萄 船 城市 人民 坏天气' },
	},
	Japanese: {
		templates: ['{a}{n}と{n}、油絵', '{n}が{a}森で眠る', 'セピア色の{n}、8K'],
		words: { a: '静かな 古い 赤い 小さな', n: '灯台 アナグマ ガラス クラス 船 城 がか かか セックステット' },
	},
	Korean: {
		templates: ['{a} {n}이 숲에서', '{n}와 {n}을 그려줘', '바다 위의 {a} {n}, 유화'],
		words: { a: '조용한 오래된 붉은 작은', n: '등대 오소리 배 도시 바다 보물 클래스 바람 보름달' },
	},
	Thai: {
		templates: ['วาดภาพ{n}{a}ในป่า', '{n}กับ{n}ริมทะเล'],
		words: { a: 'สีแดง เก่า เงียบ', n: 'ประภาคาร แมว เรือ เมือง' },
	},
	Portuguese: {
		templates: ['um {n} {a} à beira-mar, óleo sobre tela', 'desenhe o {n} e a {n} às 7h', 'a {n} é {a}, não é?'],
		words: {
			a: 'antigo vermelho tranquilo passível clássico',
			n: 'farol texugo classe passagem sexta sexto assunto análise cassete avó avô assessor',
		},
	},
	German: {
		templates: [
			'ein {a} {n} am Meer, Öl auf Leinwand',
			'die {n} und der {n}: schön, größer, süß',
			'Maße: 45,5 cm × 1,5 m, {n}, {a}',
		],
		words: {
			a: 'alter roter stiller nasser klasse',
			n: 'Leuchtturm Dachs Klasse Straße Sechseck Sextant Tod Wasser Masse Assistent Kassette Spaß Nass Toast',
		},
	},
	French: {
		templates: ['un {n} {a} au bord de l’eau', "l'{n} d'un {a} {n}, c'est ça !"],
		words: {
			a: 'ancien rouge calme bas grasse',
			n: 'assiette classe passage sexagénaire analyse assistance phare blaireau tasse',
		},
	},
	Spanish: {
		templates: ['un {n} {a} junto al mar', '¡dibuja el {n} y la {n}! ¿o no?'],
		words: { a: 'antiguo rojo tranquilo pasado', n: 'faro tejón clase sexto análisis asesor año pasaje' },
	},
	Turkish: {
		templates: ['{a} bir {n}, yağlı boya', '{n} ve {n} ormanda'],
		words: { a: 'eski kırmızı sessiz ıssız', n: 'fener porsuk sınıf şişe İstanbul ışık' },
	},
	Vietnamese: {
		templates: ['một {n} {a} bên bờ biển', 'vẽ {n} và {n}'],
		words: { a: 'cũ đỏ yên tĩnh', n: 'ngọn hải đăng con lửng thành phố tàu thủy' },
	},
	Arabic: {
		templates: ['{n} {a} على الشاطئ', 'ارسم {n} و {n}'],
		words: { a: 'قديم أحمر هادئ', n: 'منارة قطة سفينة مدينة' },
	},
	Hindi: {
		templates: ['{a} {n} समुद्र के किनारे', '{n} और {n} का चित्र'],
		words: { a: 'पुराना लाल शांत', n: 'प्रकाशस्तंभ बिल्ली जहाज शहर' },
	},
};

export interface Sentence {
	language: string;
	text: string;
}

/** The same sentences for the same seed, as many of each language, no two alike. */
export function harmless(count: number, seed: number): Sentence[] {
	let state = seed;
	const below = (limit: number) => {
		state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
		return (state >>> 8) % limit;
	};
	const one = (list: readonly string[]) => list[below(list.length)]!;
	const all = Object.entries(languages);
	const sentences = new Map<string, Sentence>();
	for (let turn = 0; sentences.size < count; turn++) {
		const [language, { templates, words }] = all[turn % all.length]!;
		const filled = () => one(templates).replace(/\{(\w)\}/g, (_slot, name: string) => one(words[name]!.split(' ')));
		const text = Array.from({ length: 1 + below(3) }, filled).join('. ');
		sentences.set(text, { language, text });
	}
	return [...sentences.values()];
}
