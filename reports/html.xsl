<?xml version="1.0" encoding="UTF-8"?>
<!-- html.xsl - the index document as one HTML page without script: a title that says the finding, what changed, candidates,
     dates ahead, the matrix of directives read, the block of those not read, context and method.
     In: a findings document of scope index with its catalogue; parameter css, the style sheet's text.
     Colour is the third carrier of meaning: letter and words come first. Numbers in headlines are the document's counts. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:f="urn:adquem:findings:1"
	xmlns:str="http://exslt.org/strings" exclude-result-prefixes="f str">
<xsl:output method="html" encoding="UTF-8" doctype-system="about:legacy-compat" indent="no"/>
<xsl:strip-space elements="*"/>
<xsl:preserve-space elements="f:m f:message"/>
<xsl:param name="css" select="''"/>

<xsl:decimal-format name="n" grouping-separator="&#160;"/>
<xsl:key name="m" match="f:m" use="@key"/>
<xsl:key name="act" match="f:acts/f:act" use="@celex"/>
<xsl:key name="flag" match="f:flag" use="@finding"/>
<xsl:key name="flag-act" match="f:flag" use="@celex"/>
<xsl:key name="flag-rule" match="f:flag" use="concat(@celex, '|', @level, '|', @rule)"/>
<xsl:key name="pillar" match="f:acts/f:act[@measures='unread']" use="string(@pillar)"/>

<xsl:variable name="root" select="/f:findings"/>
<xsl:variable name="m" select="$root/f:messages/f:m"/>
<xsl:variable name="counts" select="$root/f:counts"/>
<xsl:variable name="read" select="$root/f:acts/f:act[@measures='read']"/>
<xsl:variable name="today" select="translate($root/@as-of, '-', '')"/>
<!-- who is a Member State on the day being judged -->
<xsl:variable name="members" select="$root/f:states/f:state[translate(@from, '-', '') &lt;= $today
	and (not(@until) or translate(@until, '-', '') &gt;= $today)]"/>
<xsl:variable name="judged" select="$read/f:deadline[f:cell]"/>
<!-- row and column of each state in the tile grid -->
<xsl:variable name="grid" select="' SE04 FI05 EE15 IE20 DK23 LV25 NL32 DE33 PL34 LT35 BE41 LU42 CZ43 SK44 FR51 AT53 HU54 RO55 PT60 ES61 IT62
 SI63 HR64 BG65 MT72 EL75 CY76'"/>

<!-- words ================================================================================================================= -->

<!-- The sentence of a key, with {0} to {3} filled in. One pass, so that what is filled in is never filled in again. key() knows
     only the document of the current node, which str:tokenize changes: hence the step back to the root. -->
<xsl:template name="say">
	<xsl:param name="key"/>
	<xsl:param name="a"/>
	<xsl:param name="b"/>
	<xsl:param name="c"/>
	<xsl:param name="d"/>
	<xsl:param name="text"><xsl:for-each select="$root"><xsl:value-of select="key('m', $key)"/></xsl:for-each></xsl:param>
	<xsl:choose>
		<xsl:when test="contains($text, '{')">
			<xsl:variable name="rest" select="substring-after($text, '{')"/>
			<xsl:variable name="n" select="substring($rest, 1, 1)"/>
			<xsl:value-of select="substring-before($text, '{')"/>
			<xsl:choose>
				<xsl:when test="$n='0'"><xsl:value-of select="$a"/></xsl:when>
				<xsl:when test="$n='1'"><xsl:value-of select="$b"/></xsl:when>
				<xsl:when test="$n='2'"><xsl:value-of select="$c"/></xsl:when>
				<xsl:otherwise><xsl:value-of select="$d"/></xsl:otherwise>
			</xsl:choose>
			<xsl:call-template name="say">
				<xsl:with-param name="a" select="$a"/>
				<xsl:with-param name="b" select="$b"/>
				<xsl:with-param name="c" select="$c"/>
				<xsl:with-param name="d" select="$d"/>
				<xsl:with-param name="text" select="substring($rest, 3)"/>
			</xsl:call-template>
		</xsl:when>
		<xsl:otherwise><xsl:value-of select="$text"/></xsl:otherwise>
	</xsl:choose>
</xsl:template>

<!-- A counted sentence: KEY.0, KEY.1 or KEY.n; {0} is the number. -->
<xsl:template name="count">
	<xsl:param name="key"/>
	<xsl:param name="n"/>
	<xsl:param name="b"/>
	<xsl:variable name="exact" select="concat($key, '.', $n)"/>
	<xsl:variable name="use">
		<xsl:choose>
			<xsl:when test="($n=0 or $n=1) and $m[@key=$exact]"><xsl:value-of select="$exact"/></xsl:when>
			<xsl:otherwise><xsl:value-of select="concat($key, '.n')"/></xsl:otherwise>
		</xsl:choose>
	</xsl:variable>
	<xsl:call-template name="say">
		<xsl:with-param name="key" select="string($use)"/>
		<xsl:with-param name="a" select="format-number($n, '#&#160;##0', 'n')"/>
		<xsl:with-param name="b" select="$b"/>
	</xsl:call-template>
</xsl:template>

<!-- A day or a month, written out. -->
<xsl:template name="date">
	<xsl:param name="d"/>
	<xsl:variable name="month"><xsl:for-each select="$root"><xsl:value-of select="key('m', concat('month.', substring($d, 6, 2)))"/></xsl:for-each></xsl:variable>
	<xsl:choose>
		<xsl:when test="string-length($d)=10">
			<xsl:call-template name="say">
				<xsl:with-param name="key" select="'date.day'"/>
				<xsl:with-param name="a" select="number(substring($d, 9, 2))"/>
				<xsl:with-param name="b" select="$month"/>
				<xsl:with-param name="c" select="substring($d, 1, 4)"/>
			</xsl:call-template>
		</xsl:when>
		<xsl:when test="string-length($d)=7">
			<xsl:call-template name="say">
				<xsl:with-param name="key" select="'date.month'"/>
				<xsl:with-param name="a" select="$month"/>
				<xsl:with-param name="b" select="substring($d, 1, 4)"/>
			</xsl:call-template>
		</xsl:when>
		<xsl:otherwise><xsl:value-of select="$m[@key='date.none']"/></xsl:otherwise>
	</xsl:choose>
</xsl:template>

