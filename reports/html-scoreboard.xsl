<?xml version="1.0" encoding="UTF-8"?>
<!-- html-scoreboard.xsl - part of html.xsl: the Member States side by side, in numbers and as bars. Each picture repeats a
     table above it. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:f="urn:adquem:findings:1"
	xmlns:str="http://exslt.org/strings" exclude-result-prefixes="f str">

<xsl:template match="f:findings[@scope='scoreboard']" mode="page">
	<xsl:variable name="rows" select="f:standings/f:standing"/>
	<p class="intro"><xsl:value-of select="key('m', 'intro.scoreboard')"/></p>
	<p><xsl:value-of select="key('m', 'method.scoreboard')"/></p>
	<xsl:call-template name="table"><xsl:with-param name="id" select="'score'"/><xsl:with-param name="caption" select="string(key('m', 'cap.scoreboard'))"/>
		<xsl:with-param name="cols" select="'state judged nothing incomplete cases-open average band-6 band-12 band-24 band-over unknown-all'"/>
		<xsl:with-param name="rows"><xsl:for-each select="$rows"><tr id="{@state}">
			<th scope="row"><a href="{$up}states/{@state}.html"><xsl:call-template name="state-name"/></a></th>
			<xsl:call-template name="numbers-of"><xsl:with-param name="cols" select="'judged nothing incomplete cases-open average band-6 band-12 band-24 band-over unknown-all'"/>
				<xsl:with-param name="names" select="'judged nothing-notified open cases average-days band-6 band-12 band-24 band-over unknown'"/></xsl:call-template>
		</tr></xsl:for-each></xsl:with-param></xsl:call-template>
	<xsl:if test="$rows and not($rows/@deficit)"><p><xsl:value-of select="key('m', 'scoreboard.few')"/></p></xsl:if>
	<div class="pair"><xsl:call-template name="bars"><xsl:with-param name="rows" select="$rows"/></xsl:call-template>
		<xsl:call-template name="bands"><xsl:with-param name="rows" select="$rows"/></xsl:call-template></div>
	<xsl:apply-templates select="f:scoreboard[f:line]" mode="page"/>
</xsl:template>

<!-- Cells of a row: an attribute each, under the column of the same place. -->
<xsl:template name="numbers-of">
	<xsl:param name="cols"/>
	<xsl:param name="names"/>
	<xsl:variable name="row" select="."/>
	<xsl:for-each select="str:tokenize($names, ' ')">
		<xsl:variable name="at" select="position()"/>
		<xsl:variable name="name" select="string(.)"/>
		<xsl:variable name="col" select="string(str:tokenize($cols, ' ')[$at])"/>
		<xsl:for-each select="$row"><xsl:call-template name="n"><xsl:with-param name="col" select="$col"/><xsl:with-param name="n" select="string(@*[name()=$name])"/>
			<xsl:with-param name="to"><xsl:choose>
				<xsl:when test="not(@state) or contains(' judged average cells ', concat(' ', $col, ' ')) or contains($col, 'share') or contains($col, 'delay')"/>
				<xsl:when test="starts-with($col, 'unknown')">portfolio.html</xsl:when>
				<xsl:when test="$col='cases-open'"><xsl:value-of select="concat($up, 'states/', @state, '.html#cases')"/></xsl:when>
				<xsl:otherwise><xsl:value-of select="concat($up, 'states/', @state, '.html#candidates')"/></xsl:otherwise></xsl:choose></xsl:with-param></xsl:call-template></xsl:for-each>
	</xsl:for-each>
</xsl:template>

