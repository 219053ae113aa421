<?xml version="1.0" encoding="UTF-8"?>
<!-- text.xsl - the index document for a terminal: plain text of at most 80 columns. The first five lines are the five that
     matter: the finding, what changed, what is overdue, cases and dates ahead, the unknown.
     In: a findings document of scope index with its catalogue. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:f="urn:adquem:findings:1"
	xmlns:str="http://exslt.org/strings" exclude-result-prefixes="f str">

<xsl:include href="words.xsl"/>
<xsl:include href="headline.xsl"/>
<xsl:include href="lines.xsl"/>
<xsl:output method="text" encoding="UTF-8"/>

<xsl:strip-space elements="*"/>

<xsl:preserve-space elements="f:m f:message"/>

<xsl:key name="open-case" match="f:acts/f:act[@measures='unread']/f:case[@open='yes'][@kind='non-communication']" use="@id"/>
<xsl:key name="reliability" match="f:forecast" use="concat(../@celex, '/', ../@deadline-no, '/', @step, '/', @reliability)"/>
<xsl:key name="forecast" match="f:flag/f:forecast[@probability]" use="concat(../@celex, '/', ../@deadline-no)"/>

<xsl:variable name="judged" select="$root/f:acts/f:act[@measures='read']/f:deadline[f:cell]"/>

<xsl:template match="/">
	<xsl:variable name="title"><xsl:call-template name="title"/></xsl:variable>
	<xsl:variable name="delta"><xsl:call-template name="delta"/></xsl:variable>
	<xsl:call-template name="wrap"><xsl:with-param name="text" select="$title"/></xsl:call-template>
	<xsl:call-template name="wrap"><xsl:with-param name="text" select="$delta"/></xsl:call-template>
	<xsl:call-template name="numbers"/>
	<xsl:call-template name="cut-offs"/>
	<xsl:call-template name="candidates"/>
	<xsl:call-template name="acknowledged"/>
	<xsl:apply-templates select="$root/f:due|$root/f:past"/>
	<xsl:apply-templates select="$root/f:scoreboard"/>
	<xsl:call-template name="unread"/>
	<xsl:call-template name="sources"/>
	<xsl:text>&#10;</xsl:text>
	<xsl:if test="$root/f:acts//@unverified or ($root/f:due|$root/f:past)/f:item/@rank='6' or $judged/@rank='6'">
		<xsl:call-template name="wrap"><xsl:with-param name="text" select="key('m', 'unverified.note')"/></xsl:call-template></xsl:if>
	<xsl:call-template name="wrap"><xsl:with-param name="text" select="key('m', 'text.explain')"/></xsl:call-template>
	<xsl:call-template name="wrap"><xsl:with-param name="text" select="key('m', 'foot.court')"/></xsl:call-template>
</xsl:template>

<!-- Lines three to five of the five that matter. -->
<xsl:template name="numbers">
	<xsl:variable name="states"><xsl:call-template name="count"><xsl:with-param name="key" select="'n.state'"/>
		<xsl:with-param name="n" select="$counts/@states-case"/></xsl:call-template></xsl:variable>
	<xsl:variable name="cases"><xsl:call-template name="count"><xsl:with-param name="key" select="'n.case'"/>
		<xsl:with-param name="n" select="$counts/@open-cases"/></xsl:call-template></xsl:variable>
	<xsl:call-template name="count"><xsl:with-param name="key" select="'text.numbers'"/>
		<xsl:with-param name="n" select="$counts/@nothing-notified"/><xsl:with-param name="b" select="$counts/@completeness-open"/></xsl:call-template>
	<xsl:text>&#10;</xsl:text>
	<xsl:choose>
		<xsl:when test="$counts/@open-cases &gt; 0"><xsl:call-template name="say"><xsl:with-param name="key" select="'text.cases'"/>
			<xsl:with-param name="a" select="$cases"/><xsl:with-param name="b" select="$states"/>
			<xsl:with-param name="c" select="$counts/@due-90-days"/></xsl:call-template></xsl:when>
		<xsl:otherwise><xsl:call-template name="say"><xsl:with-param name="key" select="'text.cases.0'"/>
			<xsl:with-param name="a" select="$counts/@due-90-days"/></xsl:call-template></xsl:otherwise>
	</xsl:choose>
	<xsl:text>&#10;</xsl:text>
	<xsl:call-template name="say"><xsl:with-param name="key" select="'text.unknown'"/>
		<xsl:with-param name="a" select="$counts/@gap"/><xsl:with-param name="b" select="$counts/@trouble"/></xsl:call-template>
	<xsl:text>&#10;</xsl:text>
