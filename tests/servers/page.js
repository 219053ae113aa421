// page.js - what browser.pl asks a page, in the page itself. Each function gives lines of what is wrong, none if nothing is.
// axe-core is put into the page before it; the page's own rules against scripts stay in force.
globalThis.adquem = (() => {
	const each = (selector) => [...document.querySelectorAll(selector)];
	const tag = (e) => e.outerHTML.slice(0, 140).replace(/\s+/g, ' ');
	const few = (lines, n = 4) => [...new Set(lines)].slice(0, n).join('\n');
	const width = () => document.documentElement.clientWidth;

	// ---- nothing past the edge, nothing to be scrolled sideways but the matrix
	const past = (selector, spare) => each(selector).filter((e) => {
		const r = e.getBoundingClientRect();
		return r.width && (r.right > width() + 1 || r.left < -1) && !e.closest(spare);
	});
	function overflow() {
		const page = document.documentElement.scrollWidth;
		return few([
			...(page > width() ? [`the page is ${page} px wide on ${width()}`] : []),
			...past('main *, footer *, nav *', '.vh, .scroll:has(.matrix)').map((e) => `past the edge: ${tag(e)}`),
			...each('.scroll').filter((e) => e.scrollWidth > e.clientWidth + 1 && !e.querySelector('.matrix'))
				.map((e) => `a table that must be scrolled: ${e.getAttribute('aria-labelledby')}`),
		]);
	}
	function cut() {
		const hidden = each('.scroll').filter((e) => e.scrollWidth > e.clientWidth + 1);
		return few([...hidden, ...past('td, th, svg, p, h1, h2, h3, li, dd, dt', '.vh')].map((e) => `cut off on paper: ${tag(e)}`));
	}

	// ---- contrast of every text with every colour that may lie behind it: fills, hatches, tiles
	const numbers = (c) => c.match(/[\d.]+/g).map(Number);
	const colours = (s) => (s.match(/rgba?\([^)]*\)/g) || []).map(numbers);
	const light = (c) => {
		const [r, g, b] = c.slice(0, 3).map((v) => ((v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
		return 0.2126 * r + 0.7152 * g + 0.0722 * b;
	};
	const ratio = (x, y) => {
		const a = light(x), b = light(y);
		return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
	};
	function behind(e) {
		if (e.closest('svg') && !e.closest('svg.defs')) return under(e);
		for (let b = e; b; b = b.parentElement) {
			const s = getComputedStyle(b), fill = numbers(s.backgroundColor);
			if (fill[3] !== 0) return [fill, ...colours(s.backgroundImage)];
		}
		return [[255, 255, 255]];
	}
	// A text in a picture lies on the last shape before it that covers its middle, else on the page.
	function under(e) {
		const r = e.getBoundingClientRect(), x = r.left + r.width / 2, y = r.top + r.height / 2;
		const shapes = [...e.closest('svg').querySelectorAll('rect')].filter((s) => {
			const b = s.getBoundingClientRect(), fill = getComputedStyle(s).fill;
			return fill !== 'none' && b.left <= x && x <= b.right && b.top <= y && y <= b.bottom;
		});
		if (!shapes.length) return behind(e.closest('svg').parentElement);
		const fill = getComputedStyle(shapes[shapes.length - 1]).fill, hatch = fill.match(/url\("?#([^")]*)/);
		return hatch ? each(`#${hatch[1]} rect`).flatMap((s) => colours(getComputedStyle(s).fill)) : colours(fill);
	}
	const letter = '.chip, .matrix td, .maps svg g';
	function measured(e) {
		const s = getComputedStyle(e), text = e.closest('svg') ? s.fill : s.color;
		return Math.min(...behind(e).map((b) => ratio(numbers(text), b)));
	}
	function texts() {
		const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = new Set();
		for (let n; (n = walk.nextNode());) {
			const e = n.parentElement;
			if (n.data.trim() && !e.closest('.vh, .skip, style, title, desc, details:not([open]) > :not(summary)') && e.getClientRects().length) found.add(e);
		}
		return [...found];
	}
	function contrast() {
		const out = [];
		for (const e of texts()) {
			const r = measured(e), least = e.closest(letter) ? 7 : 4.5;
			if (!(r >= least)) out.push(`contrast ${r.toFixed(2)}, not ${least}: ${tag(e)}`);
		}
		return few(out);
	}

	// ---- what axe does not look at
	function names() {
		const out = [], bad = (what, all) => all.forEach((e) => out.push(`${what}: ${tag(e)}`));
		bad('not one main and one h1', each('main').length === 1 && each('h1').length === 1 ? [] : [document.body]);
		bad('a table without a caption', each('table').filter((e) => !e.caption || !e.caption.textContent.trim()));
		bad('an empty heading of a table', each('th').filter((e) => !e.textContent.trim()));
		bad('a title of a foreign measure without its direction', each('bdi').filter((e) => getComputedStyle(e).unicodeBidi !== 'isolate'));
		bad('too small to hit', each('main a, nav a, summary').filter((e) => {
			const r = e.getBoundingClientRect();
			return r.width && getComputedStyle(e).display !== 'inline' && (r.width < 24 || r.height < 24);
		}));
		const first = document.querySelector('a, button, input, summary, [tabindex]');
		bad('the first stop is no way past the head', first?.matches('.skip') && document.querySelector(first.getAttribute('href')) ? [] : [first || document.body]);
		bad('a cell that says its state by colour alone', each('.matrix td:not(.none)').filter((e) => e.innerText.trim()[0] !== e.className[0]));
		bad('a tile that says its state by colour alone', each('.maps svg g').filter((e) => e.lastElementChild.textContent !== e.getAttribute('class')[1]));
		bad('a script, a style or something loaded', each('script, link:not([rel=icon][href^="data:"], [rel=alternate][type="application/atom+xml"]), img, iframe, [style], [onclick], [src]'));
		return few(out);
	}
	// Lines, words and letters further apart, as a reader may set them (WCAG 1.4.12): nothing may be lost.
	function spaced() {
		const style = document.createElement('style');
		style.textContent = '* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }';
		document.head.append(style);
		const wrong = overflow();
		style.remove();
		return wrong && `with text spaced out: ${wrong}`;
	}

	// ---- axe: no violation; where it cannot tell a contrast, ours is measured
	async function rules() {
		const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
		const r = await axe.run(document, { runOnly: { type: 'tag', values: tags }, preload: false, resultTypes: ['violations', 'incomplete'] });
		const out = [];
		for (const v of r.violations) out.push(`axe ${v.id}, ${v.nodes.length} times: ${v.nodes[0].html.slice(0, 140)}`);
		for (const v of r.incomplete) for (const n of v.nodes) {
			const e = document.querySelector(n.target[0]);
			if (v.id !== 'color-contrast') out.push(`axe cannot tell ${v.id}: ${n.html.slice(0, 140)}`);
			else if (!e || !(measured(e) >= 4.5)) out.push(`contrast ${e && measured(e).toFixed(2)}: ${n.html.slice(0, 140)}`);
		}
		return few(out, 8);
	}
	// The letters and their contrasts, for the table of them.
	const palette = () => [...new Set(each('.chip, .maps svg g').map((e) => {
		const t = e.matches('g') ? e.lastElementChild : e;
		return `${t.textContent.trim()} ${e.matches('g') ? 'tile' : 'chip'} ${measured(t).toFixed(1)}`;
	}))].sort().join('\n');
	return { overflow, cut, contrast, names, spaced, rules, palette, tree: () => document.documentElement.outerHTML + document.body.innerText };
})();
