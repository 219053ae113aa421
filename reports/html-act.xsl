<?xml version="1.0" encoding="UTF-8"?>
<!-- html-act.xsl - part of html.xsl: the page of an act, the page of a case, and the line of their days. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:f="urn:adquem:findings:1"
	xmlns:str="http://exslt.org/strings" exclude-result-prefixes="f str">

<xsl:key name="measure" match="f:measure" use="@state"/>

<xsl:key name="note" match="f:note" use="concat(@date, '|', @text, '|', @cite)"/>

<xsl:key name="act-case" match="f:act/f:case" use="@state"/>

<!-- Languages of states with one official language; elsewhere the language of a title is not known, which an empty one says. -->
<xsl:variable name="languages" select="' BG:bg CZ:cs DK:da DE:de EE:et EL:el ES:es FR:fr HR:hr IT:it LV:lv LT:lt HU:hu NL:nl AT:de PL:pl PT:pt RO:ro SI:sl SK:sk SE:sv '"/>

<xsl:template match="f:findings[@scope='act']" mode="title"><xsl:for-each select="f:act"><xsl:call-template name="short"/><xsl:if test="@short!=@number"><xsl:value-of select="concat(', ', @number)"/></xsl:if></xsl:for-each></xsl:template>

<xsl:template match="f:findings[@scope='act']" mode="page"><xsl:apply-templates select="f:act" mode="page"/></xsl:template>

<!-- Whether states are to turn it into their law: a directive, a framework decision, or one of which measures were read. -->
<xsl:template match="f:act" mode="page">
	<xsl:variable name="transposed" select="@measures='read' or starts-with(@celex, '3') and contains('LF', substring(@celex, 6, 1))"/>
	<xsl:if test="@title!=@celex"><p class="lead"><xsl:call-template name="title-lang"/><xsl:value-of select="@title"/></p></xsl:if>
	<p><xsl:choose><xsl:when test="starts-with(@eurlex, 'https://')"><a href="{@eurlex}" rel="noreferrer noopener"><xsl:value-of select="concat(@number, ' ', key('m', 'eurlex'))"/></a></xsl:when>
			<xsl:otherwise><xsl:value-of select="@number"/></xsl:otherwise></xsl:choose><xsl:if test="@rank='6'"><xsl:call-template name="dagger"/></xsl:if><xsl:if test="$transposed"><xsl:text> · </xsl:text><a href="{substring-before(@eurlex, '/TXT/')}/NIM/?uri=CELEX:{@celex}" rel="noreferrer noopener"><xsl:value-of select="key('m', 'act.nim')"/></a></xsl:if>
		<xsl:text> · </xsl:text><code><xsl:value-of select="@celex"/></code><xsl:if test="@pillar-title"><xsl:text> · </xsl:text><xsl:value-of select="@pillar-title"/></xsl:if></p>
	<xsl:if test="@ended"><p class="alarm"><xsl:call-template name="ended"/></p></xsl:if>
	<section aria-labelledby="deadlines"><h2 id="deadlines"><xsl:value-of select="key('m', 'col.deadlines')"/></h2><xsl:call-template name="deadlines"/>
		<xsl:if test="not(f:deadline)"><p><xsl:value-of select="key('m', 'none.deadline')"/></p></xsl:if>
		<xsl:for-each select="f:deadline[f:cell][@eea-decision or @eea='yes']"><p class="sub"><xsl:call-template name="time"><xsl:with-param name="d" select="@date"/></xsl:call-template>
			<xsl:value-of select="$colon"/><xsl:call-template name="eea"/></p></xsl:for-each>
		<xsl:call-template name="timeline"/></section>
	<xsl:if test="not($transposed)"><p class="intro"><xsl:value-of select="key('m', 'act.not-transposed')"/></p></xsl:if>
	<xsl:if test="$transposed and @measures='unread'"><p class="intro"><xsl:value-of select="key('m', 'x.unread')"/><xsl:text> </xsl:text><code>adquem import --act <xsl:value-of select="@celex"/> FILE</code></p></xsl:if>
	<xsl:for-each select="f:deadline[f:cell]">
		<xsl:variable name="day"><xsl:call-template name="date"><xsl:with-param name="d" select="@date"/></xsl:call-template></xsl:variable>
		<section aria-labelledby="d{@no}"><h2 id="d{@no}"><xsl:call-template name="say"><xsl:with-param name="key" select="'act.states'"/><xsl:with-param name="a" select="$day"/></xsl:call-template></h2>
			<xsl:if test="../@measures='read'"><div class="maps"><xsl:call-template name="map"/></div></xsl:if>
			<xsl:call-template name="table"><xsl:with-param name="id" select="concat('d', @no)"/>
				<xsl:with-param name="caption"><xsl:call-template name="cut"><xsl:with-param name="key" select="'cap.deadline'"/><xsl:with-param name="d" select="@date"/></xsl:call-template><xsl:if test="@provisions">, <xsl:call-template name="quoted"><xsl:with-param name="text" select="@provisions"/></xsl:call-template></xsl:if></xsl:with-param>
				<xsl:with-param name="cols" select="'state letter stage days known'"/><xsl:with-param name="rows"><xsl:apply-templates select="f:cell" mode="row"/></xsl:with-param></xsl:call-template>
		</section>
	</xsl:for-each>
	<section aria-labelledby="by-state"><h2 id="by-state"><xsl:value-of select="key('m', 'act.by-state')"/></h2>
		<xsl:variable name="act" select="."/>
		<xsl:variable name="silent" select="$members[$act/@measures='unread' and not(key('act-case', @code)) and not($act/f:declarations/f:declaration/@state=@code)]"/>
		<xsl:for-each select="$members[not(@code=$silent/@code)]"><xsl:variable name="code" select="@code"/><xsl:variable name="name" select="@name"/>
			<xsl:for-each select="$act"><xsl:call-template name="of-state"><xsl:with-param name="code" select="$code"/><xsl:with-param name="name" select="$name"/></xsl:call-template></xsl:for-each>
		</xsl:for-each>
		<xsl:if test="not($transposed) and not(f:case)"><p><xsl:value-of select="key('m', 'case.none')"/></p></xsl:if>
		<xsl:if test="$silent and $transposed"><p><xsl:value-of select="concat(key('m', 'case.none'), $colon)"/><xsl:for-each select="$silent"><xsl:if test="position() &gt; 1">, </xsl:if>
			<a id="{@code}" href="{$up}states/{@code}.html"><xsl:value-of select="@name"/></a></xsl:for-each></p></xsl:if>
	</section>
	<xsl:if test="f:unknowns/f:unknown"><section aria-labelledby="unknowns"><h2 id="unknowns"><xsl:value-of select="key('m', 'x.h.unknown')"/></h2>
		<ul><xsl:for-each select="f:unknowns/f:unknown"><li><xsl:value-of select="f:message"/></li></xsl:for-each></ul></section></xsl:if>
	<xsl:if test="f:notes/f:note"><section aria-labelledby="notes"><h2 id="notes"><xsl:value-of select="key('m', 'x.h.notes')"/></h2>
		<ul><xsl:apply-templates select="f:notes/f:note[generate-id()=generate-id(key('note', concat(@date, '|', @text, '|', @cite)))]"/></ul></section></xsl:if>
	<xsl:call-template name="outputs"><xsl:with-param name="calendar"/></xsl:call-template>