</xsl:template>

<xsl:template name="cut-offs">
	<xsl:variable name="as-of"><xsl:call-template name="date"><xsl:with-param name="d" select="$root/@as-of"/></xsl:call-template></xsl:variable>
	<xsl:variable name="known"><xsl:call-template name="date"><xsl:with-param name="d" select="$root/@known-on"/></xsl:call-template></xsl:variable>
	<xsl:variable name="cells"><xsl:call-template name="count"><xsl:with-param name="key" select="'n.cell'"/>
		<xsl:with-param name="n" select="$counts/@trouble"/></xsl:call-template></xsl:variable>
	<xsl:variable name="line">
		<xsl:call-template name="say"><xsl:with-param name="key" select="'text.scope'"/><xsl:with-param name="a" select="$as-of"/>
			<xsl:with-param name="b" select="$root/@portfolio-title"/></xsl:call-template>
		<xsl:if test="$root/@known-on"><xsl:text> </xsl:text><xsl:call-template name="say"><xsl:with-param name="key" select="'x.known-on'"/>
			<xsl:with-param name="a" select="$known"/></xsl:call-template></xsl:if>
		<xsl:text> </xsl:text><xsl:call-template name="reach"/>
	</xsl:variable>
	<xsl:text>&#10;</xsl:text>
	<xsl:call-template name="wrap"><xsl:with-param name="text" select="$line"/></xsl:call-template>
	<xsl:if test="$counts/@trouble &gt; 0">
		<xsl:variable name="banner"><xsl:call-template name="say"><xsl:with-param name="key" select="'trouble.banner'"/>
			<xsl:with-param name="a" select="$cells"/></xsl:call-template></xsl:variable>
		<xsl:call-template name="wrap"><xsl:with-param name="text" select="$banner"/></xsl:call-template>
	</xsl:if>
</xsl:template>

<!-- Per deadline of a directive that was read: its states with a level, by letter and stage. -->
<xsl:template name="candidates">
	<xsl:variable name="some" select="$judged[f:cell[@level and @level!='dormant']]"/>
	<xsl:call-template name="heading"><xsl:with-param name="text" select="key('m', 'h.candidates')"/></xsl:call-template>
	<xsl:if test="not($some)"><xsl:call-template name="wrap"><xsl:with-param name="text" select="key('m', 'none.candidates')"/></xsl:call-template></xsl:if>
	<xsl:for-each select="$some">
		<xsl:call-template name="deadline"/>
		<xsl:call-template name="by-letter"><xsl:with-param name="cells" select="f:cell[@level and @level!='dormant']"/></xsl:call-template>
		<xsl:call-template name="forecasts"><xsl:with-param name="all" select="key('forecast', concat(../@celex, '/', @no))"/></xsl:call-template>
	</xsl:for-each>
</xsl:template>

