<?xml version="1.0" encoding="UTF-8"?>
<!-- html-method.xsl - part of html.xsl: directives not read, context, method, foot. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:f="urn:adquem:findings:1"
	xmlns:str="http://exslt.org/strings" exclude-result-prefixes="f str">

<!-- acts not read ========================================================================================================= -->
<xsl:template name="unread">
	<xsl:variable name="acts" select="$root/f:acts/f:act[@measures='unread']"/>
	<section aria-labelledby="unread">
		<h2 id="unread"><xsl:call-template name="count"><xsl:with-param name="key" select="'h.unread'"/><xsl:with-param name="n" select="$counts/@acts-unread"/></xsl:call-template></h2>
		<xsl:if test="not($acts)"><p><xsl:value-of select="key('m', 'none.unread')"/></p></xsl:if>
		<xsl:if test="$acts">
			<p class="intro"><xsl:value-of select="key('m', 'intro.unread')"/><xsl:text> </xsl:text><code>adquem fetch --act CELEX</code>
				<xsl:text> </xsl:text><xsl:value-of select="key('m', 'intro.unread.or')"/><xsl:text> </xsl:text><code>adquem import --act CELEX FILE</code></p>
			<xsl:if test="count($acts) &lt; $counts/@acts-unread"><p><xsl:call-template name="count"><xsl:with-param name="key" select="'intro.unread.some'"/><xsl:with-param name="n" select="count($acts)"/></xsl:call-template>
				<xsl:text> </xsl:text><a href="portfolio.html"><xsl:value-of select="key('m', 'intro.unread.all')"/></a></p></xsl:if>
			<xsl:if test="$acts/@rank='6' or $acts/f:case/@unverified"><p class="sub"><xsl:value-of select="key('m', 'unverified.note')"/></p></xsl:if>
		</xsl:if>
		<xsl:for-each select="$acts[generate-id()=generate-id(key('pillar', string(@pillar))[1])]">
			<xsl:variable name="title"><xsl:value-of select="@pillar-title"/><xsl:if test="not(@pillar-title)"><xsl:value-of select="key('m', 'pillar.none')"/></xsl:if></xsl:variable>
			<xsl:variable name="id" select="concat('cap-pillar-', position())"/>
			<h3><xsl:value-of select="$title"/></h3>
			<div class="scroll"><table class="unread">
				<caption id="{$id}" class="vh"><xsl:call-template name="say"><xsl:with-param name="key" select="'cap.unread'"/><xsl:with-param name="a" select="$title"/></xsl:call-template></caption>
				<xsl:call-template name="head"><xsl:with-param name="cols" select="'act deadlines cases'"/></xsl:call-template>
				<tbody><xsl:apply-templates select="key('pillar', string(@pillar))" mode="unread"/></tbody>
			</table></div>
		</xsl:for-each>
	</section>
</xsl:template>

<xsl:template match="f:act" mode="unread">
	<xsl:variable name="cases" select="f:case[@open='yes']"/>
	<tr id="a{@celex}">
		<th scope="row"><xsl:call-template name="act-link"/><xsl:call-template name="act-title"/><code class="sub"><xsl:value-of select="@celex"/></code></th>
		<td><xsl:call-template name="deadlines"/><xsl:for-each select="f:deadline[f:tally[@letter!='U' and @letter!='B']]"><xsl:call-template name="tally"/></xsl:for-each>
			<xsl:if test="@note"><details><summary><xsl:value-of select="key('m', 'note')"/></summary><xsl:call-template name="quoted"><xsl:with-param name="text" select="@note"/></xsl:call-template></details></xsl:if></td>
		<td>
			<xsl:for-each select="str:tokenize('REF2 LFN2 J REF RO LFN', ' ')">
				<xsl:variable name="stage" select="string(.)"/>
				<xsl:variable name="these" select="$cases[@stage=$stage]"/>
				<xsl:if test="$these"><p class="cases"><xsl:call-template name="badge"><xsl:with-param name="stage" select="$stage"/></xsl:call-template>
					<xsl:for-each select="$these"><xsl:text> </xsl:text><xsl:call-template name="case"/></xsl:for-each></p></xsl:if>
			</xsl:for-each>
			<xsl:if test="f:case[@open='no']"><p class="sub"><xsl:call-template name="count"><xsl:with-param name="key" select="'n.closed'"/>
				<xsl:with-param name="n" select="count(f:case[@open='no'])"/></xsl:call-template></p></xsl:if>
			<xsl:if test="not(f:case)"><span class="sub"><xsl:value-of select="key('m', 'case.none')"/></span></xsl:if>
		</td>
	</tr>