<xsl:template name="time">
	<xsl:param name="d"/>
	<xsl:variable name="words"><xsl:call-template name="date"><xsl:with-param name="d" select="$d"/></xsl:call-template></xsl:variable>
	<xsl:choose>
		<xsl:when test="$d"><time datetime="{$d}"><xsl:value-of select="$words"/></time></xsl:when>
		<xsl:otherwise><xsl:value-of select="$words"/></xsl:otherwise>
	</xsl:choose>
</xsl:template>

<!-- The title: the finding as a sentence of fewer than 15 words. -->
<xsl:template name="title">
	<xsl:variable name="acts"><xsl:call-template name="count">
		<xsl:with-param name="key" select="'n.act'"/><xsl:with-param name="n" select="$counts/@acts"/></xsl:call-template></xsl:variable>
	<xsl:choose>
		<xsl:when test="$counts/@acts=0"><xsl:value-of select="$m[@key='title.empty']"/></xsl:when>
		<xsl:when test="$counts/@states-nothing &gt; 0">
			<xsl:variable name="who"><xsl:call-template name="count"><xsl:with-param name="key" select="'title.states'"/>
				<xsl:with-param name="n" select="$counts/@states-nothing"/></xsl:call-template></xsl:variable>
			<xsl:variable name="what"><xsl:call-template name="count"><xsl:with-param name="key" select="'title.acts'"/>
				<xsl:with-param name="n" select="$counts/@acts-nothing"/></xsl:call-template></xsl:variable>
			<xsl:call-template name="say"><xsl:with-param name="key" select="'title.nothing'"/>
				<xsl:with-param name="a" select="$who"/><xsl:with-param name="b" select="$what"/></xsl:call-template>
		</xsl:when>
		<xsl:when test="$counts/@trouble &gt; 0">
			<xsl:variable name="cells"><xsl:call-template name="count"><xsl:with-param name="key" select="'n.cell'"/>
				<xsl:with-param name="n" select="$counts/@trouble"/></xsl:call-template></xsl:variable>
			<xsl:call-template name="say"><xsl:with-param name="key" select="'title.trouble'"/>
				<xsl:with-param name="a" select="$cells"/></xsl:call-template>
		</xsl:when>
		<xsl:when test="$counts/@acts-read=0">
			<xsl:call-template name="say"><xsl:with-param name="key" select="'title.unread'"/>
				<xsl:with-param name="a" select="$acts"/></xsl:call-template>
		</xsl:when>
		<xsl:when test="$counts/@completeness-open &gt; 0">
			<xsl:variable name="cells"><xsl:call-template name="count"><xsl:with-param name="key" select="'n.cell'"/>
				<xsl:with-param name="n" select="$counts/@completeness-open"/></xsl:call-template></xsl:variable>
			<xsl:call-template name="say"><xsl:with-param name="key" select="'title.open'"/>
				<xsl:with-param name="a" select="$cells"/></xsl:call-template>
		</xsl:when>
		<xsl:otherwise>
			<xsl:variable name="some"><xsl:call-template name="count"><xsl:with-param name="key" select="'n.act'"/>
				<xsl:with-param name="n" select="$counts/@acts-read"/></xsl:call-template></xsl:variable>
			<xsl:call-template name="say"><xsl:with-param name="key" select="'title.none'"/>
				<xsl:with-param name="a" select="$some"/></xsl:call-template>
		</xsl:otherwise>
	</xsl:choose>
</xsl:template>

<!-- One sentence on what changed, worse before better. -->
<xsl:template name="delta">
	<xsl:variable name="changes" select="$root/f:changes"/>
	<xsl:variable name="since"><xsl:call-template name="date"><xsl:with-param name="d" select="$changes/@since"/></xsl:call-template></xsl:variable>
	<xsl:variable name="suffix"><xsl:if test="not($changes/@since)">-undated</xsl:if></xsl:variable>
	<xsl:variable name="list">
		<xsl:for-each select="str:tokenize('new worse reopened case-step better closed', ' ')">
			<xsl:variable name="event" select="string(.)"/>
			<xsl:variable name="n" select="count($changes/f:change[@event=$event])"/>
			<xsl:if test="$n &gt; 0">
				<xsl:text>, </xsl:text>
				<xsl:call-template name="count"><xsl:with-param name="key" select="concat('delta.', $event)"/>
					<xsl:with-param name="n" select="$n"/></xsl:call-template>
			</xsl:if>
		</xsl:for-each>
	</xsl:variable>
	<xsl:choose>
		<xsl:when test="$changes/@baseline='yes'"><xsl:value-of select="$m[@key='delta.baseline']"/></xsl:when>
		<xsl:when test="$changes/f:change and $changes/@since">
			<xsl:call-template name="say"><xsl:with-param name="key" select="'delta.some'"/>
				<xsl:with-param name="a" select="$since"/><xsl:with-param name="b" select="substring($list, 3)"/></xsl:call-template>
		</xsl:when>
		<xsl:when test="$changes/f:change">
			<xsl:call-template name="say"><xsl:with-param name="key" select="'delta.some-undated'"/>
				<xsl:with-param name="a" select="substring($list, 3)"/></xsl:call-template>
		</xsl:when>
		<xsl:otherwise>
			<xsl:call-template name="say"><xsl:with-param name="key" select="concat('delta.none', $suffix)"/>
				<xsl:with-param name="a" select="$since"/></xsl:call-template>
		</xsl:otherwise>
	</xsl:choose>
</xsl:template>

<!-- small pieces ========================================================================================================== -->

<!-- The mark of a fact that is unverified; of the current node unless test says otherwise. -->
<xsl:template name="mark">
	<xsl:param name="test" select="@unverified='yes' or @rank='6'"/>
	<xsl:if test="$test">
		<xsl:text> </xsl:text><span class="unv"><xsl:value-of select="$m[@key='unverified']"/></span>
	</xsl:if>
</xsl:template>

<!-- The same in little room: a dagger, its words hidden. -->
<xsl:template name="dagger">
	<span class="dag"><span aria-hidden="true">†</span><span class="vh"> (<xsl:value-of select="$m[@key='unverified']"/>)</span></span>
</xsl:template>

<xsl:template name="state">
	<xsl:param name="code" select="@state"/>
	<xsl:variable name="name" select="$root/f:states/f:state[@code=$code]/@name"/>
	<xsl:choose>
		<xsl:when test="$name"><abbr title="{$name}"><xsl:value-of select="$code"/></abbr></xsl:when>
		<xsl:otherwise><xsl:value-of select="$code"/></xsl:otherwise>
	</xsl:choose>