<!-- The shares by the scoreboard's reckoning, of our own base. -->
<xsl:template match="f:scoreboard" mode="page">
	<xsl:variable name="from"><xsl:call-template name="date"><xsl:with-param name="d" select="@due-by"/></xsl:call-template></xsl:variable>
	<xsl:variable name="to"><xsl:call-template name="date"><xsl:with-param name="d" select="@notified-by"/></xsl:call-template></xsl:variable>
	<!-- of few, a rate would say nothing: then its columns are left out -->
	<xsl:variable name="rate" select="boolean(f:line[@cells &gt;= 50])"/>
	<xsl:variable name="cols"><xsl:text>cells unknown nothing </xsl:text><xsl:if test="$rate">share-nothing </xsl:if><xsl:text>delay-nothing outstanding </xsl:text>
		<xsl:if test="$rate">share-outstanding </xsl:if><xsl:text>delay-outstanding long-outstanding</xsl:text></xsl:variable>
	<section aria-labelledby="shares"><h2 id="shares"><xsl:value-of select="key('m', 'h.shares')"/></h2>
		<p><xsl:value-of select="f:message"/></p>
		<xsl:call-template name="table"><xsl:with-param name="id" select="'shares'"/>
			<xsl:with-param name="caption"><xsl:call-template name="say"><xsl:with-param name="key" select="'cap.shares'"/><xsl:with-param name="a" select="$from"/><xsl:with-param name="b" select="$to"/></xsl:call-template></xsl:with-param>
			<xsl:with-param name="cols" select="concat('state ', $cols)"/>
			<xsl:with-param name="rows"><xsl:for-each select="f:line"><xsl:variable name="share"><xsl:if test="@cells &lt; 50">no-</xsl:if>percent</xsl:variable><tr>
				<th scope="row"><xsl:choose><xsl:when test="@state"><a href="{$up}states/{@state}.html#candidates"><xsl:call-template name="state-name"/></a></xsl:when>
					<xsl:otherwise><xsl:value-of select="key('m', 'scoreboard.union')"/></xsl:otherwise></xsl:choose></th>
				<xsl:call-template name="numbers-of"><xsl:with-param name="cols" select="string($cols)"/>
					<xsl:with-param name="names"><xsl:text>cells unknown unnotified </xsl:text><xsl:if test="$rate">unnotified-<xsl:value-of select="$share"/><xsl:text> </xsl:text></xsl:if><xsl:text>unnotified-delay outstanding </xsl:text>
						<xsl:if test="$rate">outstanding-<xsl:value-of select="$share"/><xsl:text> </xsl:text></xsl:if><xsl:text>outstanding-delay outstanding-long</xsl:text></xsl:with-param></xsl:call-template>
			</tr></xsl:for-each></xsl:with-param></xsl:call-template>
	</section>
</xsl:template>

<xsl:template name="state-name">
	<xsl:variable name="code" select="@state"/>
	<xsl:value-of select="concat($root/f:states/f:state[@code=$code]/@name, ' (', $code, ')')"/>
</xsl:template>

<!-- Bars, longest first: the share with nothing notified with its two lines where there is one, else open cases. -->
<xsl:template name="bars">
	<xsl:param name="rows"/>
	<xsl:variable name="rate" select="boolean($rows/@deficit)"/>
	<xsl:variable name="most"><xsl:for-each select="$rows"><xsl:sort select="number($rate) * concat('0', @deficit) + number(not($rate)) * @cases" data-type="number" order="descending"/>
		<xsl:if test="position()=1"><xsl:value-of select="number($rate) * concat('0', @deficit) + number(not($rate)) * @cases"/></xsl:if></xsl:for-each></xsl:variable>
	<xsl:variable name="scale" select="260 div ($most + number($most=0))"/>
	<xsl:variable name="caption" select="key('m', concat('bars.', substring('casesrate', 1 + 5 * number($rate), 5 - number($rate))))"/>
	<xsl:if test="$rows"><figure><figcaption><xsl:value-of select="$caption"/></figcaption><svg role="img" class="bars" viewBox="0 0 320 {14 * count($rows) + 16}" aria-labelledby="bars-t"><title id="bars-t"><xsl:value-of select="$caption"/></title>
		<xsl:for-each select="$rows">
			<xsl:sort select="number($rate) * concat('0', @deficit) + number(not($rate)) * @cases" data-type="number" order="descending"/>
			<xsl:variable name="v" select="number($rate) * concat('0', @deficit) + number(not($rate)) * @cases"/>
			<text x="18" y="{14 * position() - 4}" class="end"><xsl:value-of select="@state"/></text>
			<rect x="22" y="{14 * position() - 12}" height="10" width="{format-number($scale * $v, '0.#')}"/>
			<text x="{format-number(26 + $scale * $v, '0.#')}" y="{14 * position() - 4}" class="from"><xsl:value-of select="translate($v, '.', $decimal)"/></text>
		</xsl:for-each>
		<xsl:if test="$rate"><xsl:for-each select="str:tokenize('1 0.5', ' ')"><xsl:if test="$most &gt;= .">
			<line class="target" x1="{format-number(22 + $scale * ., '0.#')}" x2="{format-number(22 + $scale * ., '0.#')}" y1="0" y2="{14 * count($rows)}"/>
			<text x="{format-number(22 + $scale * ., '0.#')}" y="{14 * count($rows) + 11}"><xsl:value-of select="translate(., '.', $decimal)"/>&#160;%</text></xsl:if></xsl:for-each></xsl:if>
	</svg></figure></xsl:if>
