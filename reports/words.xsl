<?xml version="1.0" encoding="UTF-8"?>
<!-- words.xsl - what every stylesheet says things with: the catalogue by key, sentences with their numbers put in, plural
     and zero cases, dates written out. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:f="urn:adquem:findings:1"
	xmlns:str="http://exslt.org/strings" exclude-result-prefixes="f str">

<xsl:decimal-format name="n" grouping-separator="&#160;"/>

<xsl:key name="m" match="f:m" use="@key"/>

<xsl:variable name="root" select="/f:findings"/>

<xsl:variable name="join" select="string(key('m', 'join'))"/>

<xsl:variable name="colon" select="string(key('m', 'colon'))"/>

<!-- what stands before the decimals -->
<xsl:variable name="decimal" select="string(key('m', 'decimal'))"/>

<xsl:variable name="plurals" select="$root/f:messages/f:plural"/>

<!-- words ================================================================================================================= -->

<!-- The text of a key, wherever the current node is: key() knows only its document. -->
<xsl:template name="word"><xsl:param name="key"/><xsl:for-each select="$root"><xsl:value-of select="key('m', $key)"/></xsl:for-each></xsl:template>

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

<!-- A counted sentence; {0} is the number. KEY.0 is for none; else the catalogue's first <plural> that n belongs to names the
     form, as KEY.1 that for one; else, and where a key has no such form, KEY.n. -->
<xsl:template name="count">
	<xsl:param name="key"/>
	<xsl:param name="n"/>
	<xsl:param name="b"/>
	<xsl:variable name="form" select="$plurals[contains(concat(' ', @n, ' '), concat(' ', $n, ' '))
		or contains(concat(' ', @end, ' '), concat(' ', $n mod @mod, ' ')) and not(contains(concat(' ', @but, ' '), concat(' ', $n mod 100, ' ')))]/@form"/>
	<xsl:variable name="none"><xsl:if test="$n=0"><xsl:call-template name="word"><xsl:with-param name="key" select="concat($key, '.0')"/></xsl:call-template></xsl:if></xsl:variable>
	<xsl:variable name="formed"><xsl:if test="$form"><xsl:call-template name="word"><xsl:with-param name="key" select="concat($key, '.', $form)"/></xsl:call-template></xsl:if></xsl:variable>
	<xsl:variable name="use">
		<xsl:choose>
			<xsl:when test="$n=0 and $none!=''"><xsl:value-of select="concat($key, '.0')"/></xsl:when>
			<xsl:when test="$formed!=''"><xsl:value-of select="concat($key, '.', $form)"/></xsl:when>
			<xsl:otherwise><xsl:value-of select="concat($key, '.n')"/></xsl:otherwise>
		</xsl:choose>
	</xsl:variable>
	<xsl:call-template name="say">
		<xsl:with-param name="key" select="string($use)"/>
		<xsl:with-param name="a" select="format-number($n, '#&#160;##0', 'n')"/>
		<xsl:with-param name="b" select="$b"/>
	</xsl:call-template>
</xsl:template>

<!-- A step of the Commission or the Court: what kind it is of. -->
<xsl:template name="decision">
	<xsl:variable name="name" select="key('m', concat('decision.', @type))"/>
	<xsl:choose>
		<xsl:when test="@additional='yes'"><xsl:call-template name="say"><xsl:with-param name="key" select="'decision.additional'"/>
			<xsl:with-param name="a" select="$name"/></xsl:call-template></xsl:when>
		<xsl:otherwise><xsl:value-of select="$name"/></xsl:otherwise>
	</xsl:choose>
</xsl:template>

<!-- What facts are about. -->
<xsl:template name="what">
	<xsl:variable name="word" select="key('m', concat('what.', @what))"/>
	<xsl:value-of select="$word"/><xsl:if test="not($word)"><xsl:value-of select="@what"/></xsl:if>
</xsl:template>

<!-- What is on record of a deadline in the European Economic Area; nothing where the act is not marked as of relevance. -->
<xsl:template name="eea">
	<xsl:variable name="key"><xsl:choose>
		<xsl:when test="@eea-due">x.eea.due</xsl:when>
		<xsl:when test="@eea-decision">x.eea.decision</xsl:when>
		<xsl:when test="@eea='yes'">x.eea.none</xsl:when>
	</xsl:choose></xsl:variable>
	<xsl:if test="$key!=''">
		<xsl:call-template name="say">
			<xsl:with-param name="key" select="string($key)"/>
			<xsl:with-param name="a" select="@eea-decision"/>
			<xsl:with-param name="b"><xsl:call-template name="date"><xsl:with-param name="d" select="@eea-in-force"/></xsl:call-template></xsl:with-param>
			<xsl:with-param name="c"><xsl:call-template name="date"><xsl:with-param name="d" select="@eea-due"/></xsl:call-template></xsl:with-param>
		</xsl:call-template>
	</xsl:if>
</xsl:template>