</xsl:template>

<xsl:template name="chip">
	<xsl:param name="letter" select="@letter"/>
	<span class="chip {$letter}"><xsl:value-of select="$letter"/></span>
</xsl:template>

<xsl:template name="badge">
	<xsl:param name="stage" select="@stage"/>
	<xsl:if test="$stage and $stage!='none' and $stage!='unread'">
		<xsl:variable name="name"><xsl:for-each select="$root"><xsl:value-of select="key('m', concat('stage.', $stage))"/></xsl:for-each></xsl:variable>
		<abbr class="badge" title="{$name}"><xsl:value-of select="$stage"/></abbr>
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

<!-- The act by its short name and number, leading to EUR-Lex. Anything but an https address stays text. -->
<xsl:template name="act-link">
	<strong><xsl:value-of select="@short"/></strong>
	<xsl:text> </xsl:text>
	<xsl:choose>
		<xsl:when test="starts-with(@eurlex, 'https://')">
			<a class="num" href="{@eurlex}" rel="noreferrer noopener"><xsl:value-of select="@number"/>
				<span class="vh"><xsl:text> </xsl:text><xsl:value-of select="$m[@key='eurlex']"/></span></a>
		</xsl:when>
		<xsl:otherwise><span class="num"><xsl:value-of select="@number"/></span></xsl:otherwise>
	</xsl:choose>
	<xsl:if test="@rank='6'"><xsl:call-template name="dagger"/></xsl:if>
</xsl:template>

<xsl:template name="act-title">
	<span class="sub">
		<xsl:if test="@title-lang"><xsl:attribute name="lang"><xsl:value-of select="@title-lang"/></xsl:attribute></xsl:if>
		<xsl:value-of select="@title"/>
	</span>
	<xsl:if test="@ended"><span class="sub"><xsl:call-template name="ended"/></span></xsl:if>
</xsl:template>

<xsl:template name="ended">
	<xsl:variable name="how"><xsl:choose>
		<xsl:when test="@ended-how"><xsl:value-of select="@ended-how"/></xsl:when>
		<xsl:otherwise><xsl:value-of select="$m[@key='act.ended.plain']"/></xsl:otherwise></xsl:choose></xsl:variable>
	<xsl:variable name="when"><xsl:call-template name="date"><xsl:with-param name="d" select="@ended"/></xsl:call-template></xsl:variable>
	<xsl:variable name="key"><xsl:text>act.ended</xsl:text><xsl:if test="@ended-by">.by</xsl:if></xsl:variable>
	<xsl:call-template name="say"><xsl:with-param name="key" select="string($key)"/><xsl:with-param name="a" select="$how"/>
		<xsl:with-param name="b" select="$when"/><xsl:with-param name="c" select="@ended-by"/></xsl:call-template>
</xsl:template>

<!-- Dates of an act as a list: the day, what is due, how sure. -->
<xsl:template name="deadlines">
	<ul class="plain">
		<xsl:for-each select="f:deadline">
			<li>
				<xsl:call-template name="time"><xsl:with-param name="d" select="@date"/></xsl:call-template>
				<xsl:text> </xsl:text>
				<span class="kind k-{@kind}"><xsl:value-of select="key('m', concat('date.', @kind))"/></span>
				<xsl:if test="@provisions"><xsl:text> </xsl:text><span class="sub-in"><xsl:value-of select="@provisions"/></span></xsl:if>
				<xsl:if test="@inherited-from"><xsl:text> </xsl:text><span class="sub-in">
					<xsl:call-template name="say"><xsl:with-param name="key" select="'date.inherited.from'"/>
						<xsl:with-param name="a" select="@inherited-from"/></xsl:call-template></span></xsl:if>
				<xsl:call-template name="mark"/>
			</li>
		</xsl:for-each>
	</ul>
</xsl:template>

<xsl:template name="th"><xsl:param name="key"/><th scope="col"><xsl:value-of select="$m[@key=$key]"/></th></xsl:template>

<!-- A row of column heads from their keys. -->
<xsl:template name="head">
	<xsl:param name="cols"/>
	<thead><tr><xsl:for-each select="str:tokenize($cols, ' ')">
		<xsl:call-template name="th"><xsl:with-param name="key" select="concat('col.', .)"/></xsl:call-template>
	</xsl:for-each></tr></thead>
</xsl:template>

<!-- page ================================================================================================================== -->