</xsl:template>

<!-- A statement without a usable day; what is said of several states in the same words stands once. -->
<xsl:template match="f:note">
	<xsl:variable name="states" select="key('note', concat(@date, '|', @text, '|', @cite))[@state]"/>
	<li><xsl:for-each select="$states"><xsl:if test="position() &gt; 1">, </xsl:if><xsl:choose>
			<xsl:when test="$members/@code=@state"><a href="#{@state}"><xsl:call-template name="state-name"/></a></xsl:when>
			<xsl:otherwise><xsl:call-template name="state"/></xsl:otherwise></xsl:choose></xsl:for-each><xsl:if test="$states"><xsl:value-of select="$colon"/></xsl:if>
		<xsl:if test="@date"><xsl:call-template name="time"><xsl:with-param name="d" select="@date"/></xsl:call-template><xsl:value-of select="$colon"/></xsl:if>
		<xsl:call-template name="quoted"><xsl:with-param name="text" select="@text"/></xsl:call-template><span class="sub"><xsl:call-template name="quoted"><xsl:with-param name="text" select="@cite"/></xsl:call-template></span></li>
</xsl:template>

<xsl:template match="f:cell" mode="row">
	<tr id="d{../@no}-{@state}">
		<th scope="row"><a href="#{@state}"><xsl:call-template name="state-name"/></a></th>
		<td><xsl:call-template name="chip"/></td>
		<td class="nowrap"><xsl:call-template name="badge"/><xsl:if test="@stage-date"><xsl:text> </xsl:text><xsl:call-template name="time"><xsl:with-param name="d" select="@stage-date"/></xsl:call-template></xsl:if></td>
		<xsl:call-template name="overdue"/>
		<td class="wide"><xsl:value-of select="f:message"/><xsl:call-template name="mark"/><xsl:apply-templates select="f:forecast"/></td>
	</tr>
</xsl:template>

