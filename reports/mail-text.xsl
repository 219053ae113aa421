<?xml version="1.0" encoding="UTF-8"?>
<!-- mail-text.xsl - an alert as plain text of 72 columns. The first line is the subject, the second is empty.
     In: a document of scope alert with its catalogue. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:f="urn:adquem:findings:1"
	xmlns:str="http://exslt.org/strings" exclude-result-prefixes="f str">

<xsl:include href="mail-words.xsl"/>
<xsl:include href="lines.xsl"/>
<xsl:output method="text" encoding="UTF-8"/>

<xsl:template match="/">
	<xsl:variable name="subject"><xsl:call-template name="subject"/></xsl:variable>
	<xsl:value-of select="concat(normalize-space($subject), '&#10;&#10;')"/>
	<xsl:if test="$alert/@test">
		<xsl:call-template name="para"><xsl:with-param name="text" select="$m[@key='alert.test']"/></xsl:call-template>
	</xsl:if>
	<xsl:call-template name="para"><xsl:with-param name="text"><xsl:call-template name="portfolio"/></xsl:with-param></xsl:call-template>
	<xsl:for-each select="str:tokenize($groups, ' ')[$alert/f:change/@group = .]">
		<xsl:variable name="group" select="string(.)"/>
		<xsl:variable name="n"><xsl:call-template name="of-group"><xsl:with-param name="group" select="$group"/></xsl:call-template></xsl:variable>
		<xsl:text>&#10;</xsl:text>
		<xsl:call-template name="para"><xsl:with-param name="text" select="concat($m[@key=concat('alert.', $group)], ' (', $n, ')')"/></xsl:call-template>
		<xsl:apply-templates select="$alert/f:change[@group=$group]"/>
	</xsl:for-each>
	<xsl:text>&#10;</xsl:text>
	<xsl:call-template name="para"><xsl:with-param name="text"><xsl:call-template name="still-open"/></xsl:with-param></xsl:call-template>
	<xsl:if test="$alert/@site"><xsl:value-of select="concat($alert/@site, '&#10;')"/></xsl:if>
	<xsl:text>&#10;</xsl:text>
	<xsl:call-template name="para"><xsl:with-param name="text" select="$m[@key='alert.foot']"/></xsl:call-template>
</xsl:template>

<xsl:template match="f:change" mode="line">
	<xsl:param name="alike"/>
	<xsl:variable name="head"><xsl:call-template name="change-head"><xsl:with-param name="alike" select="$alike"/></xsl:call-template></xsl:variable>
	<xsl:call-template name="para"><xsl:with-param name="text" select="string($head)"/><xsl:with-param name="first" select="'- '"/>
		<xsl:with-param name="indent" select="'  '"/></xsl:call-template>
	<xsl:if test="@message and @group!='recovered'"><xsl:call-template name="para"><xsl:with-param name="text" select="@message"/><xsl:with-param name="indent" select="'  '"/></xsl:call-template></xsl:if>
	<xsl:variable name="page"><xsl:call-template name="page"><xsl:with-param name="alike" select="$alike"/></xsl:call-template></xsl:variable>
	<xsl:if test="$page!=''"><xsl:value-of select="concat('  ', $page, '&#10;')"/></xsl:if>
</xsl:template>

<xsl:template name="para">
	<xsl:param name="text"/>
	<xsl:param name="indent" select="''"/>
	<xsl:param name="first" select="$indent"/>
	<xsl:call-template name="wrap"><xsl:with-param name="text" select="$text"/><xsl:with-param name="indent" select="$indent"/>
		<xsl:with-param name="first" select="$first"/><xsl:with-param name="columns" select="72"/></xsl:call-template>
</xsl:template>

</xsl:stylesheet>