<!-- The next steps foreseen, by step, the likeliest first. -->
<xsl:template name="forecasts">
	<xsl:param name="all"/>
	<xsl:for-each select="str:tokenize('formal_notice reasoned_opinion referral', ' ')">
		<xsl:variable name="these" select="$all[@step=current()]"/>
		<xsl:variable name="list"><xsl:for-each select="$these"><xsl:sort select="@probability" data-type="number" order="descending"/><xsl:sort select="../@state"/>
			<xsl:value-of select="concat(', ', ../@state, ' ', @probability, '&#160;%')"/></xsl:for-each></xsl:variable>
		<xsl:variable name="line"><xsl:call-template name="say"><xsl:with-param name="key" select="'text.forecast'"/>
			<xsl:with-param name="a"><xsl:call-template name="word"><xsl:with-param name="key" select="concat('step.', .)"/></xsl:call-template></xsl:with-param><xsl:with-param name="b" select="substring($list, 3)"/>
			<xsl:with-param name="c" select="$these[1]/@months"/></xsl:call-template>
			<xsl:for-each select="$these[generate-id() = generate-id(key('reliability', concat(../@celex, '/', ../@deadline-no, '/', @step, '/', @reliability))[1])]"><xsl:value-of select="concat($join, @reliability)"/></xsl:for-each>
			<xsl:if test="$these/@from and .='formal_notice'"><xsl:for-each select="$these[@from][1]"><xsl:text>.</xsl:text><xsl:call-template name="span"><xsl:with-param name="key" select="'forecast.wave'"/></xsl:call-template></xsl:for-each></xsl:if></xsl:variable>
		<xsl:if test="$these"><xsl:call-template name="wrap"><xsl:with-param name="text" select="string($line)"/><xsl:with-param name="indent" select="'    '"/>
			<xsl:with-param name="first" select="'  '"/></xsl:call-template></xsl:if>
	</xsl:for-each>
</xsl:template>

<xsl:template name="deadline">
	<xsl:variable name="day"><xsl:call-template name="date"><xsl:with-param name="d" select="@date"/></xsl:call-template></xsl:variable>
	<xsl:variable name="days"><xsl:choose>
		<xsl:when test="@days &gt; 0"><xsl:call-template name="count"><xsl:with-param name="key" select="'n.days-ago'"/>
			<xsl:with-param name="n" select="@days"/></xsl:call-template></xsl:when>
		<xsl:when test="@days"><xsl:call-template name="count"><xsl:with-param name="key" select="'n.days-left'"/>
			<xsl:with-param name="n" select="-@days"/></xsl:call-template></xsl:when></xsl:choose></xsl:variable>
	<xsl:call-template name="wrap"><xsl:with-param name="text">
		<xsl:value-of select="concat(../@short, ' ', ../@number, ' (', ../@celex, '), ', $day)"/><xsl:if test="@rank='6'">†</xsl:if>
		<xsl:if test="@provisions"><xsl:value-of select="concat(', ', @provisions)"/></xsl:if>
		<xsl:if test="$days!=''"><xsl:value-of select="concat(' (', $days, ')')"/></xsl:if></xsl:with-param></xsl:call-template>
</xsl:template>

<!-- What rests because somebody says so. -->
<xsl:template name="acknowledged">
	<xsl:if test="$root/f:flags/f:flag[@acknowledged]">
		<xsl:call-template name="heading"><xsl:with-param name="text" select="key('m', 'h.acknowledged')"/></xsl:call-template>
		<xsl:for-each select="$root/f:flags/f:flag[@acknowledged]">
			<xsl:call-template name="wrap"><xsl:with-param name="text" select="concat(@number, ' ', @state, $colon, @acknowledged)"/></xsl:call-template>
		</xsl:for-each>
	</xsl:if>
</xsl:template>

<!-- Dates ahead, and those that passed not long ago. -->
<xsl:template match="f:due|f:past">
	<xsl:call-template name="heading"><xsl:with-param name="text" select="key('m', concat('h.', local-name()))"/></xsl:call-template>
	<xsl:if test="not(f:item)"><xsl:call-template name="wrap"><xsl:with-param name="text" select="key('m', concat('none.', local-name()))"/></xsl:call-template></xsl:if>
	<xsl:for-each select="f:item">
		<xsl:variable name="left"><xsl:call-template name="days-left"/></xsl:variable>
		<xsl:variable name="mark"><xsl:if test="@rank='6'">†</xsl:if></xsl:variable>
		<xsl:call-template name="pad"><xsl:with-param name="text" select="concat(@date, $mark)"/><xsl:with-param name="n" select="12"/></xsl:call-template>
		<xsl:call-template name="pad"><xsl:with-param name="text" select="$left"/><xsl:with-param name="n" select="16"/></xsl:call-template>
		<xsl:call-template name="pad"><xsl:with-param name="text" select="key('m', concat('date.', @kind))"/><xsl:with-param name="n" select="16"/></xsl:call-template>
		<xsl:call-template name="cut"><xsl:with-param name="text" select="concat(@number, ' ', @short)"/><xsl:with-param name="n" select="36"/></xsl:call-template>
		<xsl:text>&#10;</xsl:text>
	</xsl:for-each>
