<?xml version="1.0" encoding="UTF-8"?>
<!-- html-matrix.xsl - part of html.xsl: the matrix of directives read, its legend, the same as tiles. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:f="urn:adquem:findings:1"
	xmlns:str="http://exslt.org/strings" exclude-result-prefixes="f str">

<!-- matrix ================================================================================================================ -->
<xsl:template name="matrix">
	<section aria-labelledby="matrix">
		<h2 id="matrix"><xsl:if test="$root/@scope='matrix'"><xsl:attribute name="class">vh</xsl:attribute></xsl:if><xsl:value-of select="key('m', 'h.matrix')"/></h2>
		<xsl:choose>
			<xsl:when test="$judged">
				<p class="intro"><xsl:value-of select="key('m', 'intro.matrix')"/></p>
				<section class="scroll" tabindex="0" aria-labelledby="cap-matrix"><table class="matrix">
					<caption id="cap-matrix"><xsl:call-template name="cut"><xsl:with-param name="key" select="'cap.matrix'"/><xsl:with-param name="d" select="$root/@as-of"/></xsl:call-template></caption>
					<thead><tr><th scope="col"><xsl:value-of select="key('m', 'col.act')"/></th>
						<xsl:for-each select="$members"><th scope="col"><abbr title="{@name}"><xsl:value-of select="@code"/></abbr></th></xsl:for-each></tr></thead>
					<tbody><xsl:for-each select="$judged"><xsl:call-template name="matrix-row"/></xsl:for-each></tbody>
				</table></section>
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
		<th scope="row"><strong><a href="{$up}acts/{../@celex}.html"><xsl:for-each select=".."><xsl:call-template name="short"/></xsl:for-each></a></strong><xsl:text> </xsl:text><span class="num"><xsl:value-of select="../@number"/></span>
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
	<td class="{@letter}" title="{@state}{$colon}{f:message}">
		<xsl:if test="@changed"><xsl:attribute name="class"><xsl:value-of select="@letter"/> ch</xsl:attribute></xsl:if>
		<xsl:choose>
			<xsl:when test="$root/@scope='index' and @level and @level!='dormant' and @finding"><a href="#c{../../@celex}-{../@no}-{@state}"><xsl:call-template name="cell"/></a></xsl:when>
			<xsl:otherwise><a href="{$up}acts/{../../@celex}.html#d{../@no}-{@state}"><xsl:call-template name="cell"/></a></xsl:otherwise>
		</xsl:choose>
	</td>
</xsl:template>

<xsl:template name="cell">
	<span aria-hidden="true"><xsl:value-of select="@letter"/><xsl:if test="@unverified">†</xsl:if>
		<xsl:if test="@stage and @stage!='none' and @stage!='unread'"><small><xsl:choose><xsl:when test="@stage='closed'"><xsl:value-of select="key('m', 'stage.closed')"/></xsl:when>
			<xsl:otherwise><xsl:value-of select="@stage"/></xsl:otherwise></xsl:choose></small></xsl:if></span>
	<xsl:if test="@changed"><small><xsl:value-of select="key('m', 'changed')"/></small></xsl:if>
	<span class="vh"><xsl:value-of select="f:message"/><xsl:if test="@unverified"> (<xsl:value-of select="key('m', 'unverified')"/>)</xsl:if></span>
</xsl:template>

<xsl:template name="legend">
	<h3 class="vh"><xsl:value-of select="key('m', 'h.legend')"/></h3>
	<ul class="legend">
		<xsl:for-each select="str:tokenize('O I A C X N S P B U', ' ')">
			<li><span class="chip {.}"><xsl:value-of select="."/></span><xsl:text> </xsl:text><xsl:call-template name="word"><xsl:with-param name="key" select="concat('letter.', .)"/></xsl:call-template></li>
		</xsl:for-each>
		<xsl:for-each select="str:tokenize('LFN RO REF J LFN2 REF2', ' ')">
			<li><span class="badge"><xsl:value-of select="."/></span><xsl:text> </xsl:text><xsl:call-template name="word"><xsl:with-param name="key" select="concat('stage.', .)"/></xsl:call-template></li>
		</xsl:for-each>
	</ul>
</xsl:template>

<!-- Hatches of the tiles, defined once for all maps. -->
<xsl:template name="patterns">
	<xsl:if test="$root//f:cell"><svg class="defs" width="0" height="0" aria-hidden="true" focusable="false"><defs>
		<pattern id="hatch-O" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="6" height="6" fill="#9b1c1c"/><rect width="2" height="6" fill="#7d1414"/></pattern>
		<pattern id="hatch-U" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="6" height="6" fill="#c9c9d3"/><rect width="2" height="6" fill="#e6e6ec"/></pattern>
	</defs></svg></xsl:if>
</xsl:template>

<!-- How many states stand under each letter, gravest first: beside a map, or in one line. -->
<xsl:template name="tally">
	<xsl:variable name="cells" select="f:cell"/>
	<xsl:variable name="tally" select="f:tally"/>
	<ul class="tally"><xsl:for-each select="str:tokenize('O I A C X N S P B U', ' ')">
		<xsl:variable name="n" select="count($cells[@letter=current()]) + sum($tally[not($cells)][@letter=current()]/@n)"/>
		<xsl:if test="$n &gt; 0"><li><span class="chip {.}"><xsl:value-of select="."/></span><xsl:text> </xsl:text><strong><xsl:value-of select="$n"/></strong>
			<xsl:text> </xsl:text><xsl:call-template name="word"><xsl:with-param name="key" select="concat('letter.', .)"/></xsl:call-template></li></xsl:if>
	</xsl:for-each></ul>
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
	<xsl:variable name="cells" select="f:cell"/>
	<xsl:variable name="tally"><xsl:for-each select="str:tokenize('O I A C X N S P B U', ' ')"><xsl:variable name="n" select="count($cells[@letter=current()])"/>
		<xsl:if test="$n &gt; 0"><xsl:value-of select="concat(', ', ., ' ', $n)"/></xsl:if></xsl:for-each></xsl:variable>
	<figure class="map">
		<svg role="img" aria-labelledby="{$id}-t {$id}-d" viewBox="0 0 308 352">
			<title id="{$id}-t"><xsl:call-template name="say"><xsl:with-param name="key" select="'map.title'"/><xsl:with-param name="a" select="../@short"/><xsl:with-param name="b" select="$day"/></xsl:call-template></title>
			<desc id="{$id}-d"><xsl:call-template name="say"><xsl:with-param name="key" select="'map.desc'"/><xsl:with-param name="a" select="../@short"/><xsl:with-param name="b" select="substring($tally, 3)"/></xsl:call-template></desc>
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
		<figcaption><strong><xsl:for-each select=".."><xsl:call-template name="short"/></xsl:for-each></strong>, <xsl:value-of select="$day"/><xsl:call-template name="tally"/></figcaption>
	</figure>
</xsl:template>

</xsl:stylesheet>