</xsl:template>

<!-- Delay bands, stacked from short to long; the number stands in each. -->
<xsl:template name="bands">
	<xsl:param name="rows"/>
	<xsl:variable name="late" select="$rows[@band-6 + @band-12 + @band-24 + @band-over &gt; 0]"/>
	<xsl:variable name="most"><xsl:for-each select="$late"><xsl:sort select="@band-6 + @band-12 + @band-24 + @band-over" data-type="number" order="descending"/>
		<xsl:if test="position()=1"><xsl:value-of select="@band-6 + @band-12 + @band-24 + @band-over"/></xsl:if></xsl:for-each></xsl:variable>
	<xsl:if test="$late"><figure><figcaption><xsl:value-of select="key('m', 'bars.bands')"/></figcaption><svg role="img" class="bars" viewBox="0 0 320 {14 * count($late) + 18}" aria-labelledby="bands-t"><title id="bands-t"><xsl:value-of select="key('m', 'bars.bands')"/></title>
		<xsl:for-each select="str:tokenize('6 12 24 over', ' ')">
			<rect class="b-{.}" x="{22 + 74 * (position() - 1)}" y="2" width="9" height="9"/><text x="{34 + 74 * (position() - 1)}" y="10" class="from"><xsl:call-template name="word"><xsl:with-param name="key" select="concat('bars.band-', .)"/></xsl:call-template></text>
		</xsl:for-each>
		<xsl:for-each select="$late">
			<xsl:sort select="@band-6 + @band-12 + @band-24 + @band-over" data-type="number" order="descending"/>
			<text x="18" y="{14 * position() + 12}" class="end"><xsl:value-of select="@state"/></text>
			<xsl:variable name="y" select="14 * position() + 4"/>
			<xsl:call-template name="band"><xsl:with-param name="name" select="'6'"/><xsl:with-param name="n" select="@band-6"/><xsl:with-param name="before" select="0"/><xsl:with-param name="y" select="$y"/><xsl:with-param name="scale" select="290 div $most"/></xsl:call-template>
			<xsl:call-template name="band"><xsl:with-param name="name" select="'12'"/><xsl:with-param name="n" select="@band-12"/><xsl:with-param name="before" select="@band-6"/><xsl:with-param name="y" select="$y"/><xsl:with-param name="scale" select="290 div $most"/></xsl:call-template>
			<xsl:call-template name="band"><xsl:with-param name="name" select="'24'"/><xsl:with-param name="n" select="@band-24"/><xsl:with-param name="before" select="@band-6 + @band-12"/><xsl:with-param name="y" select="$y"/><xsl:with-param name="scale" select="290 div $most"/></xsl:call-template>
			<xsl:call-template name="band"><xsl:with-param name="name" select="'over'"/><xsl:with-param name="n" select="@band-over"/><xsl:with-param name="before" select="@band-6 + @band-12 + @band-24"/><xsl:with-param name="y" select="$y"/><xsl:with-param name="scale" select="290 div $most"/></xsl:call-template>
		</xsl:for-each>
	</svg></figure></xsl:if>
</xsl:template>

<xsl:template name="band">
	<xsl:param name="name"/>
	<xsl:param name="n"/>
	<xsl:param name="before"/>
	<xsl:param name="y"/>
	<xsl:param name="scale"/>
	<xsl:if test="$n &gt; 0">
		<rect class="b-{$name}" x="{format-number(22 + $scale * $before, '0.#')}" y="{$y}" height="10" width="{format-number($scale * $n, '0.#')}"/>
		<xsl:if test="$scale * $n &gt;= 6 * string-length($n)"><text class="t-{$name}" x="{format-number(22 + $scale * ($before + $n div 2), '0.#')}" y="{$y + 8}"><xsl:value-of select="$n"/></text></xsl:if>
	</xsl:if>
</xsl:template>

</xsl:stylesheet>
