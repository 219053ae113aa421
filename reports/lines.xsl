<?xml version="1.0" encoding="UTF-8"?>
<!-- lines.xsl - plain text of at most 80 columns: wrapping, padding, headings, states by letter. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:f="urn:adquem:findings:1"
	xmlns:str="http://exslt.org/strings" exclude-result-prefixes="f str">

<xsl:variable name="blank" select="'                                                                                '"/>

<xsl:variable name="rule" select="'--------------------------------------------------------------------------------'"/>

<!-- Text in lines of at most 80 columns, or as many as asked: the first line after FIRST, the others after INDENT. Words longer than a line are
     cut. Depth grows by one per line; beyond 20000 characters text is cut off, so that no title can exhaust the processor. -->
<xsl:template name="wrap">
	<xsl:param name="text"/>
	<xsl:param name="indent" select="''"/>
	<xsl:param name="first" select="$indent"/>
	<xsl:param name="columns" select="80"/>
	<xsl:call-template name="lines">
		<xsl:with-param name="columns" select="$columns"/>
		<xsl:with-param name="text" select="normalize-space(substring($text, 1, 20000))"/>
		<xsl:with-param name="indent" select="$indent"/>
		<xsl:with-param name="first" select="$first"/>
	</xsl:call-template>
	<xsl:if test="string-length($text) &gt; 20000"><xsl:value-of select="concat($indent, '…&#10;')"/></xsl:if>
</xsl:template>

<xsl:template name="lines">
	<xsl:param name="text"/>
	<xsl:param name="indent"/>
	<xsl:param name="first"/>
	<xsl:param name="columns"/>
	<xsl:variable name="width" select="$columns - string-length($first)"/>
	<xsl:choose>
		<xsl:when test="string-length($text) &lt;= $width"><xsl:value-of select="concat($first, $text, '&#10;')"/></xsl:when>
		<xsl:otherwise>
			<xsl:variable name="space"><xsl:call-template name="last-space">
				<xsl:with-param name="text" select="substring($text, 1, $width + 1)"/></xsl:call-template></xsl:variable>
			<xsl:variable name="cut"><xsl:choose>
				<xsl:when test="$space &gt; 0"><xsl:value-of select="$space"/></xsl:when>
				<xsl:otherwise><xsl:value-of select="$width"/></xsl:otherwise></xsl:choose></xsl:variable>
			<xsl:value-of select="concat($first, substring($text, 1, $cut), '&#10;')"/>
			<xsl:call-template name="lines">
				<xsl:with-param name="text" select="substring($text, $cut + 1 + number($space &gt; 0))"/>
				<xsl:with-param name="indent" select="$indent"/>
				<xsl:with-param name="first" select="$indent"/>
				<xsl:with-param name="columns" select="$columns"/>
			</xsl:call-template>
		</xsl:otherwise>
	</xsl:choose>
</xsl:template>

<!-- How many characters stand before the last space; 0 if there is none. -->
<xsl:template name="last-space">
	<xsl:param name="text"/>
	<xsl:param name="before" select="0"/>
	<xsl:choose>
		<xsl:when test="contains($text, ' ')">
			<xsl:call-template name="last-space">
				<xsl:with-param name="text" select="substring-after($text, ' ')"/>
				<xsl:with-param name="before" select="$before + string-length(substring-before($text, ' ')) + 1"/>
			</xsl:call-template>
		</xsl:when>
		<xsl:otherwise><xsl:value-of select="$before - number($before &gt; 0)"/></xsl:otherwise>
	</xsl:choose>
</xsl:template>

<!-- Text cut or filled to exactly n columns. -->
<xsl:template name="pad">
	<xsl:param name="text"/>
	<xsl:param name="n"/>
	<xsl:choose>
		<xsl:when test="string-length($text) &gt; $n"><xsl:value-of select="concat(substring($text, 1, $n - 1), '…')"/></xsl:when>
		<xsl:otherwise><xsl:value-of select="concat($text, substring($blank, 1, $n - string-length($text)))"/></xsl:otherwise>
	</xsl:choose>
</xsl:template>

<xsl:template name="heading">
	<xsl:param name="text"/>
	<xsl:value-of select="concat('&#10;', $text, '&#10;')"/>
	<xsl:value-of select="concat(substring($rule, 1, string-length($text)), '&#10;')"/>
</xsl:template>

<!-- The states of cells by letter and stage, one line each: "  O  nothing notified  REF  IE ES". -->
<xsl:template name="by-letter">
	<xsl:param name="cells"/>
	<xsl:for-each select="str:tokenize('O I A C X N S P B U', ' ')">
		<xsl:variable name="letter" select="string(.)"/>
		<xsl:variable name="these" select="$cells[@letter=$letter]"/>
		<xsl:if test="$these">
			<xsl:for-each select="str:tokenize('REF2 LFN2 J REF RO LFN closed -', ' ')">
				<xsl:variable name="stage" select="string(.)"/>
				<xsl:variable name="some" select="$these[@stage=$stage or ($stage='-' and (not(@stage) or @stage='none' or @stage='unread'))]"/>
				<xsl:if test="$some">
					<xsl:variable name="word"><xsl:call-template name="word"><xsl:with-param name="key" select="concat('short.', $letter)"/></xsl:call-template></xsl:variable>
					<xsl:variable name="name"><xsl:call-template name="pad"><xsl:with-param name="n" select="29"/>
						<xsl:with-param name="text" select="concat('  ', $letter, '  ', $word)"/></xsl:call-template></xsl:variable>
					<xsl:variable name="first"><xsl:call-template name="pad"><xsl:with-param name="n" select="38"/>
						<xsl:with-param name="text" select="concat($name, '  ', translate($stage, '-', ' '))"/></xsl:call-template></xsl:variable>
					<xsl:variable name="states"><xsl:for-each select="$some">
						<xsl:value-of select="@state"/><xsl:if test="@unverified">†</xsl:if><xsl:text> </xsl:text></xsl:for-each></xsl:variable>
					<xsl:call-template name="wrap"><xsl:with-param name="text" select="$states"/><xsl:with-param name="first" select="string($first)"/>
						<xsl:with-param name="indent" select="substring($blank, 1, 38)"/></xsl:call-template>
				</xsl:if>
			</xsl:for-each>
		</xsl:if>
	</xsl:for-each>
</xsl:template>

</xsl:stylesheet>
