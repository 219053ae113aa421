<?xml version="1.0" encoding="UTF-8"?>
<!-- html.xsl - the index document as one HTML page without script: a title that says the finding, what changed, candidates,
     dates ahead, the matrix of directives read, the block of those not read, context and method.
     In: a findings document of scope index with its catalogue; parameter css, the style sheet's text.
     Colour is the third carrier of meaning: letter and words come first. Numbers in headlines are the document's counts. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:f="urn:adquem:findings:1"
	xmlns:str="http://exslt.org/strings" exclude-result-prefixes="f str">

<xsl:include href="words.xsl"/>
<xsl:include href="headline.xsl"/>
<xsl:include href="html-matrix.xsl"/>
<xsl:include href="html-method.xsl"/>
<xsl:include href="html-pages.xsl"/>
<xsl:include href="html-act.xsl"/>
<xsl:include href="html-forecast.xsl"/>
<xsl:include href="html-scoreboard.xsl"/>
<xsl:output method="html" encoding="UTF-8" doctype-system="about:legacy-compat" indent="no"/>

<xsl:strip-space elements="*"/>

<xsl:preserve-space elements="f:m f:message"/>

<xsl:param name="css" select="''"/>

<!-- what stands beside the pages: ' html atom '; nothing: all -->
<xsl:param name="formats" select="''"/>

<!-- the digest of the slice, for pages that do not speak of all facts -->
<xsl:param name="facts" select="''"/>

<!-- the way from this page to the top of the site -->
<xsl:variable name="up"><xsl:if test="$root/@scope='act' or $root/@scope='case' or $root/@scope='state'">../</xsl:if></xsl:variable>

<xsl:key name="act" match="f:acts/f:act" use="@celex"/>

<xsl:key name="flag" match="f:flag" use="@finding"/>

<xsl:key name="flag-act" match="f:flag" use="@celex"/>

<xsl:key name="flag-rule" match="f:flag" use="concat(@celex, '|', @level, '|', @rule)"/>

<xsl:key name="pillar" match="f:acts/f:act[@measures='unread']" use="string(@pillar)"/>

<xsl:variable name="read" select="$root/f:acts/f:act[@measures='read']"/>

<xsl:variable name="today" select="translate($root/@as-of, '-', '')"/>

<!-- who is a Member State on the day being judged -->
<xsl:variable name="members" select="$root/f:states/f:state[translate(@from, '-', '') &lt;= $today
	and (not(@until) or translate(@until, '-', '') &gt;= $today)]"/>

<xsl:variable name="judged" select="$read/f:deadline[f:cell]"/>

<!-- row and column of each state in the tile grid -->
<xsl:variable name="grid" select="' SE04 FI05 EE15 IE20 DK23 LV25 NL32 DE33 PL34 LT35 BE41 LU42 CZ43 SK44 FR51 AT53 HU54 RO55 PT60 ES61 IT62
 SI63 HR64 BG65 MT72 EL75 CY76'"/>

<xsl:template name="time">
	<xsl:param name="d"/>
	<xsl:variable name="words"><xsl:call-template name="date"><xsl:with-param name="d" select="$d"/></xsl:call-template></xsl:variable>
	<xsl:choose>
		<xsl:when test="$d"><time datetime="{$d}"><xsl:value-of select="$words"/></time></xsl:when>
		<xsl:otherwise><xsl:value-of select="$words"/></xsl:otherwise>
	</xsl:choose>
</xsl:template>

<!-- small pieces ========================================================================================================== -->

<!-- The mark of a fact that is unverified; of the current node unless test says otherwise. -->
<xsl:template name="mark">
	<xsl:param name="test" select="@unverified='yes' or @rank='6'"/>
	<xsl:if test="$test">
		<xsl:text> </xsl:text><span class="unv"><xsl:call-template name="word"><xsl:with-param name="key" select="'unverified'"/></xsl:call-template></span>
	</xsl:if>
</xsl:template>

<!-- The same in little room: a dagger, its words hidden. -->
<xsl:template name="dagger">
	<span class="dag"><span aria-hidden="true">†</span><span class="vh"> (<xsl:call-template name="word"><xsl:with-param name="key" select="'unverified'"/></xsl:call-template>)</span></span>
</xsl:template>

<!-- Data in English, as they were read: on a page of another language they say so. -->
<xsl:template name="quoted">
	<xsl:param name="text"/>
	<xsl:choose>
		<xsl:when test="$text='' or $root/f:messages/@lang='en'"><xsl:value-of select="$text"/></xsl:when>
		<xsl:otherwise><span lang="en"><xsl:value-of select="$text"/></span></xsl:otherwise>
	</xsl:choose>
</xsl:template>

<!-- The short name of an act: its number where it has no other. -->
<xsl:template name="short">
	<xsl:choose>
		<xsl:when test="@short=@number"><xsl:value-of select="@short"/></xsl:when>
		<xsl:otherwise><xsl:call-template name="quoted"><xsl:with-param name="text" select="@short"/></xsl:call-template></xsl:otherwise>
	</xsl:choose>
