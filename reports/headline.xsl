<?xml version="1.0" encoding="UTF-8"?>
<!-- headline.xsl - what an index begins with, on paper and on the screen: the finding, how far it reaches, what changed. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:f="urn:adquem:findings:1"
	xmlns:str="http://exslt.org/strings" exclude-result-prefixes="f str">

<xsl:variable name="counts" select="$root/f:counts"/>

<!-- The title: the finding as a sentence of fewer than 15 words. -->
<xsl:template name="title">
	<xsl:variable name="acts"><xsl:call-template name="count">
		<xsl:with-param name="key" select="'n.act'"/><xsl:with-param name="n" select="$counts/@acts"/></xsl:call-template></xsl:variable>
	<xsl:choose>
		<xsl:when test="$counts/@acts=0 and $root/@known-on"><xsl:call-template name="word"><xsl:with-param name="key" select="'title.empty.known'"/></xsl:call-template></xsl:when>
		<xsl:when test="$counts/@acts=0"><xsl:call-template name="word"><xsl:with-param name="key" select="'title.empty'"/></xsl:call-template></xsl:when>
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

<!-- How far the finding reaches, and a blank behind it; nothing if the title says it, or everything was read. -->
<xsl:template name="reach">
	<xsl:if test="$counts/@acts-missing">
		<xsl:call-template name="say"><xsl:with-param name="key" select="'reach.missing'"/><xsl:with-param name="a" select="$counts/@acts-missing"/></xsl:call-template>
		<xsl:text> </xsl:text>
	</xsl:if>
	<xsl:if test="$counts/@acts-read &gt; 0 and $counts/@acts-unread &gt; 0">
		<xsl:call-template name="say"><xsl:with-param name="key" select="'reach.some'"/>
			<xsl:with-param name="a" select="$counts/@acts-read"/><xsl:with-param name="b" select="$counts/@acts"/></xsl:call-template>
		<xsl:text> </xsl:text>
	</xsl:if>
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
		<xsl:when test="$changes/@baseline='yes'"><xsl:call-template name="word"><xsl:with-param name="key" select="'delta.baseline'"/></xsl:call-template></xsl:when>
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

</xsl:stylesheet>