</xsl:template>

<!-- A state with an open case; where its finding is on the list, its anchor. -->
<xsl:template name="case">
	<span class="nowrap">
		<xsl:variable name="finding" select="concat('cell/', ../@celex, '/', @deadline-no, '/', @state)"/>
		<xsl:if test="@kind='non-communication' and key('flag', $finding) and not(preceding-sibling::f:case[@open='yes'
			and @state=current()/@state and @deadline-no=current()/@deadline-no and @kind='non-communication'])">
			<xsl:attribute name="id"><xsl:value-of select="concat('c', ../@celex, '-', @deadline-no, '-', @state)"/></xsl:attribute>
		</xsl:if>
		<a href="{$up}cases/{translate(@id, '()/: ', '-----')}.html"><xsl:call-template name="state"/></a>
		<xsl:if test="@unverified"><xsl:call-template name="dagger"/></xsl:if>
		<xsl:if test="@kind!='non-communication'"><span class="sub-in"> (<xsl:value-of select="key('m', concat('kind.', @kind))"/>)</span></xsl:if>
	</span>
</xsl:template>

<xsl:template name="context">
	<section aria-labelledby="context">
		<h2 id="context"><xsl:value-of select="key('m', 'h.context')"/></h2>
		<p class="intro"><xsl:value-of select="key('m', 'intro.context')"/></p>
		<xsl:if test="not($root/f:context/f:act)"><p><xsl:value-of select="key('m', 'none.context')"/></p></xsl:if>
		<xsl:if test="$root/f:context/f:act">
			<div class="scroll"><table>
				<caption id="cap-context" class="vh"><xsl:value-of select="key('m', 'cap.context')"/></caption>
				<xsl:call-template name="head"><xsl:with-param name="cols" select="'any-act type dates'"/></xsl:call-template>
				<tbody><xsl:for-each select="$root/f:context/f:act"><tr>
					<th scope="row"><xsl:call-template name="act-link"/><xsl:call-template name="act-title"/></th>
					<td><xsl:value-of select="@type"/></td>
					<td><xsl:choose><xsl:when test="f:deadline"><xsl:call-template name="deadlines"/></xsl:when>
						<xsl:otherwise><span class="sub"><xsl:value-of select="key('m', 'date.none')"/></span></xsl:otherwise></xsl:choose></td>
				</tr></xsl:for-each></tbody>
			</table></div>
		</xsl:if>
	</section>
</xsl:template>

<!-- method ================================================================================================================ -->
<xsl:template name="method">
	<section aria-labelledby="method" class="method">
		<h2 id="method" class="vh"><xsl:value-of select="key('m', 'h.method')"/></h2>
		<p><strong><xsl:value-of select="key('m', 'method.court')"/></strong></p>
		<p><xsl:call-template name="cut"><xsl:with-param name="key" select="'method.cut'"/><xsl:with-param name="d" select="$root/@as-of"/></xsl:call-template></p>
		<p><xsl:value-of select="key('m', 'method.cell')"/></p>
		<h3 id="letters"><xsl:value-of select="key('m', 'h.letters')"/></h3>
		<xsl:call-template name="letters"/>
		<h3><xsl:value-of select="key('m', 'h.levels')"/></h3>
		<dl class="words"><xsl:for-each select="str:tokenize('case strong candidate watch dormant', ' ')">
			<div><dt><xsl:call-template name="word"><xsl:with-param name="key" select="concat('level.', .)"/></xsl:call-template></dt><dd><xsl:call-template name="word"><xsl:with-param name="key" select="concat('level-meaning.', .)"/></xsl:call-template></dd></div>
		</xsl:for-each></dl>
		<h3><xsl:value-of select="key('m', 'h.rules')"/></h3>
		<xsl:call-template name="rules"/>
		<h3><xsl:value-of select="key('m', 'h.sources')"/></h3>
		<xsl:call-template name="sources"/>
		<h3><xsl:value-of select="key('m', 'h.quality')"/></h3>
		<xsl:call-template name="quality"/>
		<h3><xsl:value-of select="key('m', 'h.limits')"/></h3>
		<ul><xsl:for-each select="str:tokenize('unknown unverified placeholder drafts scoreboard', ' ')">
			<li><xsl:call-template name="word"><xsl:with-param name="key" select="concat('method.', .)"/></xsl:call-template></li>
		</xsl:for-each></ul>
		<xsl:call-template name="reasons"/>
		<h3><xsl:value-of select="key('m', 'h.access')"/></h3>
		<p><xsl:value-of select="key('m', 'method.access')"/></p>
	</section>