</xsl:template>

<xsl:template name="state">
	<xsl:param name="code" select="@state"/>
	<xsl:variable name="name" select="$root/f:states/f:state[@code=$code]/@name"/>
	<xsl:choose>
		<xsl:when test="$name"><abbr title="{$name}"><xsl:value-of select="$code"/></abbr></xsl:when>
		<xsl:otherwise><xsl:value-of select="$code"/></xsl:otherwise>
	</xsl:choose>
</xsl:template>

<!-- A letter, with its words for those who do not see the row around it. -->
<xsl:template name="chip">
	<xsl:param name="letter" select="@letter"/>
	<span class="chip {$letter}"><xsl:value-of select="$letter"/></span><span class="vh"><xsl:text> </xsl:text><xsl:call-template name="word"><xsl:with-param name="key" select="concat('letter.', $letter)"/></xsl:call-template></span>
</xsl:template>

<xsl:template name="badge">
	<xsl:param name="stage" select="@stage"/>
	<xsl:if test="$stage and $stage!='none' and $stage!='unread'">
		<xsl:variable name="name"><xsl:for-each select="$root"><xsl:value-of select="key('m', concat('stage.', $stage))"/></xsl:for-each></xsl:variable>
		<xsl:choose>
			<xsl:when test="$stage='closed'"><span class="badge"><xsl:value-of select="$name"/></span></xsl:when>
			<xsl:otherwise><abbr class="badge" title="{$name}"><xsl:value-of select="$stage"/></abbr></xsl:otherwise>
		</xsl:choose>
	</xsl:if>
</xsl:template>

<!-- The anchor of a finding: c32022L2555-1-ES for a cell, else made of its key. -->
<xsl:template name="anchor">
	<xsl:choose>
		<xsl:when test="starts-with(@finding, 'cell/')">
			<xsl:value-of select="concat('c', translate(substring-after(@finding, 'cell/'), '/ ', '--'))"/>
		</xsl:when>
		<xsl:otherwise><xsl:value-of select="concat('f-', translate(@finding, '/ ', '--'))"/></xsl:otherwise>
	</xsl:choose>
</xsl:template>

<!-- The act by its short name, leading to its page, and by its number, leading to EUR-Lex. Anything but an https address
     stays text. -->
<xsl:template name="act-link">
	<strong><a href="{$up}acts/{@celex}.html"><xsl:call-template name="short"/></a></strong>
	<xsl:text> </xsl:text>
	<xsl:choose>
		<xsl:when test="starts-with(@eurlex, 'https://')">
			<a class="num" href="{@eurlex}" rel="noreferrer noopener"><xsl:value-of select="@number"/>
				<span class="vh"><xsl:text> </xsl:text><xsl:call-template name="word"><xsl:with-param name="key" select="'eurlex'"/></xsl:call-template></span></a>
		</xsl:when>
		<xsl:otherwise><span class="num"><xsl:value-of select="@number"/></span></xsl:otherwise>
	</xsl:choose>
	<xsl:if test="@rank='6'"><xsl:call-template name="dagger"/></xsl:if>
</xsl:template>

<!-- A case by its number, which with dashes names its page; where none is known, the name it has until then stands on its own page alone. -->
<xsl:template name="case-link">
	<a class="num" href="{$up}cases/{translate(@id, '()/: ', '-----')}.html"><xsl:if test="not(@placeholder)"><xsl:value-of select="@id"/></xsl:if>
		<xsl:if test="@placeholder"><xsl:value-of select="key('m', 'case.unnumbered')"/></xsl:if></a>
	<xsl:if test="@placeholder and $root/@scope='case'"><code class="sub"><xsl:value-of select="@id"/></code></xsl:if>
</xsl:template>

<!-- Evidence: the first digits of a stored body lead to the list of files. -->
<xsl:template name="evidence-link">
	<xsl:for-each select="str:tokenize(@evidence, ', ')"><a class="num" href="{$up}sources.html#e-{.}"><code><xsl:value-of select="."/></code></a><xsl:text> </xsl:text></xsl:for-each>
</xsl:template>

<!-- The language of an act's title, where it is not the page's. -->
<xsl:template name="title-lang">
	<xsl:if test="@title-lang!=$root/f:messages/@lang"><xsl:attribute name="lang"><xsl:value-of select="@title-lang"/></xsl:attribute></xsl:if>
</xsl:template>

<xsl:template name="act-title">
	<span class="sub">
		<xsl:call-template name="title-lang"/>
		<xsl:value-of select="@title"/>
	</span>
	<xsl:if test="@ended"><span class="sub"><xsl:call-template name="ended"/></span></xsl:if>
</xsl:template>