</xsl:template>

<xsl:template name="cut">
	<xsl:param name="text"/>
	<xsl:param name="n"/>
	<xsl:value-of select="substring($text, 1, $n - number(string-length($text) &gt; $n))"/>
	<xsl:if test="string-length($text) &gt; $n">…</xsl:if>
</xsl:template>

<!-- Directives not read: how many, and their open cases by stage. -->
<xsl:template name="unread">
	<xsl:variable name="cases" select="$root/f:acts/f:act[@measures='unread']/f:case[@open='yes'][@kind='non-communication']"/>
	<xsl:variable name="list"><xsl:for-each select="str:tokenize('REF2 LFN2 J REF RO LFN', ' ')">
		<xsl:variable name="n" select="count($cases[@stage=current()][generate-id()=generate-id(key('open-case', @id)[1])])"/>
		<xsl:if test="$n &gt; 0"><xsl:value-of select="concat($join, $n, ' ', ., ' ')"/><xsl:call-template name="word"><xsl:with-param name="key" select="concat('stage.', .)"/></xsl:call-template></xsl:if>
	</xsl:for-each></xsl:variable>
	<xsl:if test="$counts/@acts-unread &gt; 0">
		<xsl:call-template name="heading"><xsl:with-param name="text" select="key('m', 'h.unread')"/></xsl:call-template>
		<xsl:variable name="line"><xsl:call-template name="count"><xsl:with-param name="key" select="'text.unread'"/>
			<xsl:with-param name="n" select="$counts/@acts-unread"/></xsl:call-template></xsl:variable>
		<xsl:variable name="open"><xsl:choose>
			<xsl:when test="$list!=''"><xsl:call-template name="say"><xsl:with-param name="key" select="'text.unread.cases'"/>
				<xsl:with-param name="a" select="substring($list, string-length($join) + 1)"/></xsl:call-template></xsl:when>
			<xsl:otherwise><xsl:value-of select="key('m', 'text.unread.no-cases')"/></xsl:otherwise></xsl:choose></xsl:variable>
		<xsl:call-template name="wrap"><xsl:with-param name="text" select="concat($line, ' ', $open)"/></xsl:call-template>
		<xsl:call-template name="wrap"><xsl:with-param name="text" select="key('m', 'text.unread.how')"/></xsl:call-template>
	</xsl:if>
</xsl:template>

<!-- All together, then the states with nothing notified. -->
<xsl:template match="f:scoreboard">
	<xsl:variable name="all" select="f:line[not(@state)]"/>
	<xsl:call-template name="heading"><xsl:with-param name="text" select="key('m', 'h.scoreboard')"/></xsl:call-template>
	<xsl:choose>
		<xsl:when test="$all/@cells &gt; 0">
			<xsl:value-of select="concat(key('m', 'scoreboard.head'), '&#10;')"/>
			<xsl:apply-templates select="$all|f:line[@unnotified &gt; 0]"/>
			<xsl:variable name="note"><xsl:call-template name="say"><xsl:with-param name="key" select="'scoreboard.note'"/>
				<xsl:with-param name="a" select="$all/@unknown"/><xsl:with-param name="b" select="@long-overdue"/></xsl:call-template></xsl:variable>
			<xsl:call-template name="wrap"><xsl:with-param name="text" select="string($note)"/></xsl:call-template>
			<xsl:if test="f:line[@cells &lt; 50]"><xsl:call-template name="wrap"><xsl:with-param name="text" select="key('m', 'scoreboard.few')"/></xsl:call-template></xsl:if>
		</xsl:when>
		<xsl:otherwise><xsl:value-of select="concat(key('m', 'scoreboard.none'), '&#10;')"/></xsl:otherwise>
	</xsl:choose>