<xsl:template match="/">
	<xsl:variable name="title"><xsl:call-template name="title"/></xsl:variable>
	<html lang="{$root/f:messages/@lang}">
		<head>
			<meta http-equiv="Content-Security-Policy"
				content="default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:"/>
			<meta name="viewport" content="width=device-width, initial-scale=1"/>
			<meta name="color-scheme" content="light dark"/>
			<meta name="referrer" content="no-referrer"/>
			<title><xsl:value-of select="concat($title, ' · ', $root/@portfolio-title)"/></title>
			<style><xsl:value-of select="$css"/></style>
		</head>
		<body>
			<a class="skip" href="#main"><xsl:value-of select="key('m', 'h.skip')"/></a>
			<xsl:call-template name="patterns"/>
			<main id="main">
				<header class="top">
					<p class="over"><xsl:value-of select="concat(key('m', 'program.kind'), ' · ', $root/@portfolio-title)"/></p>
					<h1><xsl:value-of select="$title"/></h1>
					<p class="delta"><xsl:call-template name="delta"/></p>
					<xsl:call-template name="cut-offs"/>
				</header>
				<xsl:if test="$counts/@trouble &gt; 0"><p class="alarm" role="note"><xsl:call-template name="trouble"/></p></xsl:if>
				<xsl:call-template name="numbers"/>
				<xsl:call-template name="contents"/>
				<xsl:call-template name="changes"/>
				<xsl:call-template name="candidates"/>
				<xsl:call-template name="due"/>
				<xsl:call-template name="matrix"/>
				<xsl:call-template name="unread"/>
				<xsl:call-template name="context"/>
				<xsl:call-template name="method"/>
			</main>
			<xsl:call-template name="foot"/>
		</body>
	</html>
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
		<xsl:for-each select="$measures">
			<span><xsl:call-template name="read-range"/></span>
		</xsl:for-each>
		<xsl:if test="not($measures)"><span><xsl:value-of select="key('m', 'cut.read.none')"/></span></xsl:if>
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
			<xsl:call-template name="number"><xsl:with-param name="name" select="'nothing'"/><xsl:with-param name="letter" select="'O'"/>
				<xsl:with-param name="n" select="$counts/@nothing-notified"/><xsl:with-param name="a" select="$acts"/></xsl:call-template>
			<xsl:call-template name="number"><xsl:with-param name="name" select="'open'"/><xsl:with-param name="letter" select="'I'"/>
				<xsl:with-param name="n" select="$counts/@completeness-open"/></xsl:call-template>
			<xsl:call-template name="number"><xsl:with-param name="name" select="'cases'"/>
				<xsl:with-param name="n" select="$counts/@open-cases"/><xsl:with-param name="a" select="$states"/></xsl:call-template>
			<xsl:call-template name="number"><xsl:with-param name="name" select="'due'"/>
				<xsl:with-param name="n" select="$counts/@due-90-days"/></xsl:call-template>
			<div>
				<dt><span class="chip U" aria-hidden="true">U</span><xsl:text> </xsl:text><xsl:value-of select="key('m', 'number.unknown')"/></dt>
				<dd class="big two">
					<span><xsl:value-of select="format-number($counts/@gap, '#&#160;##0', 'n')"/><xsl:text> </xsl:text><small><xsl:value-of select="key('m', 'number.gap')"/></small></span>
					<span><xsl:value-of select="format-number($counts/@trouble, '#&#160;##0', 'n')"/><xsl:text> </xsl:text><small><xsl:value-of select="key('m', 'number.trouble')"/></small></span>
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
	<div>
		<dt>
			<xsl:if test="$letter"><span class="chip {$letter}" aria-hidden="true"><xsl:value-of select="$letter"/></span><xsl:text> </xsl:text></xsl:if>
			<xsl:value-of select="key('m', concat('number.', $name))"/>
		</dt>
		<dd class="big"><xsl:value-of select="format-number($n, '#&#160;##0', 'n')"/></dd>
		<dd class="sub"><xsl:call-template name="say"><xsl:with-param name="key" select="concat('number.', $name, '.note')"/>
			<xsl:with-param name="a" select="$a"/></xsl:call-template></dd>
	</div>
</xsl:template>

<xsl:template name="contents">
	<nav aria-label="{key('m', 'h.contents')}"><ul>
		<xsl:for-each select="str:tokenize('changes candidates due matrix unread context method', ' ')">
			<li><a href="#{.}"><xsl:value-of select="$m[@key=concat('h.', current())]"/></a></li>
		</xsl:for-each>
	</ul></nav>
</xsl:template>

<xsl:template name="changes">
	<xsl:variable name="changes" select="$root/f:changes"/>
	<section aria-labelledby="changes">
		<h2 id="changes"><xsl:value-of select="key('m', 'h.changes')"/></h2>
		<xsl:if test="not($changes/f:change)"><p><xsl:call-template name="delta"/></p></xsl:if>
		<xsl:if test="$changes/f:change">
			<div class="scroll" role="region" tabindex="0" aria-labelledby="cap-changes"><table>
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
		<td><strong><xsl:value-of select="@short"/></strong><span class="sub"><xsl:value-of select="@celex"/></span></td>
		<td><xsl:choose>
			<xsl:when test="key('flag', @finding)">
				<xsl:variable name="to"><xsl:call-template name="anchor"/></xsl:variable>
				<a href="#{$to}"><xsl:call-template name="state"/></a>
			</xsl:when>
			<xsl:otherwise><xsl:call-template name="state"/></xsl:otherwise>
		</xsl:choose></td>
		<td class="nowrap">
			<xsl:if test="@letter"><xsl:call-template name="chip"/></xsl:if>
			<xsl:call-template name="badge"/>
			<xsl:if test="@letter-was!=@letter or @stage-was!=@stage or @level-was!=@level">
				<span class="sub"><xsl:call-template name="say"><xsl:with-param name="key" select="'change.was'"/>
					<xsl:with-param name="a"><xsl:value-of select="@letter-was"/>
						<xsl:if test="@stage-was and @stage-was!='none'"><xsl:value-of select="concat(' ', @stage-was)"/></xsl:if>
						<xsl:if test="@level-was!=@level"><xsl:value-of select="concat(', ', key('m', concat('level.', @level-was)))"/></xsl:if>
					</xsl:with-param></xsl:call-template></span>
			</xsl:if>
		</td>
		<td><xsl:value-of select="@message"/></td>
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
				<div class="scroll" role="region" tabindex="0" aria-labelledby="{$id}"><table class="rows">
					<caption id="{$id}">
						<span class="level l-{$level}"><xsl:value-of select="$m[@key=concat('level.', $level)]"/></span>
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
		<th scope="row"><xsl:call-template name="state"/><xsl:text> </xsl:text>
			<span class="name"><xsl:value-of select="$root/f:states/f:state[@code=$code]/@name"/></span></th>
		<td><xsl:if test="@letter"><xsl:call-template name="chip"/></xsl:if></td>
		<td class="nowrap"><xsl:call-template name="badge"/>
			<xsl:if test="@stage-date"><xsl:text> </xsl:text><xsl:call-template name="time"><xsl:with-param name="d" select="@stage-date"/></xsl:call-template></xsl:if></td>
		<xsl:if test="not($same)"><td class="nowrap"><xsl:call-template name="time"><xsl:with-param name="d" select="@deadline"/></xsl:call-template></td></xsl:if>
		<td class="nowrap"><xsl:if test="@days-overdue"><xsl:call-template name="count"><xsl:with-param name="key" select="'n.day'"/>
			<xsl:with-param name="n" select="@days-overdue"/></xsl:call-template></xsl:if></td>
		<td class="wide"><xsl:value-of select="@message"/>
			<xsl:call-template name="mark"/>
			<xsl:if test="@rejudged='no'"><xsl:text> </xsl:text><em><xsl:value-of select="key('m', 'not-rejudged')"/></em></xsl:if>
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

<xsl:template name="due">
	<section aria-labelledby="due">
		<h2 id="due"><xsl:value-of select="key('m', 'h.due')"/></h2>
		<p class="intro"><xsl:value-of select="key('m', 'intro.due')"/></p>
		<xsl:if test="not($root/f:due/f:item)"><p><xsl:value-of select="key('m', 'none.due')"/></p></xsl:if>
		<xsl:if test="$root/f:due/f:item">
			<div class="scroll" role="region" tabindex="0" aria-labelledby="cap-due"><table>
				<caption id="cap-due"><xsl:value-of select="key('m', 'cap.due')"/></caption>
				<xsl:call-template name="head"><xsl:with-param name="cols" select="'date left any-act kind provisions notified'"/></xsl:call-template>
				<tbody><xsl:apply-templates select="$root/f:due/f:item"/></tbody>
			</table></div>
		</xsl:if>
	</section>