<!-- Dates of an act as a list: the day, what is due, how sure. -->
<xsl:template name="deadlines">
	<ul class="plain">
		<xsl:for-each select="f:deadline">
			<li>
				<xsl:call-template name="time"><xsl:with-param name="d" select="@date"/></xsl:call-template>
				<xsl:text> </xsl:text>
				<span class="kind k-{@kind}"><xsl:value-of select="key('m', concat('date.', @kind))"/></span>
				<xsl:if test="@provisions"><xsl:text> </xsl:text><span class="sub-in"><xsl:call-template name="quoted"><xsl:with-param name="text" select="@provisions"/></xsl:call-template></span></xsl:if>
				<xsl:if test="@inherited-from"><xsl:text> </xsl:text><span class="sub-in">
					<xsl:call-template name="say"><xsl:with-param name="key" select="'date.inherited.from'"/>
						<xsl:with-param name="a" select="@inherited-from"/></xsl:call-template></span></xsl:if>
				<xsl:if test="@moved-from"><xsl:variable name="before"><xsl:call-template name="date"><xsl:with-param name="d" select="@moved-from"/></xsl:call-template></xsl:variable>
					<xsl:text> </xsl:text><span class="sub-in"><xsl:call-template name="say"><xsl:with-param name="key" select="'x.moved'"/>
						<xsl:with-param name="a" select="@moved-by"/><xsl:with-param name="b" select="$before"/></xsl:call-template></span></xsl:if>
				<xsl:call-template name="mark"/>
			</li>
		</xsl:for-each>
	</ul>
</xsl:template>

<!-- How sure a source is, in a word of ours where it uses one. -->
<xsl:template name="sure">
	<xsl:variable name="word" select="key('m', concat('sure.', @confidence))"/>
	<xsl:value-of select="$word"/><xsl:if test="not($word)"><xsl:value-of select="@confidence"/></xsl:if>
</xsl:template>

