<?xml version="1.0" encoding="UTF-8"?>
<!-- mail-words.xsl - what both parts of an alert's mail share: its groups in their order, the subject, the sentence of a change.
     In: a document of scope alert with its catalogue. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:f="urn:adquem:findings:1"
	xmlns:str="http://exslt.org/strings" exclude-result-prefixes="f str">

<xsl:include href="words.xsl"/>

<xsl:variable name="m" select="$root/f:messages/f:m"/>

<xsl:variable name="alert" select="$root/f:alert"/>

<xsl:variable name="groups" select="'worse ending new moved better closed acknowledged open trouble recovered'"/>

<!-- "2 worse, 1 new: NIS2 (EL, IT)"; the act only where the whole message is about one. -->
<xsl:template name="subject">
	<xsl:if test="$alert/@test"><xsl:value-of select="concat($m[@key='alert.test.subject'], ' ')"/></xsl:if>
	<xsl:text>adquem: </xsl:text>
	<xsl:for-each select="str:tokenize($groups, ' ')[$alert/f:change/@group = .]">
		<xsl:variable name="group" select="string(.)"/>
		<xsl:if test="position() &gt; 1">, </xsl:if>
		<xsl:call-template name="count">
			<xsl:with-param name="key" select="concat('alert.subject.', $group)"/>
			<xsl:with-param name="n"><xsl:call-template name="of-group"><xsl:with-param name="group" select="$group"/></xsl:call-template></xsl:with-param>
		</xsl:call-template>
	</xsl:for-each>
	<xsl:variable name="first" select="$alert/f:change[@celex][1]"/>
	<xsl:if test="$first and not($alert/f:change[@celex != $first/@celex])">
		<xsl:value-of select="concat($colon, normalize-space(substring($first/@short, 1, 60)))"/>
	</xsl:if>
	<xsl:value-of select="concat(', ', $root/@as-of)"/>
</xsl:template>

<!-- How many changes a group has; of sources, how many sources: one that is down is down for many acts. -->
<xsl:key name="source" match="f:change[@source]" use="concat(@group, '|', @source)"/>

<xsl:template name="of-group">
	<xsl:param name="group"/>
	<xsl:value-of select="count($alert/f:change[@group=$group][not(@source) or generate-id() = generate-id(key('source', concat(@group, '|', @source))[1])])"/>
</xsl:template>

<!-- What says the same of several states, or of a source for several acts, is shown once, with all of them, at the place
     of the first. -->
<xsl:key name="alike" match="f:change[@state]"
	use="concat(@event, '|', @celex, '|', @deadline-no, '|', @level, '|', @level-was, '|', @letter, @letter-was, '|', @stage, '|', @stage-was, '|', @due, @due-was, '|', @on, '|', @message)"/>
<xsl:key name="alike" match="f:change[@source]" use="concat(@group, '|', @source, '|', @on, '|', @message[../@group='trouble'])"/>

<xsl:template match="f:change">
	<xsl:variable name="same-states"
		select="key('alike', concat(@event, '|', @celex, '|', @deadline-no, '|', @level, '|', @level-was, '|', @letter, @letter-was, '|', @stage, '|', @stage-was, '|', @due, @due-was, '|', @on, '|', @message))"/>
	<xsl:variable name="same-source" select="key('alike', concat(@group, '|', @source, '|', @on, '|', @message[../@group='trouble']))"/>
	<xsl:variable name="alike" select="$same-states[current()/@state] | $same-source[current()/@source]"/>
	<xsl:if test="not($alike) or generate-id() = generate-id($alike[1])">
		<xsl:apply-templates select="." mode="line"><xsl:with-param name="alike" select="$alike"/></xsl:apply-templates>
	</xsl:if>
</xsl:template>

<!-- "NIS2, EL, IT: case step, open case on record (was: candidate), reasoned opinion (was: letter of formal notice), due 17 October 2024" -->
<xsl:template name="change-head">
	<xsl:param name="alike"/>
	<xsl:variable name="level" select="@level"/>
	<xsl:variable name="was" select="@level-was"/>
	<xsl:choose>
		<xsl:when test="@source"><xsl:call-template name="source"><xsl:with-param name="alike" select="$alike"/></xsl:call-template></xsl:when>
		<xsl:when test="@short and @celex"><xsl:value-of select="concat(@short, ' (', @celex, ')')"/></xsl:when>
		<xsl:when test="@celex"><xsl:value-of select="@celex"/></xsl:when>
		<xsl:otherwise><xsl:value-of select="substring-before(substring-after(@finding, '/'), '/')"/></xsl:otherwise>
	</xsl:choose>
	<xsl:if test="@state"><xsl:for-each select="$alike"><xsl:value-of select="concat(', ', @state)"/></xsl:for-each></xsl:if>
	<xsl:if test="not(@source)">
		<xsl:value-of select="$colon"/>
		<xsl:if test="@event!=@group and @group!='open' and @group!='ending'"><xsl:value-of select="concat($m[@key=concat('event.', current()/@event)], ', ')"/></xsl:if>
		<xsl:choose>
			<xsl:when test="@event='closed' and (@letter-was or @stage-was)"/>
			<xsl:otherwise><xsl:value-of select="$m[@key=concat('level.', $level)]"/>
				<xsl:call-template name="was"><xsl:with-param name="was" select="$m[@key=concat('level.', $was)]"/></xsl:call-template>
				<xsl:if test="@letter-was or @stage-was">, </xsl:if></xsl:otherwise>
		</xsl:choose>
		<xsl:for-each select="@letter-was | @stage-was">
			<xsl:if test="position() &gt; 1">, </xsl:if>
			<xsl:apply-templates select="."/>
		</xsl:for-each>
		<xsl:if test="@due">, <xsl:call-template name="say"><xsl:with-param name="key" select="'alert.due'"/>
			<xsl:with-param name="a"><xsl:call-template name="date"><xsl:with-param name="d" select="@due"/></xsl:call-template></xsl:with-param></xsl:call-template>
			<xsl:call-template name="was"><xsl:with-param name="was"><xsl:if test="@due-was"><xsl:call-template name="date"><xsl:with-param name="d" select="@due-was"/></xsl:call-template></xsl:if></xsl:with-param></xsl:call-template></xsl:if>
	</xsl:if>
	<xsl:if test="@on != $root/@as-of"> (<xsl:call-template name="say"><xsl:with-param name="key" select="'alert.as-of'"/>
		<xsl:with-param name="a"><xsl:call-template name="date"><xsl:with-param name="d" select="@on"/></xsl:call-template></xsl:with-param></xsl:call-template>)</xsl:if>