</xsl:template>

<xsl:template name="letters">
	<div class="scroll"><table>
		<caption id="cap-letters"><xsl:value-of select="key('m', 'cap.letters')"/></caption>
		<xsl:call-template name="head"><xsl:with-param name="cols" select="'letter meaning n'"/></xsl:call-template>
		<tbody><xsl:for-each select="$counts/f:letter"><tr>
			<th scope="row" class="nowrap"><span class="chip {@code}"><xsl:value-of select="@code"/></span><xsl:text> </xsl:text><xsl:value-of select="key('m', concat('letter.', @code))"/></th>
			<td><xsl:value-of select="key('m', concat('meaning.', @code))"/></td>
			<xsl:call-template name="n"><xsl:with-param name="col" select="'n'"/><xsl:with-param name="n" select="@n"/></xsl:call-template>
		</tr></xsl:for-each></tbody>
	</table></div>
	<dl class="words"><xsl:for-each select="str:tokenize('LFN RO REF J LFN2 REF2', ' ')">
		<div><dt><span class="badge"><xsl:value-of select="."/></span></dt><dd><xsl:call-template name="word"><xsl:with-param name="key" select="concat('stage.', .)"/></xsl:call-template></dd></div>
	</xsl:for-each></dl>
</xsl:template>

<xsl:template name="rules">
	<p class="intro"><xsl:value-of select="key('m', 'intro.rules')"/></p>
	<div class="scroll"><table>
		<caption id="cap-rules"><xsl:value-of select="key('m', 'cap.rules')"/></caption>
		<xsl:call-template name="head"><xsl:with-param name="cols" select="'rule level basis needs since fired'"/></xsl:call-template>
		<tbody><xsl:for-each select="$root/f:rules/f:rule"><tr>
			<th scope="row"><xsl:value-of select="@title"/><code class="sub"><xsl:value-of select="@name"/></code></th>
			<td><xsl:choose>
				<xsl:when test="starts-with(@level, 'letter ')"><xsl:call-template name="chip"><xsl:with-param name="letter" select="substring(@level, 8)"/></xsl:call-template></xsl:when>
				<xsl:otherwise><xsl:value-of select="key('m', concat('level.', @level))"/></xsl:otherwise></xsl:choose></td>
			<td class="free"><xsl:value-of select="@basis"/></td>
			<td data-th="{key('m', 'col.needs')}"><xsl:value-of select="@needs"/></td>
			<td class="nowrap" data-th="{key('m', 'col.since')}"><xsl:call-template name="time"><xsl:with-param name="d" select="@since"/></xsl:call-template></td>
			<xsl:call-template name="n"><xsl:with-param name="col" select="'fired'"/><xsl:with-param name="n" select="@fired"/></xsl:call-template>
		</tr></xsl:for-each></tbody>
	</table></div>
</xsl:template>