</xsl:template>

<xsl:template match="f:due/f:item">
	<tr>
		<th scope="row" class="nowrap"><xsl:call-template name="time"><xsl:with-param name="d" select="@date"/></xsl:call-template></th>
		<td class="nowrap"><xsl:call-template name="count"><xsl:with-param name="key" select="'n.days-left'"/><xsl:with-param name="n" select="@days-left"/></xsl:call-template></td>
		<td><strong><xsl:value-of select="@short"/></strong><xsl:text> </xsl:text><span class="num"><xsl:value-of select="@number"/></span></td>
		<td><span class="kind k-{@kind}"><xsl:choose>
			<xsl:when test="@kind='duty' and key('m', concat('date.duty.', @addressee))"><xsl:value-of select="key('m', concat('date.duty.', @addressee))"/></xsl:when>
			<xsl:otherwise><xsl:value-of select="key('m', concat('date.', @kind))"/></xsl:otherwise></xsl:choose></span></td>
		<td><xsl:value-of select="@provisions"/><xsl:call-template name="mark"/>
			<xsl:if test="@confidence and @confidence!='high'"><span class="sub"><xsl:call-template name="say"><xsl:with-param name="key" select="'confidence'"/>
				<xsl:with-param name="a" select="@confidence"/></xsl:call-template></span></xsl:if></td>
		<td><xsl:choose>
			<xsl:when test="@kind!='transposition'"/>
			<xsl:when test="@read='no'"><xsl:value-of select="key('m', 'due.unread')"/></xsl:when>
			<xsl:when test="@none"><xsl:call-template name="count"><xsl:with-param name="key" select="'n.nothing'"/><xsl:with-param name="n" select="@none"/></xsl:call-template></xsl:when>
		</xsl:choose></td>
	</tr>
</xsl:template>

<!-- matrix ================================================================================================================ -->

<xsl:template name="matrix">
	<section aria-labelledby="matrix">
		<h2 id="matrix"><xsl:value-of select="key('m', 'h.matrix')"/></h2>
		<xsl:choose>
			<xsl:when test="$judged">
				<p class="intro"><xsl:value-of select="key('m', 'intro.matrix')"/></p>
				<div class="scroll" role="region" tabindex="0" aria-labelledby="cap-matrix"><table class="matrix">
					<caption id="cap-matrix"><xsl:call-template name="cut"><xsl:with-param name="key" select="'cap.matrix'"/><xsl:with-param name="d" select="$root/@as-of"/></xsl:call-template></caption>
					<thead><tr><th scope="col"><xsl:value-of select="key('m', 'col.act')"/></th>
						<xsl:for-each select="$members"><th scope="col"><abbr title="{@name}"><xsl:value-of select="@code"/></abbr></th></xsl:for-each></tr></thead>
					<tbody><xsl:for-each select="$judged"><xsl:call-template name="matrix-row"/></xsl:for-each></tbody>
				</table></div>
				<xsl:call-template name="legend"/>
				<xsl:if test="$judged[f:cell/@unverified or @rank='6'] or $read/@rank='6'"><p class="sub"><xsl:value-of select="key('m', 'unverified.note')"/></p></xsl:if>
				<xsl:call-template name="maps"/>
			</xsl:when>
			<xsl:otherwise><p><xsl:value-of select="key('m', 'none.matrix')"/></p></xsl:otherwise>
		</xsl:choose>
	</section>
</xsl:template>

<!-- One deadline. The program gives all states in protocol order, so cells run under their heads; a row of other states is looked up. -->
<xsl:template name="matrix-row">
	<xsl:variable name="cells" select="f:cell"/>
	<tr>
		<th scope="row"><strong><xsl:value-of select="../@short"/></strong><xsl:text> </xsl:text><span class="num"><xsl:value-of select="../@number"/></span>
			<span class="sub"><xsl:call-template name="time"><xsl:with-param name="d" select="@date"/></xsl:call-template>
				<xsl:if test="@rank='6'"><xsl:call-template name="dagger"/></xsl:if>
				<xsl:if test="../@ended"><xsl:text>, </xsl:text><xsl:value-of select="../@ended-how"/></xsl:if></span></th>
		<xsl:choose>
			<xsl:when test="count($cells)=count($members) and $cells[1]/@state=$members[1]/@code and $cells[last()]/@state=$members[last()]/@code">
				<xsl:apply-templates select="$cells"/>
			</xsl:when>
			<xsl:otherwise><xsl:for-each select="$members">
				<xsl:variable name="cell" select="$cells[@state=current()/@code]"/>
				<xsl:apply-templates select="$cell"/>
				<xsl:if test="not($cell)"><td class="none"><span aria-hidden="true">·</span><span class="vh"><xsl:value-of select="key('m', 'letter.B')"/></span></td></xsl:if>
			</xsl:for-each></xsl:otherwise>
		</xsl:choose>
	</tr>
</xsl:template>

<xsl:template match="f:cell">
	<td class="{@letter}" title="{@state}: {f:message}">
		<xsl:if test="@changed"><xsl:attribute name="class"><xsl:value-of select="@letter"/> ch</xsl:attribute></xsl:if>
		<xsl:choose>
			<xsl:when test="@level and @finding"><a href="#c{../../@celex}-{../@no}-{@state}"><xsl:call-template name="cell"/></a></xsl:when>
			<xsl:otherwise><xsl:call-template name="cell"/></xsl:otherwise>
		</xsl:choose>
	</td>
</xsl:template>

<xsl:template name="cell">
	<span aria-hidden="true"><xsl:value-of select="@letter"/><xsl:if test="@unverified">†</xsl:if>
		<xsl:if test="@stage and @stage!='none' and @stage!='unread'"><small><xsl:value-of select="@stage"/></small></xsl:if></span>
	<xsl:if test="@changed"><small><xsl:value-of select="key('m', 'changed')"/></small></xsl:if>
	<span class="vh"><xsl:value-of select="f:message"/><xsl:if test="@unverified"> (<xsl:value-of select="key('m', 'unverified')"/>)</xsl:if></span>
</xsl:template>