</xsl:template>

<!-- The page that shows a change: that of the act, at the state if it is of one alone. Nothing without a site. -->
<xsl:template name="page">
	<xsl:param name="alike"/>
	<xsl:if test="$alert/@site and not($alert/@test)">
		<xsl:value-of select="$alert/@site"/>
		<xsl:choose>
			<xsl:when test="@source">sources.html</xsl:when>
			<xsl:when test="@celex"><xsl:value-of select="concat('acts/', @celex, '.html')"/>
				<xsl:if test="@state and count($alike) = 1"><xsl:value-of select="concat('#', @state)"/></xsl:if></xsl:when>
			<xsl:otherwise>index.html</xsl:otherwise>
		</xsl:choose>
	</xsl:if>
</xsl:template>

<!-- " (was: candidate)", or nothing. -->
<xsl:template name="was">
	<xsl:param name="was"/>
	<xsl:if test="$was!=''"> (<xsl:call-template name="say"><xsl:with-param name="key" select="'alert.was'"/>
		<xsl:with-param name="a" select="$was"/></xsl:call-template>)</xsl:if>
</xsl:template>

<!-- "completeness open (was: nothing notified)": what the level alone does not say. -->
<xsl:template match="@letter-was | @stage-was">
	<xsl:variable name="name" select="substring-before(local-name(), '-was')"/>
	<xsl:variable name="is" select="../@*[local-name()=$name]"/>
	<xsl:variable name="now"><xsl:value-of select="$is"/><xsl:if test="not($is)">none</xsl:if></xsl:variable>
	<xsl:value-of select="$m[@key=concat($name, '.', $now)]"/>
	<xsl:call-template name="was"><xsl:with-param name="was" select="$m[@key=concat($name, '.', current())]"/></xsl:call-template>
</xsl:template>

<!-- "Measures of 12 acts: NIS2, CER, ..."; the first five are named. -->
<xsl:template name="source">
	<xsl:param name="alike"/>
	<xsl:variable name="acts"><xsl:for-each select="$alike[position() &lt;= 5]"><xsl:if test="position() &gt; 1">, </xsl:if><xsl:value-of select="@short"/><xsl:if test="not(@short)"><xsl:value-of select="@celex"/></xsl:if></xsl:for-each><xsl:if test="count($alike) &gt; 5">, …</xsl:if></xsl:variable>
	<xsl:call-template name="count"><xsl:with-param name="key" select="concat('alert.source.', @source)"/>
		<xsl:with-param name="n" select="count($alike)"/><xsl:with-param name="b" select="string($acts)"/></xsl:call-template>
</xsl:template>

<!-- Its name, or that of its file without the folder. -->
<xsl:template name="portfolio">
	<xsl:call-template name="say"><xsl:with-param name="key" select="'alert.portfolio'"/><xsl:with-param name="a" select="str:tokenize($root/@portfolio, '/')[last()]"/>
		<xsl:with-param name="b"><xsl:call-template name="date"><xsl:with-param name="d" select="$root/@as-of"/></xsl:call-template></xsl:with-param></xsl:call-template>
</xsl:template>

<xsl:template name="still-open">
	<xsl:call-template name="count"><xsl:with-param name="key" select="'alert.still-open'"/><xsl:with-param name="n" select="$alert/@still-open"/>
		<xsl:with-param name="b" select="$m[@key=concat('level.', $alert/@level)]"/></xsl:call-template>
	<xsl:if test="$alert/@unjudged &gt; 0"><xsl:text> </xsl:text><xsl:call-template name="count"><xsl:with-param name="key" select="'alert.unjudged'"/><xsl:with-param name="n" select="$alert/@unjudged"/></xsl:call-template></xsl:if>
</xsl:template>

</xsl:stylesheet>