</xsl:template>

<xsl:template match="f:line">
	<xsl:variable name="name"><xsl:choose><xsl:when test="@state"><xsl:value-of select="$root/f:states/f:state[@code=current()/@state]/@name"/></xsl:when>
		<xsl:otherwise><xsl:value-of select="key('m', 'scoreboard.all')"/></xsl:otherwise></xsl:choose></xsl:variable>
	<xsl:call-template name="pad"><xsl:with-param name="text" select="$name"/><xsl:with-param name="n" select="16"/></xsl:call-template>
	<xsl:call-template name="right"><xsl:with-param name="text" select="@cells"/><xsl:with-param name="n" select="8"/></xsl:call-template>
	<xsl:call-template name="right"><xsl:with-param name="text" select="@unnotified"/><xsl:with-param name="n" select="10"/></xsl:call-template>
	<xsl:call-template name="right"><xsl:with-param name="text"><xsl:call-template name="rate"><xsl:with-param name="percent" select="@unnotified-percent"/></xsl:call-template></xsl:with-param><xsl:with-param name="n" select="8"/></xsl:call-template>
	<xsl:call-template name="right"><xsl:with-param name="text" select="@outstanding"/><xsl:with-param name="n" select="9"/></xsl:call-template>
	<xsl:call-template name="right"><xsl:with-param name="text"><xsl:call-template name="rate"><xsl:with-param name="percent" select="@outstanding-percent"/></xsl:call-template></xsl:with-param><xsl:with-param name="n" select="8"/></xsl:call-template>
	<xsl:call-template name="right"><xsl:with-param name="text" select="@outstanding-long"/><xsl:with-param name="n" select="7"/></xsl:call-template>
	<xsl:text>&#10;</xsl:text>
</xsl:template>

<!-- Of fewer than 50 deadlines a share would say nothing; the page gives none either. -->
<xsl:template name="rate">
	<xsl:param name="percent"/>
	<xsl:choose><xsl:when test="@cells &gt;= 50"><xsl:value-of select="concat(translate($percent, '.', $decimal), '&#160;%')"/></xsl:when><xsl:otherwise>-</xsl:otherwise></xsl:choose>
</xsl:template>

<xsl:template name="right">
	<xsl:param name="text"/>
	<xsl:param name="n"/>
	<xsl:value-of select="concat(substring($blank, 1, $n - string-length($text)), $text)"/>
</xsl:template>

<xsl:template name="sources">
	<xsl:call-template name="heading"><xsl:with-param name="text" select="key('m', 'h.sources')"/></xsl:call-template>
	<xsl:for-each select="$root/f:sources/f:source">
		<xsl:variable name="first">
			<xsl:call-template name="pad"><xsl:with-param name="text"><xsl:call-template name="what"/><xsl:text> </xsl:text></xsl:with-param><xsl:with-param name="n" select="16"/></xsl:call-template>
			<xsl:call-template name="pad"><xsl:with-param name="n" select="13"/><xsl:with-param name="text"><xsl:choose>
				<xsl:when test="@read-on"><xsl:value-of select="@read-on"/></xsl:when>
				<xsl:otherwise><xsl:value-of select="key('m', 'status.never')"/></xsl:otherwise></xsl:choose></xsl:with-param></xsl:call-template>
			<xsl:call-template name="pad"><xsl:with-param name="text" select="key('m', concat('status.', @status))"/><xsl:with-param name="n" select="13"/></xsl:call-template>
		</xsl:variable>
		<xsl:call-template name="wrap"><xsl:with-param name="first" select="string($first)"/>
			<xsl:with-param name="indent" select="substring($blank, 1, 42)"/>
			<xsl:with-param name="text" select="concat(@name, ' (', key('m', concat('rank.', @rank)), ')')"/></xsl:call-template>
	</xsl:for-each>
</xsl:template>

</xsl:stylesheet>