<xsl:template name="legend">
	<ul class="legend" aria-label="{key('m', 'h.legend')}">
		<xsl:for-each select="str:tokenize('O I A C X N S P B U', ' ')">
			<li><span class="chip {.}"><xsl:value-of select="."/></span><xsl:text> </xsl:text><xsl:value-of select="$m[@key=concat('letter.', current())]"/></li>
		</xsl:for-each>
		<xsl:for-each select="str:tokenize('LFN RO REF J LFN2 REF2', ' ')">
			<li><span class="badge"><xsl:value-of select="."/></span><xsl:text> </xsl:text><xsl:value-of select="$m[@key=concat('stage.', current())]"/></li>
		</xsl:for-each>
	</ul>
</xsl:template>

<!-- Hatches of the tiles, defined once for all maps. -->
<xsl:template name="patterns">
	<xsl:if test="$judged"><svg class="defs" width="0" height="0" aria-hidden="true" focusable="false"><defs>
		<pattern id="hatch-O" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="6" height="6" fill="#9b1c1c"/><rect width="2" height="6" fill="#7d1414"/></pattern>
		<pattern id="hatch-U" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="6" height="6" fill="#c9c9d3"/><rect width="2" height="6" fill="#e6e6ec"/></pattern>
	</defs></svg></xsl:if>
</xsl:template>

<xsl:template name="maps">
	<h3><xsl:value-of select="key('m', 'h.maps')"/></h3>
	<xsl:choose>
		<xsl:when test="count($judged) &gt; 12"><p><xsl:value-of select="key('m', 'too-many.maps')"/></p></xsl:when>
		<xsl:otherwise>
			<p class="intro"><xsl:value-of select="key('m', 'intro.maps')"/></p>
			<div class="maps"><xsl:for-each select="$judged"><xsl:call-template name="map"/></xsl:for-each></div>
		</xsl:otherwise>
	</xsl:choose>
</xsl:template>

<xsl:template name="map">
	<xsl:variable name="id" select="concat('m', ../@celex, '-', @no)"/>
	<xsl:variable name="day"><xsl:call-template name="date"><xsl:with-param name="d" select="@date"/></xsl:call-template></xsl:variable>
	<xsl:variable name="tally"><xsl:for-each select="f:tally"><xsl:value-of select="concat(@letter, ' ', @n)"/><xsl:if test="position()!=last()">, </xsl:if></xsl:for-each></xsl:variable>
	<figure>
		<svg role="img" aria-labelledby="{$id}-t {$id}-d" viewBox="0 0 308 352">
			<title id="{$id}-t"><xsl:call-template name="say"><xsl:with-param name="key" select="'map.title'"/><xsl:with-param name="a" select="../@short"/><xsl:with-param name="b" select="$day"/></xsl:call-template></title>
			<desc id="{$id}-d"><xsl:call-template name="say"><xsl:with-param name="key" select="'map.desc'"/><xsl:with-param name="a" select="../@short"/><xsl:with-param name="b" select="$tally"/></xsl:call-template></desc>
			<xsl:for-each select="f:cell[contains($grid, concat(' ', @state))]">
				<xsl:variable name="at" select="substring-after($grid, concat(' ', @state))"/>
				<xsl:variable name="x" select="substring($at, 2, 1) * 44 + 2"/>
				<xsl:variable name="y" select="substring($at, 1, 1) * 44 + 2"/>
				<g class="t{@letter}">
					<rect x="{$x}" y="{$y}" width="40" height="40" rx="3"/>
					<text x="{$x + 20}" y="{$y + 15}" class="code"><xsl:value-of select="@state"/></text>
					<text x="{$x + 20}" y="{$y + 33}" class="letter"><xsl:value-of select="@letter"/></text>
				</g>
			</xsl:for-each>
		</svg>
		<figcaption><strong><xsl:value-of select="../@short"/></strong>, <xsl:value-of select="$day"/><span class="sub"><xsl:value-of select="$tally"/></span></figcaption>
	</figure>
</xsl:template>

<!-- acts not read ========================================================================================================= -->

<xsl:template name="unread">
	<xsl:variable name="acts" select="$root/f:acts/f:act[@measures='unread']"/>
	<section aria-labelledby="unread">
		<h2 id="unread"><xsl:call-template name="count"><xsl:with-param name="key" select="'h.unread'"/><xsl:with-param name="n" select="$counts/@acts-unread"/></xsl:call-template></h2>
		<xsl:if test="not($acts)"><p><xsl:value-of select="key('m', 'none.unread')"/></p></xsl:if>
		<xsl:if test="$acts">
			<p class="intro"><xsl:value-of select="key('m', 'intro.unread')"/><xsl:text> </xsl:text><code>adquem fetch --act CELEX</code>
				<xsl:text> </xsl:text><xsl:value-of select="key('m', 'intro.unread.or')"/><xsl:text> </xsl:text><code>adquem import --act CELEX FILE</code></p>
			<xsl:if test="$acts/@rank='6' or $acts/f:case/@unverified"><p class="sub"><xsl:value-of select="key('m', 'unverified.note')"/></p></xsl:if>
		</xsl:if>
		<xsl:for-each select="$acts[generate-id()=generate-id(key('pillar', string(@pillar))[1])]">
			<xsl:variable name="title"><xsl:value-of select="@pillar-title"/><xsl:if test="not(@pillar-title)"><xsl:value-of select="key('m', 'pillar.none')"/></xsl:if></xsl:variable>
			<xsl:variable name="id" select="concat('cap-pillar-', position())"/>
			<h3><xsl:value-of select="$title"/></h3>
			<div class="scroll" role="region" tabindex="0" aria-labelledby="{$id}"><table class="unread">
				<caption id="{$id}" class="vh"><xsl:call-template name="say"><xsl:with-param name="key" select="'cap.unread'"/><xsl:with-param name="a" select="$title"/></xsl:call-template></caption>
				<xsl:call-template name="head"><xsl:with-param name="cols" select="'act deadlines cases'"/></xsl:call-template>
				<tbody><xsl:apply-templates select="key('pillar', string(@pillar))" mode="unread"/></tbody>
			</table></div>
		</xsl:for-each>
	</section>
</xsl:template>