<!-- What is on record of one state: its measures under their own titles, its cases. -->
<xsl:template name="of-state">
	<xsl:param name="code"/>
	<xsl:param name="name"/>
	<xsl:variable name="measures" select="key('measure', $code)"/>
	<article id="{$code}">
		<h3><a href="{$up}states/{$code}.html"><xsl:value-of select="$name"/></a></h3>
		<xsl:variable name="n"><xsl:call-template name="count"><xsl:with-param name="key" select="'n.measure'"/><xsl:with-param name="n" select="count($measures)"/></xsl:call-template></xsl:variable>
		<xsl:if test="@measures='read' and not($measures)"><p><xsl:value-of select="$n"/></p></xsl:if>
		<xsl:if test="$measures"><xsl:call-template name="table"><xsl:with-param name="id" select="$code"/><xsl:with-param name="caption" select="$n"/>
			<xsl:with-param name="cols" select="'measure notified-on published evidence'"/><xsl:with-param name="rows"><xsl:apply-templates select="$measures"/></xsl:with-param></xsl:call-template></xsl:if>
		<xsl:for-each select="f:declarations/f:declaration[@state=$code]"><p><xsl:value-of select="concat(key('m', 'act.declaration'), $colon, @value)"/><xsl:if test="@text"> (<bdi><xsl:call-template name="quoted"><xsl:with-param name="text" select="@text"/></xsl:call-template></bdi>)</xsl:if></p></xsl:for-each>
		<xsl:variable name="cases" select="key('act-case', $code)"/>
		<xsl:if test="$cases"><ul><xsl:for-each select="$cases"><li><xsl:call-template name="case-link"/><xsl:text> </xsl:text><xsl:call-template name="badge"/><xsl:text> </xsl:text>
			<xsl:call-template name="time"><xsl:with-param name="d" select="@stage-date"/></xsl:call-template><xsl:text>, </xsl:text><xsl:value-of select="key('m', concat('kind.', @kind))"/><xsl:call-template name="mark"/></li></xsl:for-each></ul></xsl:if>
		<xsl:if test="not($cases)"><p class="sub"><xsl:value-of select="key('m', 'case.none')"/></p></xsl:if>
	</article>
</xsl:template>

<xsl:template match="f:measure">
	<xsl:variable name="lang" select="substring(substring-after($languages, concat(' ', @state, ':')), 1, 2)"/>
	<tr>
		<th scope="row" class="title"><bdi lang="{$lang}"><xsl:choose>
			<xsl:when test="starts-with(@link, 'https://')"><a href="{@link}" rel="noreferrer noopener"><xsl:value-of select="normalize-space(@title)"/></a></xsl:when>
			<xsl:otherwise><xsl:value-of select="normalize-space(@title)"/></xsl:otherwise></xsl:choose></bdi>
			<span class="sub"><xsl:value-of select="concat(@type, ' ', @journal, ' ', @number)"/></span></th>
		<td><xsl:choose>
			<xsl:when test="@notified-usable='yes'"><xsl:attribute name="data-th"><xsl:value-of select="key('m', 'col.notified-on')"/></xsl:attribute><xsl:call-template name="time"><xsl:with-param name="d" select="@notified"/></xsl:call-template></xsl:when>
			<xsl:when test="@notified"><xsl:call-template name="cut"><xsl:with-param name="key" select="'x.notified.unusable'"/><xsl:with-param name="d" select="@notified"/></xsl:call-template></xsl:when>
			<xsl:otherwise><xsl:value-of select="key('m', 'x.notified.none')"/></xsl:otherwise></xsl:choose></td>
		<td class="nowrap" data-th="{key('m', 'col.published')}"><xsl:if test="@published"><xsl:call-template name="time"><xsl:with-param name="d" select="@published"/></xsl:call-template></xsl:if></td>
		<xsl:call-template name="read-in"/>
	</tr>
</xsl:template>

<!-- Where a fact was read: the answer kept, or the file and the place in it. -->
<xsl:template name="read-in">
	<td><xsl:call-template name="evidence-link"/><xsl:if test="not(@evidence)"><a href="{$up}sources.html#h-files"><xsl:value-of select="key('m', concat('rank.', @rank))"/></a></xsl:if><xsl:if test="@place"><xsl:text> </xsl:text><span class="sub"><xsl:value-of select="@place"/></span></xsl:if></td>
</xsl:template>

<!-- a case ================================================================================================================ -->
<xsl:template match="f:findings[@scope='case']" mode="title"><xsl:for-each select="f:cases/f:case[1]"><xsl:if test="not(@placeholder)"><xsl:value-of select="@id"/></xsl:if>
	<xsl:if test="@placeholder"><xsl:value-of select="key('m', 'title.unnumbered')"/></xsl:if><xsl:value-of select="$colon"/><xsl:call-template name="short"/><xsl:text>, </xsl:text><xsl:call-template name="state-name"/></xsl:for-each></xsl:template>

