<?xml version="1.0" encoding="UTF-8"?>
<!-- atom.xsl - a feed (RFC 4287) of what happened: of all acts, of a state, of an act. An entry's id is made of the event and
     never changes; its day is the event's own.
     In: a document of scope feed with its catalogue; parameters page, the file's path, and base. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:f="urn:adquem:findings:1"
	xmlns="http://www.w3.org/2005/Atom" exclude-result-prefixes="f">

<xsl:include href="words.xsl"/>
<xsl:output method="xml" encoding="UTF-8" indent="yes"/>

<xsl:param name="page" select="'feeds/all.atom'"/>

<!-- where the site can be read, where that is known: then links are whole addresses and the feed says its own -->
<xsl:param name="base" select="''"/>

<xsl:variable name="top"><xsl:choose><xsl:when test="$base!=''"><xsl:value-of select="$base"/></xsl:when><xsl:otherwise>../</xsl:otherwise></xsl:choose></xsl:variable>

<xsl:variable name="name" select="substring-before(substring-after($page, 'feeds/'), '.atom')"/>

<xsl:template match="/">
	<feed xml:lang="{$root/f:messages/@lang}">
		<id>tag:adquem,2026:feed/<xsl:value-of select="concat($root/@portfolio, '/', $name)"/></id>
		<title><xsl:value-of select="concat(key('m', 'program.kind'), $colon, $root/@portfolio-title)"/>
			<xsl:if test="$name!='all'"><xsl:value-of select="concat(', ', $name)"/></xsl:if></title>
		<updated><xsl:call-template name="moment"><xsl:with-param name="d"><xsl:choose>
			<xsl:when test="$root/f:events/f:event"><xsl:value-of select="$root/f:events/f:event[1]/@date"/></xsl:when>
			<xsl:otherwise><xsl:value-of select="$root/@as-of"/></xsl:otherwise></xsl:choose></xsl:with-param></xsl:call-template></updated>
		<author><name>adquem</name></author>
		<xsl:if test="$base!=''"><link rel="self" type="application/atom+xml" href="{$base}{$page}"/></xsl:if>
		<link rel="alternate" type="text/html" href="{$top}index.html"/>
		<xsl:apply-templates select="$root/f:events/f:event"/>
	</feed>
</xsl:template>

<!-- "better: completeness open (was: nothing notified)", "new: candidate", "closed". -->
<xsl:template name="turned">
	<xsl:value-of select="key('m', concat('event.', @event))"/>
	<xsl:choose>
		<xsl:when test="@letter-was and @letter-was != @letter">
			<xsl:value-of select="concat($colon, key('m', concat('letter.', @letter)))"/> (<xsl:call-template name="say">
				<xsl:with-param name="key" select="'alert.was'"/><xsl:with-param name="a" select="key('m', concat('letter.', @letter-was))"/></xsl:call-template>)</xsl:when>
		<xsl:when test="@event != 'closed'"><xsl:value-of select="concat($colon, key('m', concat('level.', @level)))"/></xsl:when>
	</xsl:choose>
</xsl:template>

<xsl:template name="moment"><xsl:param name="d"/><xsl:value-of select="concat($d, 'T00:00:00Z')"/></xsl:template>

<xsl:template match="f:event">
	<xsl:variable name="what"><xsl:choose>
		<xsl:when test="@kind='decision'"><xsl:value-of select="key('m', concat('decision.', @type))"/></xsl:when>
		<xsl:when test="@kind='deadline'"><xsl:value-of select="key('m', 'feed.deadline')"/></xsl:when>
		<xsl:otherwise><xsl:call-template name="turned"/></xsl:otherwise>
	</xsl:choose></xsl:variable>
	<entry xmlns="http://www.w3.org/2005/Atom">
		<id>tag:adquem,2026:transposition/<xsl:value-of select="translate(@id, ' ()', '---')"/></id>
		<title><xsl:value-of select="@short"/><xsl:if test="@state"><xsl:value-of select="concat(', ', @state)"/></xsl:if><xsl:value-of select="concat($colon, $what)"/></title>
		<updated><xsl:call-template name="moment"><xsl:with-param name="d" select="@date"/></xsl:call-template></updated>
		<link rel="alternate" type="text/html"><xsl:attribute name="href"><xsl:value-of select="concat($top, 'acts/', @celex)"/>.html<xsl:if test="@state=$root/f:states/f:state[not(@until)]/@code">#<xsl:value-of select="@state"/></xsl:if></xsl:attribute></link>
		<summary><xsl:if test="@provisions and $root/f:messages/@lang!='en'"><xsl:attribute name="xml:lang">en</xsl:attribute></xsl:if>
			<xsl:if test="@message"><xsl:value-of select="concat(@message, '; ')"/></xsl:if><xsl:value-of select="concat(@number, ' (', @celex, ')')"/><xsl:if test="@case and not(starts-with(@case, 'NOINFR:'))"><xsl:value-of select="concat(', ', @case)"/></xsl:if>
			<xsl:if test="@provisions"><xsl:value-of select="concat(', ', @provisions)"/></xsl:if></summary>
	</entry>
</xsl:template>

</xsl:stylesheet>