<xsl:template match="f:act" mode="unread">
	<xsl:variable name="cases" select="f:case[@open='yes']"/>
	<tr id="a{@celex}">
		<th scope="row"><xsl:call-template name="act-link"/><xsl:call-template name="act-title"/><code class="sub"><xsl:value-of select="@celex"/></code>
			<xsl:if test="@note"><details><summary><xsl:value-of select="key('m', 'note')"/></summary><xsl:value-of select="@note"/></details></xsl:if></th>
		<td><xsl:call-template name="deadlines"/></td>
		<td>
			<xsl:for-each select="str:tokenize('REF2 LFN2 J REF RO LFN', ' ')">
				<xsl:variable name="stage" select="string(.)"/>
				<xsl:variable name="these" select="$cases[@stage=$stage]"/>
				<xsl:if test="$these"><p class="cases"><xsl:call-template name="badge"><xsl:with-param name="stage" select="$stage"/></xsl:call-template>
					<xsl:for-each select="$these"><xsl:text> </xsl:text><xsl:call-template name="case"/></xsl:for-each></p></xsl:if>
			</xsl:for-each>
			<xsl:if test="f:case[@open='no']"><p class="sub"><xsl:call-template name="count"><xsl:with-param name="key" select="'n.closed'"/>
				<xsl:with-param name="n" select="count(f:case[@open='no'])"/></xsl:call-template></p></xsl:if>
			<xsl:if test="not(f:case)"><span class="sub"><xsl:value-of select="key('m', 'case.none')"/></span></xsl:if>
		</td>
	</tr>
</xsl:template>

<!-- A state with an open case; where its finding is on the list, its anchor. -->
<xsl:template name="case">
	<span class="nowrap">
		<xsl:variable name="finding" select="concat('cell/', ../@celex, '/', @deadline-no, '/', @state)"/>
		<xsl:if test="@kind='non-communication' and key('flag', $finding) and not(preceding-sibling::f:case[@open='yes'
			and @state=current()/@state and @deadline-no=current()/@deadline-no and @kind='non-communication'])">
			<xsl:attribute name="id"><xsl:value-of select="concat('c', ../@celex, '-', @deadline-no, '-', @state)"/></xsl:attribute>
		</xsl:if>
		<xsl:call-template name="state"/>
		<xsl:if test="@unverified"><xsl:call-template name="dagger"/></xsl:if>
		<xsl:if test="@kind!='non-communication'"><span class="sub-in"> (<xsl:value-of select="key('m', concat('kind.', @kind))"/>)</span></xsl:if>
	</span>
</xsl:template>

<xsl:template name="context">
	<section aria-labelledby="context">
		<h2 id="context"><xsl:value-of select="key('m', 'h.context')"/></h2>
		<p class="intro"><xsl:value-of select="key('m', 'intro.context')"/></p>
		<xsl:if test="not($root/f:context/f:act)"><p><xsl:value-of select="key('m', 'none.context')"/></p></xsl:if>
		<xsl:if test="$root/f:context/f:act">
			<div class="scroll" role="region" tabindex="0" aria-labelledby="cap-context"><table>
				<caption id="cap-context" class="vh"><xsl:value-of select="key('m', 'cap.context')"/></caption>
				<xsl:call-template name="head"><xsl:with-param name="cols" select="'any-act type dates'"/></xsl:call-template>
				<tbody><xsl:for-each select="$root/f:context/f:act"><tr>
					<th scope="row"><xsl:call-template name="act-link"/><xsl:call-template name="act-title"/></th>
					<td><xsl:value-of select="@type"/></td>
					<td><xsl:choose><xsl:when test="f:deadline"><xsl:call-template name="deadlines"/></xsl:when>
						<xsl:otherwise><span class="sub"><xsl:value-of select="key('m', 'date.none')"/></span></xsl:otherwise></xsl:choose></td>
				</tr></xsl:for-each></tbody>
			</table></div>
		</xsl:if>
	</section>
</xsl:template>

<!-- method ================================================================================================================ -->

<xsl:template name="method">
	<section aria-labelledby="method" class="method">
		<h2 id="method"><xsl:value-of select="key('m', 'h.method')"/></h2>
		<p><strong><xsl:value-of select="key('m', 'method.court')"/></strong></p>
		<p><xsl:call-template name="cut"><xsl:with-param name="key" select="'method.cut'"/><xsl:with-param name="d" select="$root/@as-of"/></xsl:call-template></p>
		<p><xsl:value-of select="key('m', 'method.cell')"/></p>
		<h3><xsl:value-of select="key('m', 'h.letters')"/></h3>
		<xsl:call-template name="letters"/>
		<h3><xsl:value-of select="key('m', 'h.levels')"/></h3>
		<dl class="words"><xsl:for-each select="str:tokenize('case strong candidate watch dormant', ' ')">
			<div><dt><xsl:value-of select="$m[@key=concat('level.', current())]"/></dt><dd><xsl:value-of select="$m[@key=concat('level-meaning.', current())]"/></dd></div>
		</xsl:for-each></dl>
		<h3><xsl:value-of select="key('m', 'h.rules')"/></h3>
		<xsl:call-template name="rules"/>
		<h3><xsl:value-of select="key('m', 'h.sources')"/></h3>
		<xsl:call-template name="sources"/>
		<h3><xsl:value-of select="key('m', 'h.quality')"/></h3>
		<xsl:call-template name="quality"/>
		<h3><xsl:value-of select="key('m', 'h.limits')"/></h3>
		<ul><xsl:for-each select="str:tokenize('unknown unverified placeholder drafts scoreboard', ' ')">
			<li><xsl:value-of select="$m[@key=concat('method.', current())]"/></li>
		</xsl:for-each></ul>
		<xsl:call-template name="reasons"/>
		<h3><xsl:value-of select="key('m', 'h.access')"/></h3>
		<p><xsl:value-of select="key('m', 'method.access')"/></p>
	</section>
</xsl:template>

<xsl:template name="letters">
	<div class="scroll" role="region" tabindex="0" aria-labelledby="cap-letters"><table>
		<caption id="cap-letters"><xsl:value-of select="key('m', 'cap.letters')"/></caption>
		<xsl:call-template name="head"><xsl:with-param name="cols" select="'letter meaning n'"/></xsl:call-template>
		<tbody><xsl:for-each select="$counts/f:letter"><tr>
			<th scope="row" class="nowrap"><xsl:call-template name="chip"><xsl:with-param name="letter" select="@code"/></xsl:call-template>
				<xsl:text> </xsl:text><xsl:value-of select="key('m', concat('letter.', @code))"/></th>
			<td><xsl:value-of select="key('m', concat('meaning.', @code))"/></td>
			<td class="n"><xsl:value-of select="format-number(@n, '#&#160;##0', 'n')"/></td>
		</tr></xsl:for-each></tbody>
	</table></div>
	<dl class="words"><xsl:for-each select="str:tokenize('LFN RO REF J LFN2 REF2 closed', ' ')">
		<div><dt><span class="badge"><xsl:value-of select="."/></span></dt><dd><xsl:value-of select="$m[@key=concat('stage.', current())]"/></dd></div>
	</xsl:for-each></dl>