<xsl:template name="span">
	<xsl:param name="key"/>
	<xsl:param name="from" select="@from"/>
	<xsl:param name="until" select="@until"/>
	<xsl:text> </xsl:text><xsl:call-template name="say"><xsl:with-param name="key" select="$key"/>
		<xsl:with-param name="a"><xsl:call-template name="date"><xsl:with-param name="d" select="$from"/></xsl:call-template></xsl:with-param>
		<xsl:with-param name="b"><xsl:call-template name="date"><xsl:with-param name="d" select="$until"/></xsl:call-template></xsl:with-param></xsl:call-template>
</xsl:template>

<!-- A forecast as sentences: the step and its probability, its days; or why there is none. -->
<xsl:template match="f:forecast[@why]" mode="say">
	<xsl:call-template name="say"><xsl:with-param name="key" select="'forecast.why'"/><xsl:with-param name="a" select="@why"/></xsl:call-template>
</xsl:template>

<xsl:template match="f:forecast" mode="say">
	<xsl:call-template name="say"><xsl:with-param name="key" select="concat('forecast.', @step)"/><xsl:with-param name="a" select="@months"/>
		<xsl:with-param name="b" select="@probability"/></xsl:call-template>
	<xsl:if test="@from"><xsl:call-template name="span"><xsl:with-param name="key"><xsl:text>forecast.</xsl:text><xsl:choose>
		<xsl:when test="@step='formal_notice'">wave</xsl:when><xsl:otherwise>span</xsl:otherwise></xsl:choose></xsl:with-param></xsl:call-template></xsl:if>
	<xsl:if test="@second-from"><xsl:call-template name="span"><xsl:with-param name="key" select="'forecast.second'"/>
		<xsl:with-param name="from" select="@second-from"/><xsl:with-param name="until" select="@second-until"/></xsl:call-template></xsl:if>
</xsl:template>

<xsl:template match="f:forecast" mode="behind">
	<xsl:call-template name="say"><xsl:with-param name="key" select="'forecast.behind'"/><xsl:with-param name="a" select="@sample"/>
		<xsl:with-param name="b" select="@reliability"/></xsl:call-template>
</xsl:template>

<!-- Which way a reason points: the key of the word. -->
<xsl:template match="f:reason" mode="side">forecast.<xsl:choose>
	<xsl:when test="starts-with(@value, '-')">against</xsl:when><xsl:otherwise>for</xsl:otherwise></xsl:choose></xsl:template>

<!-- A day or a month, written out. -->
<xsl:template name="date">
	<xsl:param name="d"/>
	<xsl:variable name="month"><xsl:for-each select="$root"><xsl:value-of select="key('m', concat('month.', substring($d, 6, 2)))"/></xsl:for-each></xsl:variable>
	<xsl:choose>
		<xsl:when test="string-length($d)=10 and substring($d, 9)='01'">
			<xsl:call-template name="say">
				<xsl:with-param name="key" select="'date.first'"/>
				<xsl:with-param name="a" select="$month"/>
				<xsl:with-param name="b" select="substring($d, 1, 4)"/>
			</xsl:call-template>
		</xsl:when>
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
		<xsl:otherwise><xsl:call-template name="word"><xsl:with-param name="key" select="'date.none'"/></xsl:call-template></xsl:otherwise>
	</xsl:choose>
</xsl:template>

<!-- How and when an act ended or will end, and for whom if not for all. -->
<xsl:template name="ended">
	<xsl:variable name="how"><xsl:choose>
		<xsl:when test="@ended-how"><xsl:value-of select="@ended-how"/></xsl:when>
		<xsl:otherwise><xsl:call-template name="word"><xsl:with-param name="key" select="'act.ended.plain'"/></xsl:call-template></xsl:otherwise></xsl:choose></xsl:variable>
	<xsl:variable name="when"><xsl:call-template name="date"><xsl:with-param name="d" select="@ended"/></xsl:call-template></xsl:variable>
	<xsl:variable name="key"><xsl:text>act.ended</xsl:text><xsl:choose><xsl:when test="@ended-by">.by</xsl:when>
		<xsl:when test="@ended-by-court">.judgment</xsl:when></xsl:choose></xsl:variable>
	<xsl:call-template name="say"><xsl:with-param name="key" select="string($key)"/><xsl:with-param name="a" select="$how"/>
		<xsl:with-param name="b" select="$when"/><xsl:with-param name="c" select="@ended-by"/></xsl:call-template>
	<xsl:if test="@ended-for"><xsl:call-template name="say"><xsl:with-param name="key" select="'act.ended.for'"/><xsl:with-param name="a" select="@ended-for"/></xsl:call-template></xsl:if>
</xsl:template>

<!-- "in 3 days", "3 days ago". -->
<xsl:template name="days-left">
	<xsl:if test="@days-left &gt;= 0"><xsl:call-template name="count"><xsl:with-param name="key" select="'n.days-left'"/><xsl:with-param name="n" select="@days-left"/></xsl:call-template></xsl:if>
	<xsl:if test="@days-left &lt; 0"><xsl:call-template name="count"><xsl:with-param name="key" select="'n.days-ago'"/><xsl:with-param name="n" select="-@days-left"/></xsl:call-template></xsl:if>
</xsl:template>

</xsl:stylesheet>