<xsl:template name="sources">
	<p class="intro"><xsl:value-of select="key('m', 'intro.sources')"/></p>
	<div class="scroll"><table>
		<caption id="cap-sources"><xsl:value-of select="key('m', 'cap.sources')"/></caption>
		<xsl:call-template name="head"><xsl:with-param name="cols" select="'what source read status scopes rank evidence'"/></xsl:call-template>
		<tbody><xsl:for-each select="$root/f:sources/f:source"><tr>
			<th scope="row"><xsl:call-template name="what"/></th>
			<td class="free"><code><xsl:value-of select="@name"/></code><xsl:if test="@cite"><span class="sub"><xsl:call-template name="quoted"><xsl:with-param name="text" select="@cite"/></xsl:call-template></span></xsl:if></td>
			<td class="nowrap"><xsl:choose>
				<xsl:when test="@read-on"><xsl:call-template name="time"><xsl:with-param name="d" select="@read-on"/></xsl:call-template>
					<xsl:if test="@oldest and @oldest!=@read-on"><span class="sub"><xsl:call-template name="read-range"/></span></xsl:if></xsl:when>
				<xsl:otherwise><xsl:value-of select="key('m', 'status.never')"/></xsl:otherwise></xsl:choose></td>
			<td><span class="status s-{@status}"><xsl:value-of select="key('m', concat('status.', @status))"/></span>
				<xsl:if test="@limit-days"><span class="sub"><xsl:variable name="days"><xsl:call-template name="count"><xsl:with-param name="key" select="'n.day'"/>
					<xsl:with-param name="n" select="@limit-days"/></xsl:call-template></xsl:variable>
					<xsl:call-template name="say"><xsl:with-param name="key" select="'limit.days'"/><xsl:with-param name="a" select="$days"/></xsl:call-template></span></xsl:if></td>
			<xsl:call-template name="n"><xsl:with-param name="col" select="'scopes'"/><xsl:with-param name="n" select="@scopes"/></xsl:call-template>
			<td><xsl:value-of select="key('m', concat('rank.', @rank))"/></td>
			<td><xsl:call-template name="evidence-link"/></td>
		</tr></xsl:for-each></tbody>
	</table></div>
</xsl:template>

<xsl:template name="quality">
	<xsl:if test="not($root/f:quality/f:item)"><p><xsl:value-of select="key('m', 'none.quality')"/></p></xsl:if>
	<xsl:if test="$root/f:quality/f:item">
		<p class="intro"><xsl:value-of select="key('m', 'intro.quality')"/></p>
		<dl class="words"><xsl:for-each select="$root/f:quality/f:item">
			<div><dt><xsl:value-of select="format-number(@n, '#&#160;##0', 'n')"/></dt><dd><xsl:value-of select="f:message"/><xsl:text> </xsl:text><code class="sub-in"><xsl:value-of select="@kind"/></code></dd></div>
		</xsl:for-each></dl>
	</xsl:if>
</xsl:template>

<!-- Why cells are unknown: gap and trouble apart, never summed. -->
<xsl:template name="reasons">
	<xsl:if test="$counts/f:reason">
		<h4><xsl:value-of select="key('m', 'reasons')"/></h4>
		<dl class="words"><xsl:for-each select="$counts/f:reason">
			<div><dt><xsl:value-of select="format-number(@cells, '#&#160;##0', 'n')"/></dt><dd><strong><xsl:value-of select="key('m', concat('reason.kind.', @kind))"/></strong><xsl:value-of select="concat($colon, @name)"/>
				<xsl:text> </xsl:text><span class="sub-in"><xsl:call-template name="count"><xsl:with-param name="key" select="'n.act'"/><xsl:with-param name="n" select="@acts"/></xsl:call-template></span></dd></div>
		</xsl:for-each></dl>
	</xsl:if>
</xsl:template>

<xsl:template name="foot">
	<footer><p>
		<a href="{$up}method.html#letters"><xsl:value-of select="key('m', 'h.letters')"/></a>
		<span><xsl:call-template name="say"><xsl:with-param name="key" select="'foot.program'"/><xsl:with-param name="a" select="$root/@program"/></xsl:call-template></span>
		<span><xsl:call-template name="say"><xsl:with-param name="key" select="'foot.rules'"/><xsl:with-param name="a" select="$root/@rules"/></xsl:call-template></span>
		<span><xsl:call-template name="say"><xsl:with-param name="key" select="'foot.store'"/><xsl:with-param name="a">
			<xsl:value-of select="$root/@store"/><xsl:if test="not($root/@store)"><xsl:value-of select="substring($facts, 1, 12)"/></xsl:if></xsl:with-param></xsl:call-template></span>
		<span><xsl:value-of select="key('m', 'foot.same')"/></span>
		<strong><xsl:value-of select="key('m', 'foot.court')"/></strong>
	</p></footer>
</xsl:template>

</xsl:stylesheet>