<!-- the address of a text on EUR-Lex, in the report's language, less its number -->
<xsl:variable name="eurlex" select="concat('https://eur-lex.europa.eu/legal-content/',
	translate($root/f:messages/@lang, 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'), '/TXT/?uri=CELEX:')"/>

<!-- columns of numbers: their heads stand over the digits -->
<xsl:variable name="numeric" select="' n fired scopes count open judged nothing incomplete cases-open average band-6 band-12 band-24 band-over unknown
 cells share-nothing delay-nothing outstanding share-outstanding delay-outstanding long-outstanding cases-n of-acts mean came interval '"/>

<!-- A row of column heads from their keys. -->
<xsl:template name="head">
	<xsl:param name="cols"/>
	<thead><tr><xsl:for-each select="str:tokenize($cols, ' ')">
		<th scope="col"><xsl:if test="contains($numeric, concat(' ', ., ' '))"><xsl:attribute name="class">n</xsl:attribute></xsl:if>
			<xsl:call-template name="word"><xsl:with-param name="key" select="concat('col.', .)"/></xsl:call-template></th>
	</xsl:for-each></tr></thead>
</xsl:template>

<!-- A number that says its column where the heads of the table are hidden, on a small screen. -->
<xsl:template name="n">
	<xsl:param name="col"/>
	<xsl:param name="n"/>
	<xsl:param name="more"/>
	<xsl:param name="to"/>
	<td class="n" data-th="{key('m', concat('col.', $col))}"><xsl:if test="$n='0'"><xsl:attribute name="class">n zero</xsl:attribute></xsl:if>
		<xsl:variable name="words"><xsl:if test="$n!=''"><xsl:value-of select="translate(format-number($n, '#&#160;##0.##', 'n'), '.', $decimal)"/></xsl:if></xsl:variable>
		<xsl:choose><xsl:when test="$to!='' and $n &gt; 0"><a href="{$to}"><xsl:value-of select="$words"/></a></xsl:when><xsl:otherwise><xsl:value-of select="$words"/></xsl:otherwise></xsl:choose><xsl:value-of select="$more"/></td>
</xsl:template>

<!-- The same of a day, and of the days that the current cell is overdue. -->
<xsl:template name="day">
	<xsl:param name="col"/>
	<xsl:param name="d"/>
	<td class="nowrap" data-th="{key('m', concat('col.', $col))}"><xsl:call-template name="time"><xsl:with-param name="d" select="$d"/></xsl:call-template></td>
</xsl:template>
<xsl:template name="overdue">
	<td class="nowrap" data-th="{key('m', 'col.days')}"><xsl:if test="@days-overdue"><xsl:call-template name="count"><xsl:with-param name="key" select="'n.day'"/><xsl:with-param name="n" select="@days-overdue"/></xsl:call-template></xsl:if></td>
</xsl:template>

<!-- page ================================================================================================================== -->
<xsl:template match="/">
	<xsl:variable name="title"><xsl:apply-templates select="$root" mode="title"/></xsl:variable>
	<html lang="{$root/f:messages/@lang}">
		<head>
			<meta http-equiv="Content-Security-Policy"
				content="default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:"/>
			<meta name="viewport" content="width=device-width, initial-scale=1"/>
			<meta name="color-scheme" content="light dark"/>
			<meta name="referrer" content="no-referrer"/>
			<link rel="icon" href="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Cpath fill='%230b4f8a' d='M1 1h6v6H1zM9 9h6v6H9z'/%3E%3Cpath fill='%23f0a04b' d='M9 1h6v6H9z'/%3E%3Cpath fill='%239b1c1c' d='M1 9h6v6H1z'/%3E%3C/svg%3E"/>
			<xsl:if test="$feed!='' and ($formats='' or contains($formats, ' atom '))"><link rel="alternate" type="application/atom+xml" title="{key('m', 'output.atom')}" href="{$up}feeds/{$feed}.atom"/></xsl:if>
			<title><xsl:value-of select="concat($title, ' · ', $root/@portfolio-title)"/></title>
			<style><xsl:value-of select="$css"/></style>
		</head>
		<body>
			<a class="skip" href="#main"><xsl:value-of select="key('m', 'h.skip')"/></a>
			<xsl:call-template name="patterns"/>
			<xsl:call-template name="pages"/>
			<main id="main">
				<header class="top">
					<p class="over"><xsl:value-of select="concat(key('m', 'program.kind'), ' · ', $root/@portfolio-title)"/></p>
					<h1><xsl:if test="string-length($title) &gt; 150"><xsl:attribute name="class">long</xsl:attribute></xsl:if><xsl:copy-of select="$title"/></h1>
					<xsl:if test="$root/@scope='index'"><p class="delta"><xsl:call-template name="reach"/><xsl:call-template name="delta"/></p></xsl:if>
					<xsl:call-template name="cut-offs"/>
				</header>
				<xsl:if test="$counts/@trouble &gt; 0"><p class="alarm" role="note"><xsl:call-template name="trouble"/></p></xsl:if>
				<xsl:apply-templates select="$root" mode="page"/>
			</main>
			<xsl:call-template name="foot"/>
		</body>
	</html>
</xsl:template>

<xsl:template match="f:findings" mode="title"><xsl:call-template name="title"/></xsl:template>

<!-- The first page; those of other scopes are in html-pages.xsl and html-act.xsl. -->
<xsl:template match="f:findings" mode="page">
	<xsl:call-template name="numbers"/>
	<xsl:call-template name="contents"/>
	<xsl:call-template name="changes"/>
	<xsl:call-template name="runs"/>
	<xsl:call-template name="candidates"/>
	<xsl:apply-templates select="$root/f:past|$root/f:due"/>
	<xsl:call-template name="matrix"/>
	<xsl:call-template name="unread"/>
	<xsl:call-template name="outputs"/>
	<section aria-labelledby="method"><h2 id="method"><xsl:value-of select="key('m', 'h.method')"/></h2>
		<p><xsl:value-of select="key('m', 'method.court')"/></p>
		<p><xsl:value-of select="key('m', 'method.cell')"/></p>
		<p><a href="method.html"><xsl:value-of select="key('m', 'title.method')"/></a></p></section>
</xsl:template>

<!-- The pages of the site, on each of them. -->
<xsl:template name="pages">
	<xsl:variable name="here" select="$root/@scope"/>
	<nav class="pages" aria-label="{key('m', 'h.pages')}"><ul>
		<xsl:for-each select="str:tokenize('index changes matrix deadlines portfolio scoreboard reliability method sources', ' ')">
			<li><a href="{$up}{.}.html"><xsl:if test=".=$here"><xsl:attribute name="aria-current">page</xsl:attribute></xsl:if>
				<xsl:call-template name="word"><xsl:with-param name="key" select="concat('page.', .)"/></xsl:call-template></a></li>
		</xsl:for-each>
	</ul></nav>
</xsl:template>

<!-- The name of the feed that tells what happens to what the page shows; nothing: an act to which nothing has happened. -->
<xsl:variable name="feed"><xsl:choose>
	<xsl:when test="$root/@scope='act'"><xsl:value-of select="$root/f:act[@feed]/@celex"/></xsl:when>
	<xsl:when test="$root/@scope='state'"><xsl:value-of select="$root/f:standings/f:standing/@state"/></xsl:when>
	<xsl:otherwise>all</xsl:otherwise>
</xsl:choose></xsl:variable>

<!-- What can be subscribed to and taken away, on the first page and on those of states and acts. -->
<xsl:template name="outputs">
	<xsl:param name="calendar" select="'deadlines.ics'"/>
	<xsl:variable name="files"><xsl:if test="$feed!=''"> atom:feeds/<xsl:value-of select="$feed"/>.atom</xsl:if><xsl:if test="$calendar!=''"> ics:<xsl:value-of select="$calendar"/></xsl:if><xsl:text> </xsl:text></xsl:variable>
	<xsl:variable name="tables"><xsl:if test="$root/@scope='index'">csv:data/cells.csv csv:data/findings.csv csv:data/measures.csv csv:data/decisions.csv xlsx:data/adquem.xlsx json:data/findings.json xml:data/findings.xml</xsl:if></xsl:variable>
	<xsl:variable name="links"><xsl:for-each select="str:tokenize(concat($files, $tables), ' ')">
		<xsl:variable name="kind" select="substring-before(., ':')"/>
		<xsl:variable name="name"><xsl:choose><!-- tables have names of their own -->
			<xsl:when test="$kind='csv'"><xsl:value-of select="substring-before(substring-after(., 'data/'), '.csv')"/></xsl:when>
			<xsl:otherwise><xsl:value-of select="$kind"/></xsl:otherwise></xsl:choose></xsl:variable>
		<xsl:if test="$formats='' or contains($formats, concat(' ', $kind, ' '))"><li><a href="{$up}{substring-after(., ':')}">
			<xsl:call-template name="word"><xsl:with-param name="key" select="concat('output.', $name)"/></xsl:call-template></a></li></xsl:if>
	</xsl:for-each></xsl:variable>
	<xsl:if test="string($links)!=''"><nav class="outputs" aria-label="{key('m', 'h.outputs')}"><p><xsl:call-template name="word"><xsl:with-param name="key" select="'h.outputs'"/></xsl:call-template></p><ul><xsl:copy-of select="$links"/></ul></nav></xsl:if>
</xsl:template>

<xsl:template name="trouble">
	<xsl:variable name="cells"><xsl:call-template name="count"><xsl:with-param name="key" select="'n.cell'"/>
		<xsl:with-param name="n" select="$counts/@trouble"/></xsl:call-template></xsl:variable>
	<xsl:call-template name="say"><xsl:with-param name="key" select="'trouble.banner'"/><xsl:with-param name="a" select="$cells"/></xsl:call-template>
</xsl:template>

<!-- The two cut-offs, on top of every page. -->
<xsl:template name="cut-offs">
	<xsl:variable name="measures" select="$root/f:sources/f:source[@what='measures'][@read-on]"/>
	<p class="cut">
		<span><xsl:call-template name="cut"><xsl:with-param name="key" select="'cut.as-of'"/><xsl:with-param name="d" select="$root/@as-of"/></xsl:call-template></span>
		<xsl:if test="$root/@known-on">
			<span><xsl:call-template name="cut"><xsl:with-param name="key" select="'cut.known-on'"/><xsl:with-param name="d" select="$root/@known-on"/></xsl:call-template>
				(<xsl:value-of select="key('m', 'cut.known-on.note')"/>)</span>
		</xsl:if>
		<xsl:if test="$root/@scope='act' and $root/f:act/@read-on"><span><xsl:call-template name="cut"><xsl:with-param name="key" select="'cut.read'"/>
			<xsl:with-param name="d" select="$root/f:act/@read-on"/></xsl:call-template></span></xsl:if>
		<xsl:for-each select="$measures[not($root/@scope='act')]">
			<span><xsl:call-template name="read-range"/></span>
		</xsl:for-each>
		<xsl:if test="not($measures) and $root/f:sources"><span><xsl:value-of select="key('m', 'cut.read.none')"/></span></xsl:if>
	</p>
</xsl:template>

<xsl:template name="cut">
	<xsl:param name="key"/>
	<xsl:param name="d"/>
	<xsl:variable name="day"><xsl:call-template name="date"><xsl:with-param name="d" select="$d"/></xsl:call-template></xsl:variable>
	<xsl:call-template name="say"><xsl:with-param name="key" select="$key"/><xsl:with-param name="a" select="$day"/></xsl:call-template>
</xsl:template>

<xsl:template name="read-range">
	<xsl:variable name="from"><xsl:call-template name="date"><xsl:with-param name="d" select="@oldest"/></xsl:call-template></xsl:variable>
	<xsl:variable name="to"><xsl:call-template name="date"><xsl:with-param name="d" select="@read-on"/></xsl:call-template></xsl:variable>
	<xsl:variable name="range" select="@oldest and @oldest!=@read-on"/>
	<xsl:call-template name="say">
		<xsl:with-param name="key"><xsl:text>cut.read</xsl:text><xsl:if test="$range">.range</xsl:if></xsl:with-param>
		<xsl:with-param name="a"><xsl:choose><xsl:when test="$range"><xsl:value-of select="$from"/></xsl:when>
			<xsl:otherwise><xsl:value-of select="$to"/></xsl:otherwise></xsl:choose></xsl:with-param>
		<xsl:with-param name="b" select="$to"/>
	</xsl:call-template>
</xsl:template>

<!-- Four numbers, and the unknown in two parts that are never added up. -->
<xsl:template name="numbers">
	<xsl:variable name="acts"><xsl:call-template name="count"><xsl:with-param name="key" select="'n.state'"/>
		<xsl:with-param name="n" select="$counts/@states-nothing"/></xsl:call-template></xsl:variable>
	<xsl:variable name="states"><xsl:call-template name="count"><xsl:with-param name="key" select="'n.state'"/>
		<xsl:with-param name="n" select="$counts/@states-case"/></xsl:call-template></xsl:variable>
	<section aria-labelledby="h-numbers">
		<h2 id="h-numbers" class="vh"><xsl:value-of select="key('m', 'numbers')"/></h2>
		<dl class="numbers">
			<xsl:call-template name="number"><xsl:with-param name="name" select="'nothing'"/><xsl:with-param name="to" select="'#candidates'"/><xsl:with-param name="letter" select="'O'"/>
				<xsl:with-param name="n" select="$counts/@nothing-notified"/><xsl:with-param name="a" select="$acts"/></xsl:call-template>
			<xsl:call-template name="number"><xsl:with-param name="name" select="'open'"/><xsl:with-param name="to" select="'#candidates'"/><xsl:with-param name="letter" select="'I'"/>
				<xsl:with-param name="n" select="$counts/@completeness-open"/></xsl:call-template>
			<xsl:call-template name="number"><xsl:with-param name="name" select="'cases'"/><xsl:with-param name="to" select="'portfolio.html'"/>
				<xsl:with-param name="n" select="$counts/@open-cases"/><xsl:with-param name="a" select="$states"/></xsl:call-template>
			<xsl:call-template name="number"><xsl:with-param name="name" select="'due'"/><xsl:with-param name="to" select="'#due'"/>
				<xsl:with-param name="n" select="$counts/@due-90-days"/></xsl:call-template>
			<div>
				<dt><span class="chip U" aria-hidden="true">U</span><xsl:text> </xsl:text><xsl:value-of select="key('m', 'number.unknown')"/></dt>
				<dd class="big two">
					<span><a href="#unread"><xsl:value-of select="format-number($counts/@gap, '#&#160;##0', 'n')"/></a><xsl:text> </xsl:text><small><xsl:value-of select="key('m', 'number.gap')"/></small></span>
					<span><a href="sources.html"><xsl:value-of select="format-number($counts/@trouble, '#&#160;##0', 'n')"/></a><xsl:text> </xsl:text><small><xsl:value-of select="key('m', 'number.trouble')"/></small></span>
				</dd>
				<dd class="sub"><xsl:value-of select="key('m', 'number.unknown.note')"/></dd>
			</div>
		</dl>
	</section>
</xsl:template>

<xsl:template name="number">
	<xsl:param name="name"/>
	<xsl:param name="letter"/>
	<xsl:param name="n"/>
	<xsl:param name="a"/>
	<xsl:param name="to"/>
	<div>
		<dt>
			<xsl:if test="$letter"><span class="chip {$letter}" aria-hidden="true"><xsl:value-of select="$letter"/></span><xsl:text> </xsl:text></xsl:if>
			<xsl:value-of select="key('m', concat('number.', $name))"/>
		</dt>
		<dd class="big"><a href="{$to}"><xsl:value-of select="format-number($n, '#&#160;##0', 'n')"/></a></dd>
		<dd class="sub"><xsl:call-template name="say"><xsl:with-param name="key" select="concat('number.', $name, '.note')"/>
			<xsl:with-param name="a" select="$a"/></xsl:call-template></dd>
	</div>
</xsl:template>

<xsl:template name="contents">
	<nav aria-label="{key('m', 'h.contents')}"><ul>
		<xsl:for-each select="str:tokenize('changes candidates due past matrix unread method', ' ')">
			<li><a href="#{.}"><xsl:call-template name="word"><xsl:with-param name="key" select="concat('h.', .)"/></xsl:call-template></a></li>
		</xsl:for-each>
	</ul></nav>
</xsl:template>

<xsl:template name="changes">
	<xsl:variable name="changes" select="$root/f:changes"/>
	<section aria-labelledby="changes">
		<h2 id="changes"><xsl:if test="$root/@scope='changes'"><xsl:attribute name="class">vh</xsl:attribute></xsl:if><xsl:value-of select="key('m', 'h.changes')"/></h2>
		<xsl:if test="not($changes/f:change)"><p><xsl:call-template name="delta"/></p></xsl:if>
		<xsl:if test="$changes/f:change">
			<div class="scroll"><table class="rows">
				<caption id="cap-changes"><xsl:value-of select="key('m', 'cap.changes')"/></caption>
				<xsl:call-template name="head"><xsl:with-param name="cols" select="'event act state now known'"/></xsl:call-template>
				<tbody><xsl:for-each select="str:tokenize('worse new reopened case-step better closed', ' ')">
					<xsl:apply-templates select="$changes/f:change[@event=current()]"/>
				</xsl:for-each></tbody>
			</table></div>
		</xsl:if>
	</section>
</xsl:template>

<xsl:template match="f:change">
	<tr>
		<th scope="row"><span class="event e-{@event}"><xsl:value-of select="key('m', concat('event.', @event))"/></span></th>
		<td class="title"><xsl:if test="@celex"><strong><a href="{$up}acts/{@celex}.html"><xsl:call-template name="short"/></a></strong></xsl:if><span class="sub"><xsl:value-of select="@celex"/></span></td>
		<td><xsl:choose>
			<xsl:when test="key('flag', @finding)">
				<xsl:variable name="to"><xsl:call-template name="anchor"/></xsl:variable>
				<a href="#{$to}"><xsl:call-template name="state-name"/></a>
			</xsl:when>
			<xsl:when test="@celex and $members/@code=@state"><a href="{$up}acts/{@celex}.html#{@state}"><xsl:call-template name="state-name"/></a></xsl:when>
			<xsl:otherwise><xsl:call-template name="state"/></xsl:otherwise>
		</xsl:choose></td>
		<td class="nowrap">
			<xsl:if test="@letter"><xsl:call-template name="chip"/></xsl:if>
			<xsl:call-template name="badge"/>
			<xsl:if test="@letter-was!=@letter or @stage-was!=@stage or @level-was!=@level">
				<span class="sub"><xsl:call-template name="say"><xsl:with-param name="key" select="'change.was'"/>
					<xsl:with-param name="a"><xsl:value-of select="@letter-was"/>
						<xsl:if test="@stage-was and @stage-was!='none' and @stage-was!='unread'"><xsl:text> </xsl:text><xsl:choose><xsl:when test="@stage-was='closed'"><xsl:value-of select="key('m', 'stage.closed')"/></xsl:when>
							<xsl:otherwise><xsl:value-of select="@stage-was"/></xsl:otherwise></xsl:choose></xsl:if>
						<xsl:if test="@level-was!=@level"><xsl:value-of select="concat(', ', key('m', concat('level.', @level-was)))"/></xsl:if>
					</xsl:with-param></xsl:call-template></span>
			</xsl:if>
		</td>
		<td class="wide"><xsl:value-of select="@message"/></td>
	</tr>
</xsl:template>

<!-- Candidates: acts in the order of their gravest flag; within an act one table per level. -->
<xsl:template name="candidates">
	<xsl:variable name="flags" select="$root/f:flags/f:flag[key('act', @celex)/@measures='read']"/>
	<xsl:variable name="others" select="$root/f:flags/f:flag[not(@celex)]"/>
	<section aria-labelledby="candidates">
		<h2 id="candidates"><xsl:value-of select="key('m', 'h.candidates')"/></h2>
		<p class="intro"><xsl:value-of select="key('m', 'intro.candidates')"/></p>
		<xsl:if test="not($flags)"><p><xsl:value-of select="key('m', 'none.candidates')"/></p></xsl:if>
		<xsl:for-each select="$flags[generate-id()=generate-id(key('flag-act', @celex)[1])]">
			<xsl:apply-templates select="key('act', @celex)" mode="candidates"/>
		</xsl:for-each>
		<xsl:if test="$others">
			<h3><xsl:value-of select="key('m', 'h.other')"/></h3>
			<ul><xsl:for-each select="$others">
				<xsl:variable name="id"><xsl:call-template name="anchor"/></xsl:variable>
				<li id="{$id}"><xsl:value-of select="@message"/></li>
			</xsl:for-each></ul>
		</xsl:if>
	</section>
</xsl:template>

<xsl:template match="f:act" mode="candidates">
	<xsl:variable name="flags" select="key('flag-act', @celex)"/>
	<xsl:variable name="act" select="."/>
	<article>
		<h3><xsl:call-template name="act-link"/></h3>
		<p><xsl:call-template name="act-title"/></p>
		<xsl:for-each select="str:tokenize('case strong candidate watch dormant', ' ')">
			<xsl:variable name="level" select="string(.)"/>
			<xsl:variable name="these" select="$flags[@level=$level]"/>
			<xsl:if test="$these">
				<xsl:variable name="id" select="concat('cap-', $act/@celex, '-', $level)"/>
				<xsl:variable name="same" select="$these[1]/@deadline and not($these/@deadline!=$these[1]/@deadline)"/>
				<div class="scroll"><table class="rows">
					<caption id="{$id}">
						<span class="level l-{$level}"><xsl:call-template name="word"><xsl:with-param name="key" select="concat('level.', $level)"/></xsl:call-template></span>
						<xsl:text> </xsl:text>
						<xsl:call-template name="count"><xsl:with-param name="key" select="'n.cell'"/><xsl:with-param name="n" select="count($these)"/></xsl:call-template>
						<xsl:if test="$same"><xsl:text>, </xsl:text><xsl:call-template name="cut"><xsl:with-param name="key" select="'cap.deadline'"/>
							<xsl:with-param name="d" select="$these[1]/@deadline"/></xsl:call-template></xsl:if>
					</caption>
					<xsl:call-template name="head"><xsl:with-param name="cols"><xsl:text>state letter stage </xsl:text><xsl:if test="not($same)">deadline </xsl:if>days known</xsl:with-param></xsl:call-template>
					<tbody><xsl:apply-templates select="$these"><xsl:with-param name="same" select="$same"/></xsl:apply-templates></tbody>
				</table></div>
				<xsl:apply-templates select="$these" mode="basis"/>
			</xsl:if>
		</xsl:for-each>
	</article>
</xsl:template>

<xsl:template match="f:flag">
	<xsl:param name="same"/>
	<xsl:variable name="id"><xsl:call-template name="anchor"/></xsl:variable>
	<xsl:variable name="code" select="@state"/>
	<tr id="{$id}">
		<th scope="row"><a href="{$up}acts/{@celex}.html#{$code}"><xsl:call-template name="state-name"/></a></th>
		<td><xsl:if test="@letter"><xsl:call-template name="chip"/></xsl:if></td>
		<td class="nowrap"><xsl:call-template name="badge"/>
			<xsl:if test="@stage-date"><xsl:text> </xsl:text><xsl:call-template name="time"><xsl:with-param name="d" select="@stage-date"/></xsl:call-template></xsl:if></td>
		<xsl:if test="not($same)"><xsl:call-template name="day"><xsl:with-param name="col" select="'deadline'"/><xsl:with-param name="d" select="@deadline"/></xsl:call-template></xsl:if>
		<xsl:call-template name="overdue"/>
		<td class="wide"><xsl:value-of select="@message"/>
			<xsl:call-template name="mark"/>
			<xsl:if test="@rejudged='no'"><xsl:text> </xsl:text><em><xsl:value-of select="key('m', 'not-rejudged')"/></em></xsl:if>
			<xsl:apply-templates select="f:forecast"/>
			<code class="sub"><xsl:value-of select="@finding"/></code></td>
	</tr>
</xsl:template>

<!-- What a rule rests on, once for all rows it gave in a table. -->
<xsl:template match="f:flag" mode="basis">
	<xsl:if test="generate-id()=generate-id(key('flag-rule', concat(@celex, '|', @level, '|', @rule))[1])">
		<p class="basis"><code><xsl:value-of select="@rule"/></code>
			<xsl:text> </xsl:text>
			<xsl:call-template name="say"><xsl:with-param name="key" select="'basis'"/><xsl:with-param name="a" select="@basis"/></xsl:call-template>
			<xsl:text>. </xsl:text>
			<xsl:if test="@clears"><xsl:call-template name="say"><xsl:with-param name="key" select="'cleared'"/>
				<xsl:with-param name="a" select="@clears"/></xsl:call-template><xsl:text>.</xsl:text></xsl:if></p>
	</xsl:if>
</xsl:template>

<!-- Dates ahead, and those that passed not long ago. -->
<xsl:template match="f:due|f:past">
	<xsl:variable name="name" select="local-name()"/>
	<section aria-labelledby="{$name}">
		<h2 id="{$name}"><xsl:value-of select="key('m', concat('h.', $name))"/></h2>
		<xsl:if test="self::f:due"><p class="intro"><xsl:value-of select="key('m', 'intro.due')"/></p></xsl:if>
		<xsl:if test="not(f:item)"><p><xsl:value-of select="key('m', concat('none.', $name))"/></p></xsl:if>
		<xsl:if test="f:item">
			<div class="scroll"><table>
				<caption id="cap-{$name}"><xsl:value-of select="key('m', concat('cap.', $name))"/></caption>
				<xsl:call-template name="head"><xsl:with-param name="cols" select="concat('date ', $name, ' any-act kind provisions notified')"/></xsl:call-template>
				<tbody><xsl:apply-templates select="f:item"/></tbody>
			</table></div>
		</xsl:if>
	</section>
</xsl:template>

<xsl:template match="f:due/f:item|f:past/f:item">
	<tr>
		<th scope="row" class="day"><xsl:call-template name="time"><xsl:with-param name="d" select="@date"/></xsl:call-template><xsl:call-template name="mark"/></th>
		<td class="nowrap"><xsl:call-template name="days-left"/></td>
		<td class="title"><strong><a href="{$up}acts/{@celex}.html"><xsl:call-template name="short"/></a></strong><xsl:text> </xsl:text><span class="num"><xsl:value-of select="@number"/></span></td>
		<td><span class="kind k-{@kind}"><xsl:choose>
			<xsl:when test="@kind='duty' and key('m', concat('date.duty.', @addressee))"><xsl:value-of select="key('m', concat('date.duty.', @addressee))"/></xsl:when>
			<xsl:otherwise><xsl:value-of select="key('m', concat('date.', @kind))"/></xsl:otherwise></xsl:choose></span></td>
		<td class="free"><xsl:call-template name="quoted"><xsl:with-param name="text" select="@provisions"/></xsl:call-template>
			<xsl:if test="@confidence and @confidence!='high'"><span class="sub"><xsl:call-template name="say"><xsl:with-param name="key" select="'confidence'"/>
				<xsl:with-param name="a"><xsl:call-template name="sure"/></xsl:with-param></xsl:call-template></span></xsl:if></td>
		<td><xsl:choose>
			<xsl:when test="@kind!='transposition'"/>
			<xsl:when test="@read='no'"><xsl:value-of select="key('m', 'due.unread')"/></xsl:when>
			<xsl:when test="@none"><xsl:call-template name="count"><xsl:with-param name="key" select="'n.nothing'"/><xsl:with-param name="n" select="@none"/></xsl:call-template></xsl:when>
			<xsl:otherwise><xsl:value-of select="key('m', 'letter.U')"/></xsl:otherwise>
		</xsl:choose></td>
	</tr>
</xsl:template>

</xsl:stylesheet>