<xsl:template match="f:findings[@scope='case']" mode="page">
	<section aria-labelledby="cases"><h2 id="cases"><xsl:value-of select="key('m', 'h.case')"/></h2><xsl:call-template name="cases"/><xsl:call-template name="timeline"/></section>
	<section aria-labelledby="steps"><h2 id="steps"><xsl:value-of select="key('m', 'h.steps')"/></h2>
		<xsl:call-template name="table"><xsl:with-param name="id" select="'steps'"/><xsl:with-param name="caption" select="string(key('m', 'cap.steps'))"/>
			<xsl:with-param name="cols" select="'date step source evidence'"/><xsl:with-param name="rows"><xsl:for-each select="f:decisions/f:decision"><tr>
				<th scope="row" class="nowrap"><xsl:call-template name="time"><xsl:with-param name="d" select="@date"/></xsl:call-template></th>
				<td><xsl:call-template name="decision"/>
					<xsl:call-template name="mark"/><xsl:if test="@lost"><span class="sub"><xsl:value-of select="key('m', 'decision.lost')"/></span></xsl:if>
					<xsl:if test="@title"><span class="sub"><bdi><xsl:call-template name="quoted"><xsl:with-param name="text" select="@title"/></xsl:call-template></bdi></span></xsl:if><xsl:if test="@court-case"><span class="sub"><xsl:call-template name="court-case"/></span></xsl:if>
					<xsl:if test="@amount"><span class="sub"><xsl:value-of select="concat(key('m', 'decision.amount'), $colon)"/><bdi><xsl:call-template name="quoted"><xsl:with-param name="text" select="@amount"/></xsl:call-template></bdi></span></xsl:if></td>
				<td class="free"><xsl:call-template name="quoted"><xsl:with-param name="text" select="@cite"/></xsl:call-template><xsl:if test="starts-with(@url, 'https://')"><xsl:text> </xsl:text><a href="{@url}" rel="noreferrer noopener"><xsl:value-of select="key('m', 'col.source')"/></a></xsl:if></td>
				<xsl:call-template name="read-in"/></tr></xsl:for-each></xsl:with-param></xsl:call-template></section>
</xsl:template>

<!-- The number of a case of the Court; with its judgment on EUR-Lex, whose CELEX number it gives: C-658/19 is 62019CJ0658. -->
<xsl:template name="court-case">
	<xsl:variable name="no" select="substring-before(substring-after(@court-case, 'C-'), '/')"/>
	<xsl:variable name="year" select="substring-after(@court-case, '/')"/>
	<xsl:choose>
		<xsl:when test="starts-with(@type, 'J') and @court-case = concat('C-', number($no), '/', $year) and string-length($year) = 2 and number($year) &gt;= 0">
			<a href="{$eurlex}6{19 + ($year &lt; 50)}{$year}CJ{format-number($no, '0000')}" rel="noreferrer noopener"><xsl:value-of select="@court-case"/></a></xsl:when>
		<xsl:otherwise><xsl:value-of select="@court-case"/></xsl:otherwise>
	</xsl:choose>
</xsl:template>

<!-- Days on a line, and the same in words. Numbers join the two; they stand on four levels, so that near ones do not meet. -->
<xsl:template name="timeline">
	<xsl:variable name="points" select="$root/f:timeline/f:point"/>
	<xsl:if test="count($points) &gt; 1"><figure class="line-of-days">
		<svg role="img" class="time" viewBox="0 0 530 140" aria-labelledby="time-t"><title id="time-t"><xsl:value-of select="key('m', 'timeline')"/></title>
			<line x1="15" x2="515" y1="125" y2="125" class="axis"/>
			<xsl:for-each select="$points"><xsl:variable name="x" select="15 + @across div 2"/><xsl:variable name="y" select="100 - 26 * ((position() - 1) mod 4)"/>
				<line x1="{$x}" x2="{$x}" y1="{$y + 4}" y2="125" class="axis"/><circle cx="{$x}" cy="125" r="6" class="p-{@kind}"/><text x="{$x}" y="{$y}"><xsl:value-of select="position()"/></text></xsl:for-each>
		</svg>
		<figcaption><ol><xsl:for-each select="$points"><li><xsl:call-template name="time"><xsl:with-param name="d" select="@date"/></xsl:call-template><xsl:text> </xsl:text>
			<xsl:choose><xsl:when test="@kind='decision'"><xsl:value-of select="key('m', concat('decision.', @type))"/></xsl:when>
				<xsl:otherwise><xsl:value-of select="key('m', concat('point.', @kind))"/></xsl:otherwise></xsl:choose><xsl:if test="@n &gt; 1"> × <xsl:value-of select="@n"/></xsl:if></li></xsl:for-each></ol></figcaption>
	</figure></xsl:if>
</xsl:template>

</xsl:stylesheet>