</xsl:template>

<xsl:template name="rules">
	<p class="intro"><xsl:value-of select="key('m', 'intro.rules')"/></p>
	<div class="scroll" role="region" tabindex="0" aria-labelledby="cap-rules"><table>
		<caption id="cap-rules"><xsl:value-of select="key('m', 'cap.rules')"/></caption>
		<xsl:call-template name="head"><xsl:with-param name="cols" select="'rule level basis needs since fired'"/></xsl:call-template>
		<tbody><xsl:for-each select="$root/f:rules/f:rule"><tr>
			<th scope="row"><xsl:value-of select="@title"/><code class="sub"><xsl:value-of select="@name"/></code></th>
			<td><xsl:choose>
				<xsl:when test="starts-with(@level, 'letter ')"><xsl:call-template name="chip"><xsl:with-param name="letter" select="substring(@level, 8)"/></xsl:call-template></xsl:when>
				<xsl:otherwise><xsl:value-of select="key('m', concat('level.', @level))"/></xsl:otherwise></xsl:choose></td>
			<td><xsl:value-of select="@basis"/></td>
			<td><xsl:value-of select="@needs"/></td>
			<td class="nowrap"><xsl:call-template name="time"><xsl:with-param name="d" select="@since"/></xsl:call-template></td>
			<td class="n"><xsl:value-of select="format-number(@fired, '#&#160;##0', 'n')"/></td>
		</tr></xsl:for-each></tbody>
	</table></div>
</xsl:template>

<xsl:template name="sources">
	<p class="intro"><xsl:value-of select="key('m', 'intro.sources')"/></p>
	<div class="scroll" role="region" tabindex="0" aria-labelledby="cap-sources"><table>
		<caption id="cap-sources"><xsl:value-of select="key('m', 'cap.sources')"/></caption>
		<xsl:call-template name="head"><xsl:with-param name="cols" select="'what source read status scopes rank evidence'"/></xsl:call-template>
		<tbody><xsl:for-each select="$root/f:sources/f:source"><tr>
			<th scope="row"><xsl:value-of select="@what"/></th>
			<td><xsl:value-of select="@name"/><xsl:if test="@cite"><span class="sub"><xsl:value-of select="@cite"/></span></xsl:if></td>
			<td class="nowrap"><xsl:choose>
				<xsl:when test="@read-on"><xsl:call-template name="time"><xsl:with-param name="d" select="@read-on"/></xsl:call-template>
					<xsl:if test="@oldest and @oldest!=@read-on"><span class="sub"><xsl:call-template name="read-range"/></span></xsl:if></xsl:when>
				<xsl:otherwise><xsl:value-of select="key('m', 'status.never')"/></xsl:otherwise></xsl:choose></td>
			<td><span class="status s-{@status}"><xsl:value-of select="key('m', concat('status.', @status))"/></span>
				<xsl:if test="@limit-days"><span class="sub"><xsl:variable name="days"><xsl:call-template name="count"><xsl:with-param name="key" select="'n.day'"/>
					<xsl:with-param name="n" select="@limit-days"/></xsl:call-template></xsl:variable>
					<xsl:call-template name="say"><xsl:with-param name="key" select="'limit.days'"/><xsl:with-param name="a" select="$days"/></xsl:call-template></span></xsl:if></td>
			<td class="n"><xsl:value-of select="@scopes"/></td>
			<td><xsl:value-of select="key('m', concat('rank.', @rank))"/></td>
			<td><code><xsl:value-of select="@evidence"/></code></td>
		</tr></xsl:for-each></tbody>
	</table></div>
</xsl:template>

<xsl:template name="quality">
	<xsl:if test="not($root/f:quality/f:item)"><p><xsl:value-of select="key('m', 'none.quality')"/></p></xsl:if>
	<xsl:if test="$root/f:quality/f:item">
		<p class="intro"><xsl:value-of select="key('m', 'intro.quality')"/></p>
		<dl class="words"><xsl:for-each select="$root/f:quality/f:item">
			<div><dt><xsl:value-of select="format-number(@n, '#&#160;##0', 'n')"/></dt><dd><xsl:value-of select="f:message"/><xsl:text> </xsl:text><span class="sub-in"><xsl:value-of select="@kind"/></span></dd></div>
		</xsl:for-each></dl>
	</xsl:if>
</xsl:template>

<!-- Why cells are unknown: gap and trouble apart, never summed. -->
<xsl:template name="reasons">
	<xsl:if test="$counts/f:reason">
		<h4><xsl:value-of select="key('m', 'reasons')"/></h4>
		<dl class="words"><xsl:for-each select="$counts/f:reason">
			<div><dt><xsl:value-of select="format-number(@cells, '#&#160;##0', 'n')"/></dt><dd><strong><xsl:value-of select="key('m', concat('reason.kind.', @kind))"/></strong>: <xsl:value-of select="@name"/>
				<xsl:text> </xsl:text><span class="sub-in"><xsl:call-template name="count"><xsl:with-param name="key" select="'n.act'"/><xsl:with-param name="n" select="@acts"/></xsl:call-template></span></dd></div>
		</xsl:for-each></dl>
	</xsl:if>
</xsl:template>

<xsl:template name="foot">
	<footer><p>
		<span><xsl:call-template name="say"><xsl:with-param name="key" select="'foot.program'"/><xsl:with-param name="a" select="$root/@program"/></xsl:call-template></span>
		<span><xsl:call-template name="say"><xsl:with-param name="key" select="'foot.rules'"/><xsl:with-param name="a" select="$root/@rules"/></xsl:call-template></span>
		<span><xsl:call-template name="say"><xsl:with-param name="key" select="'foot.store'"/><xsl:with-param name="a" select="$root/@store"/></xsl:call-template></span>
		<span><xsl:value-of select="key('m', 'foot.same')"/></span>
		<strong><xsl:value-of select="key('m', 'foot.court')"/></strong>
	</p></footer>
</xsl:template>
</xsl:stylesheet>
