<?xml version="1.0" encoding="UTF-8"?>
<!-- html-forecast.xsl - part of html.xsl: a forecast in a row of a table, and the page on how far forecasts held. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:f="urn:adquem:findings:1"
	xmlns="http://www.w3.org/1999/xhtml" exclude-result-prefixes="f">

<xsl:template match="f:forecast">
	<details class="sub"><summary><xsl:apply-templates select="." mode="say"/></summary>
		<xsl:if test="f:reason"><p><xsl:value-of select="key('m', 'forecast.reasons')"/></p>
		<ul><xsl:for-each select="f:reason">
			<xsl:variable name="side"><xsl:apply-templates select="." mode="side"/></xsl:variable>
			<li><xsl:value-of select="concat(key('m', string($side)), ' ', translate(@value, '.-', concat($decimal, '−')), $colon, @text)"/></li></xsl:for-each></ul></xsl:if>
		<p><xsl:if test="@sample"><xsl:apply-templates select="." mode="behind"/><xsl:text> </xsl:text></xsl:if>
			<a href="{$up}reliability.html"><xsl:value-of select="key('m', 'page.reliability')"/></a></p>
	</details>
</xsl:template>

<!-- Without a number there is nothing to open. -->
<xsl:template match="f:forecast[@why]"><span class="sub"><xsl:apply-templates select="." mode="say"/></span></xsl:template>

<!-- reliability =========================================================================================================== -->
<xsl:template match="f:findings[@scope='reliability']" mode="page">
	<xsl:apply-templates select="f:model"/>
</xsl:template>

<xsl:template match="f:model[@why]">
	<p class="intro"><xsl:call-template name="say"><xsl:with-param name="key" select="'reliability.none'"/><xsl:with-param name="a" select="@why"/></xsl:call-template></p>
</xsl:template>

<xsl:template match="f:model">
	<p class="intro"><xsl:value-of select="key('m', 'intro.reliability')"/></p>
	<p><xsl:call-template name="say"><xsl:with-param name="key" select="'reliability.origin'"/><xsl:with-param name="a" select="@origin"/>
			<xsl:with-param name="b" select="format-number(@letters, '#&#160;##0', 'n')"/></xsl:call-template>
		<xsl:call-template name="span"><xsl:with-param name="key" select="'reliability.period'"/></xsl:call-template></p>
	<xsl:if test="@waves &gt; 0"><p><xsl:call-template name="say"><xsl:with-param name="key" select="'reliability.wave'"/><xsl:with-param name="a" select="@days"/>
			<xsl:with-param name="b" select="@first"/><xsl:with-param name="c" select="@waves"/></xsl:call-template><xsl:text> </xsl:text>
		<xsl:call-template name="say"><xsl:with-param name="key" select="'reliability.second'"/><xsl:with-param name="a" select="@second"/>
			<xsl:with-param name="b" select="@waves"/></xsl:call-template></p></xsl:if>
	<p><xsl:call-template name="say"><xsl:with-param name="key" select="'reliability.command'"/><xsl:with-param name="a" select="'adquem backtest'"/></xsl:call-template></p>
	<xsl:apply-templates select="f:step"/>
</xsl:template>

<xsl:template match="f:model/f:step">
	<section aria-labelledby="{@name}">
		<h2 id="{@name}"><xsl:call-template name="say"><xsl:with-param name="key" select="'reliability.step'"/>
			<xsl:with-param name="a" select="key('m', concat('step.', @name))"/><xsl:with-param name="b" select="@months"/></xsl:call-template></h2>
		<p><xsl:call-template name="say"><xsl:with-param name="key" select="'reliability.cases'"/><xsl:with-param name="a" select="format-number(@cases, '#&#160;##0', 'n')"/>
			<xsl:with-param name="b" select="format-number(@acts, '#&#160;##0', 'n')"/><xsl:with-param name="c" select="format-number(@positives, '#&#160;##0', 'n')"/></xsl:call-template></p>
		<xsl:if test="not(f:tenth)"><p><xsl:value-of select="key('m', 'reliability.untested')"/></p></xsl:if>
		<xsl:if test="f:tenth"><div class="maps"><xsl:call-template name="diagram"/><xsl:call-template name="tenths"/></div></xsl:if>
	</section>
</xsl:template>

<!-- 0 to 100 per cent are 300 units, from (50, 310) to the right and upwards. -->
<xsl:template name="diagram">
	<figure>
		<svg role="img" class="reliability" viewBox="0 0 370 360" aria-labelledby="{@name}-t">
			<title id="{@name}-t"><xsl:value-of select="key('m', 'reliability.picture')"/></title>
			<rect x="50" y="10" width="300" height="300" class="frame"/>
			<line x1="50" y1="310" x2="350" y2="10" class="diagonal"/>
			<xsl:call-template name="scale"/>
			<xsl:for-each select="f:tenth">
				<xsl:if test="@low and @acts &gt;= 5"><line x1="{50 + 3 * @forecast}" x2="{50 + 3 * @forecast}" y1="{310 - 3 * @low}" y2="{310 - 3 * @high}" class="interval"/></xsl:if>
				<circle cx="{50 + 3 * @forecast}" cy="{310 - 3 * @observed}" r="5" class="point"/>
			</xsl:for-each>
		</svg>
		<figcaption><xsl:value-of select="key('m', 'reliability.picture')"/></figcaption>
	</figure>
</xsl:template>

<xsl:template name="scale">
	<xsl:param name="at" select="0"/>
	<text x="{50 + 3 * $at}" y="330"><xsl:value-of select="$at"/></text>
	<text x="44" y="{314 - 3 * $at}" class="end"><xsl:value-of select="$at"/></text>
	<xsl:if test="$at &lt; 100"><xsl:call-template name="scale"><xsl:with-param name="at" select="$at + 25"/></xsl:call-template></xsl:if>
	<xsl:if test="$at = 0"><text x="200" y="352"><xsl:value-of select="key('m', 'col.mean')"/>, %</text>
		<text x="58" y="28" class="from"><xsl:value-of select="key('m', 'col.came')"/>, %</text></xsl:if>
</xsl:template>

<xsl:template name="tenths">
	<div class="scroll"><table>
		<caption id="cap-{@name}"><xsl:value-of select="key('m', 'cap.reliability')"/></caption>
		<xsl:call-template name="head"><xsl:with-param name="cols" select="'forecast-from cases-n of-acts mean came interval'"/></xsl:call-template>
		<tbody><xsl:for-each select="f:tenth"><tr>
			<th scope="row" class="nowrap"><xsl:value-of select="concat(@from, '–', @from + 10, '&#160;%')"/></th>
			<td class="n" data-th="{key('m', 'col.cases-n')}"><xsl:value-of select="@n"/></td><td class="n" data-th="{key('m', 'col.of-acts')}"><xsl:value-of select="@acts"/></td>
			<td class="n" data-th="{key('m', 'col.mean')}"><xsl:value-of select="concat(round(@forecast), '&#160;%')"/></td><td class="n" data-th="{key('m', 'col.came')}"><xsl:value-of select="concat(round(@observed), '&#160;%')"/></td>
			<td class="n nowrap" data-th="{key('m', 'col.interval')}"><xsl:if test="@low and @acts &gt;= 5"><xsl:value-of select="concat(round(@low), '–', round(@high), '&#160;%')"/></xsl:if></td>
		</tr></xsl:for-each></tbody>
	</table></div>
</xsl:template>

</xsl:stylesheet>
