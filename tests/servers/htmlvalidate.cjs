// The rules of html-validate for the site: all that it recommends, for whole documents, with accessibility; less those below.
module.exports = {
	root: true,
	extends: ['html-validate:recommended', 'html-validate:document', 'html-validate:a11y'],
	rules: {
		// A search engine's taste. The title of a page says its finding, or names its case, whole.
		'long-title': 'off',
	},
};
