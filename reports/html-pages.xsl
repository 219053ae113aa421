<?xml version="1.0" encoding="UTF-8"?>
<!-- html-pages.xsl - part of html.xsl: changes, matrix, deadlines, portfolio, scoreboard, method, sources, a state. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:f="urn:adquem:findings:1"
	xmlns:str="http://exslt.org/strings" exclude-result-prefixes="f str">

<xsl:template match="f:findings[@scope='changes' or @scope='matrix' or @scope='deadlines' or @scope='portfolio' or @scope='scoreboard'
	or @scope='reliability' or @scope='method' or @scope='sources']" mode="title"><xsl:value-of select="key('m', concat('title.', @scope))"/></xsl:template>

<xsl:template match="f:findings[@scope='state']" mode="title"><xsl:value-of select="f:states/f:state[@code=$root/f:standings/f:standing/@state]/@name"/></xsl:template>

<!-- A scrolling table: its caption, its heads, the rows as content. -->
<xsl:template name="table">
	<xsl:param name="id"/>
	<xsl:param name="caption"/>
	<xsl:param name="cols"/>
	<xsl:param name="rows"/>
	<xsl:param name="class"/><!-- vh: the heading above says the same -->
	<div class="scroll"><table class="rows">
		<caption id="cap-{$id}"><xsl:if test="$class!=''"><xsl:attribute name="class"><xsl:value-of select="$class"/></xsl:attribute></xsl:if><xsl:copy-of select="$caption"/></caption>
		<xsl:call-template name="head"><xsl:with-param name="cols" select="$cols"/></xsl:call-template>
		<tbody><xsl:copy-of select="$rows"/></tbody>
	</table></div>
</xsl:template>

<!-- changes =============================================================================================================== -->
<xsl:template match="f:findings[@scope='changes']" mode="page">
	<xsl:call-template name="changes"/>
	<xsl:call-template name="runs"/>
	<xsl:for-each select="f:history/f:run[f:change]">
		<xsl:variable name="day"><xsl:call-template name="date"><xsl:with-param name="d" select="@on"/></xsl:call-template></xsl:variable>
		<section aria-labelledby="run-{@no}"><h2 id="run-{@no}"><xsl:value-of select="$day"/></h2>
			<xsl:call-template name="table"><xsl:with-param name="id" select="concat('run-', @no)"/><xsl:with-param name="caption" select="string(key('m', 'cap.history'))"/>
				<xsl:with-param name="cols" select="'event act state now known'"/><xsl:with-param name="rows"><xsl:apply-templates select="f:change"/></xsl:with-param></xsl:call-template>
		</section>
	</xsl:for-each>
</xsl:template>

<!-- The step line of open items over the runs, and the same numbers. -->
<xsl:template name="runs">
	<xsl:variable name="runs" select="$root/f:runs/f:run"/>
	<xsl:if test="$runs">
		<section aria-labelledby="runs"><h2 id="runs"><xsl:value-of select="key('m', 'h.runs')"/></h2>
			<svg role="img" class="line" viewBox="0 0 1000 220" aria-labelledby="runs-t"><title id="runs-t"><xsl:value-of select="key('m', 'cap.runs')"/></title>
				<line x1="0" y1="210" x2="1000" y2="210" class="axis"/>
				<path class="step"><xsl:attribute name="d"><xsl:for-each select="$runs">
					<xsl:choose><xsl:when test="position()=1">M</xsl:when><xsl:otherwise>H<xsl:value-of select="@across"/>V</xsl:otherwise></xsl:choose>
					<xsl:if test="position()=1"><xsl:value-of select="concat(@across, ' ')"/></xsl:if><xsl:value-of select="210 - @up * 0.2"/></xsl:for-each></xsl:attribute></path>
			</svg>
			<xsl:call-template name="table"><xsl:with-param name="id" select="'runs'"/><xsl:with-param name="caption" select="string(key('m', 'cap.runs'))"/>
				<xsl:with-param name="cols" select="'date open'"/><xsl:with-param name="rows"><xsl:for-each select="$runs"><tr>
					<th scope="row"><xsl:call-template name="time"><xsl:with-param name="d" select="@on"/></xsl:call-template></th><xsl:call-template name="n"><xsl:with-param name="col" select="'open'"/><xsl:with-param name="n" select="@open"/></xsl:call-template></tr></xsl:for-each></xsl:with-param></xsl:call-template>
		</section>
	</xsl:if>
</xsl:template>

<!-- matrix ================================================================================================================ -->
<xsl:template match="f:findings[@scope='matrix']" mode="page">
	<xsl:if test="f:years/f:year"><ul class="plain"><xsl:for-each select="f:years/f:year">
		<li><a href="matrix-{@name}.html"><xsl:value-of select="@name"/></a><xsl:text> </xsl:text><xsl:call-template name="count"><xsl:with-param name="key" select="'n.act'"/><xsl:with-param name="n" select="@acts"/></xsl:call-template></li>
	</xsl:for-each></ul></xsl:if>
	<xsl:if test="f:acts/f:act or not(f:years/f:year)"><xsl:call-template name="matrix"/></xsl:if>
	<p><xsl:call-template name="count"><xsl:with-param name="key" select="'text.unread'"/><xsl:with-param name="n" select="$counts/@acts-unread"/></xsl:call-template>
		<xsl:text> </xsl:text><a href="portfolio.html"><xsl:value-of select="key('m', 'page.portfolio')"/></a></p>
</xsl:template>

<!-- deadlines ============================================================================================================= -->
<xsl:template match="f:findings[@scope='deadlines']" mode="page">
	<p class="intro"><xsl:value-of select="key('m', 'intro.due')"/></p>
	<xsl:if test="not(f:months/f:month)"><p><xsl:value-of select="key('m', 'date.none')"/></p></xsl:if>
	<xsl:call-template name="months"><xsl:with-param name="which" select="'ahead'"/><xsl:with-param name="months" select="f:months/f:month[@ahead='yes']"/></xsl:call-template>
	<xsl:call-template name="months"><xsl:with-param name="which" select="'passed'"/><xsl:with-param name="months" select="f:months/f:month[@ahead='no']"/></xsl:call-template>
</xsl:template>

<!-- Months, nearest first; their columns run on from one table to the next, so the heads are shown once. -->
<xsl:template name="months">
	<xsl:param name="which"/>
	<xsl:param name="months"/>
	<xsl:if test="$months"><section class="months" aria-labelledby="{$which}"><h2 id="{$which}"><xsl:value-of select="key('m', concat('h.', $which))"/></h2>
		<xsl:for-each select="$months">
			<xsl:variable name="name"><xsl:call-template name="date"><xsl:with-param name="d" select="@name"/></xsl:call-template></xsl:variable>
			<h3 id="m{@name}"><xsl:value-of select="$name"/></h3>
			<xsl:call-template name="table"><xsl:with-param name="id" select="@name"/><xsl:with-param name="caption" select="$name"/><xsl:with-param name="class" select="'vh'"/>
				<xsl:with-param name="cols"><xsl:text>date </xsl:text><xsl:choose><xsl:when test="$which='ahead'">due</xsl:when><xsl:otherwise>past</xsl:otherwise></xsl:choose> any-act kind provisions</xsl:with-param><xsl:with-param name="rows"><xsl:apply-templates select="f:item"/></xsl:with-param></xsl:call-template>
		</xsl:for-each>
	</section></xsl:if>
</xsl:template>

<xsl:template match="f:month/f:item | f:findings[@scope='state']/f:due/f:item" priority="2">
	<tr>
		<th scope="row" class="day"><xsl:call-template name="time"><xsl:with-param name="d" select="@date"/></xsl:call-template><xsl:call-template name="mark"/></th>
		<td class="nowrap"><xsl:choose>
			<xsl:when test="@days-left &lt; 0"><xsl:call-template name="count"><xsl:with-param name="key" select="'n.days-ago'"/><xsl:with-param name="n" select="-@days-left"/></xsl:call-template></xsl:when>
			<xsl:otherwise><xsl:call-template name="count"><xsl:with-param name="key" select="'n.days-left'"/><xsl:with-param name="n" select="@days-left"/></xsl:call-template></xsl:otherwise></xsl:choose></td>
		<td class="title"><strong><a href="{$up}acts/{@celex}.html"><xsl:call-template name="short"/></a></strong><xsl:text> </xsl:text><span class="num"><xsl:value-of select="@number"/></span></td>
		<td><span class="kind k-{@kind}"><xsl:value-of select="key('m', concat('date.', @kind))"/></span></td>
		<td class="free"><xsl:call-template name="quoted"><xsl:with-param name="text" select="@provisions"/></xsl:call-template><xsl:if test="@letter"><xsl:text> </xsl:text><xsl:call-template name="chip"/></xsl:if></td>
	</tr>
</xsl:template>

<!-- portfolio ============================================================================================================= -->
<xsl:template match="f:findings[@scope='portfolio']" mode="page">
	<p class="intro"><xsl:value-of select="key('m', 'intro.portfolio')"/></p>
	<xsl:if test="count(f:pillars/f:pillar) &gt; 1"><nav aria-label="{key('m', 'h.contents')}"><ul>
		<xsl:for-each select="f:pillars/f:pillar"><li><a href="#p-{@name}"><xsl:value-of select="@title"/></a></li></xsl:for-each>
		<li><a href="#context"><xsl:value-of select="key('m', 'h.context')"/></a></li></ul></nav></xsl:if>
	<xsl:if test="f:pillars/f:pillar/f:act[@rank='6' or f:case/@unverified]"><p class="sub"><xsl:value-of select="key('m', 'unverified.note')"/></p></xsl:if>
	<xsl:for-each select="f:pillars/f:pillar">
		<section aria-labelledby="p-{@name}"><h2 id="p-{@name}"><xsl:value-of select="@title"/></h2>
			<p><xsl:call-template name="count"><xsl:with-param name="key" select="'n.act'"/><xsl:with-param name="n" select="@acts"/></xsl:call-template><xsl:value-of select="$join"/>
				<xsl:call-template name="count"><xsl:with-param name="key" select="'pillar.read'"/><xsl:with-param name="n" select="@acts-read"/></xsl:call-template><xsl:value-of select="$join"/>
				<xsl:call-template name="count"><xsl:with-param name="key" select="'n.case'"/><xsl:with-param name="n" select="@open-cases"/></xsl:call-template>.</p>
			<div class="scroll"><table class="unread">
				<caption id="cap-{@name}" class="vh"><xsl:value-of select="@title"/></caption>
				<xsl:call-template name="head"><xsl:with-param name="cols" select="'act deadlines cases'"/></xsl:call-template>
				<tbody><xsl:apply-templates select="f:act" mode="unread"/></tbody>
			</table></div>
		</section>
	</xsl:for-each>
	<xsl:call-template name="context"/>
</xsl:template>

<!-- a state =============================================================================================================== -->
<xsl:template match="f:findings[@scope='state']" mode="page">
	<xsl:variable name="s" select="f:standings/f:standing"/>
	<dl class="numbers">
		<xsl:for-each select="str:tokenize('nothing-notified open cases unknown', ' ')"><xsl:variable name="name" select="string(.)"/><xsl:for-each select="$s/@*[name()=$name]">
			<div><dt><xsl:call-template name="word"><xsl:with-param name="key" select="concat('standing.', name())"/></xsl:call-template></dt><dd class="big"><a>
				<xsl:attribute name="href"><xsl:choose><xsl:when test="name()='cases'">#cases</xsl:when><xsl:when test=". = 0">#by-letter</xsl:when>
					<xsl:otherwise>#l-<xsl:value-of select="substring-before(substring-after('nothing-notified=O open=I unknown=U ', concat(name(), '=')), ' ')"/></xsl:otherwise></xsl:choose></xsl:attribute>
				<xsl:value-of select="format-number(., '#&#160;##0', 'n')"/></a></dd></div>
		</xsl:for-each></xsl:for-each>
	</dl>
	<section aria-labelledby="candidates"><h2 id="candidates"><xsl:value-of select="key('m', 'h.candidates')"/></h2>
		<xsl:if test="not(f:flags/f:flag)"><p><xsl:value-of select="key('m', 'none.state')"/></p></xsl:if>
		<xsl:if test="f:flags/f:flag"><xsl:call-template name="table"><xsl:with-param name="id" select="'flags'"/><xsl:with-param name="caption" select="string(key('m', 'h.candidates'))"/><xsl:with-param name="class" select="'vh'"/>
			<xsl:with-param name="cols" select="'act letter stage deadline days known'"/><xsl:with-param name="rows"><xsl:apply-templates select="f:flags/f:flag" mode="state"/></xsl:with-param></xsl:call-template></xsl:if>
	</section>
	<section aria-labelledby="by-letter"><h2 id="by-letter"><xsl:value-of select="key('m', 'h.by-letter')"/></h2>
		<xsl:if test="not(f:letters/f:letter)"><p><xsl:value-of select="key('m', 'none.by-letter')"/></p></xsl:if>
		<dl class="words"><xsl:apply-templates select="f:letters/f:letter"/></dl>
	</section>
	<section aria-labelledby="due"><h2 id="due"><xsl:value-of select="key('m', 'h.due')"/></h2>
		<xsl:if test="not(f:due/f:item)"><p><xsl:value-of select="key('m', 'none.due')"/></p></xsl:if>
		<xsl:if test="f:due/f:item"><xsl:call-template name="table"><xsl:with-param name="id" select="'due'"/><xsl:with-param name="caption" select="string(key('m', 'cap.due'))"/><xsl:with-param name="class" select="'vh'"/>
			<xsl:with-param name="cols" select="'date due any-act kind provisions'"/><xsl:with-param name="rows"><xsl:apply-templates select="f:due/f:item"/></xsl:with-param></xsl:call-template></xsl:if>
	</section>
	<section aria-labelledby="cases"><h2 id="cases"><xsl:value-of select="key('m', 'col.cases')"/></h2><xsl:call-template name="cases"/></section>
	<xsl:call-template name="outputs"><xsl:with-param name="calendar" select="concat('calendars/', $s/@state, '.ics')"/></xsl:call-template>
</xsl:template>

<!-- The deadlines of a letter; where an act has several of them, with the day. -->
<xsl:template match="f:letters/f:letter">
	<div id="l-{@code}"><dt><span class="chip {@code}"><xsl:value-of select="@code"/></span><xsl:text> </xsl:text><xsl:value-of select="concat(key('m', concat('letter.', @code)), $colon, @n)"/></dt>
		<dd><xsl:for-each select="f:cell"><xsl:if test="position() &gt; 1">, </xsl:if>
			<a href="{$up}acts/{@celex}.html#d{@deadline-no}-{$root/f:standings/f:standing/@state}"><xsl:call-template name="short"/>
				<xsl:if test="@celex = preceding-sibling::f:cell[1]/@celex or @celex = following-sibling::f:cell[1]/@celex"><xsl:text> (</xsl:text><xsl:call-template name="time"><xsl:with-param name="d" select="@deadline"/></xsl:call-template>)</xsl:if></a></xsl:for-each></dd></div>
</xsl:template>

<xsl:template match="f:flag" mode="state">
	<tr>
		<th scope="row"><strong><a href="{$up}acts/{@celex}.html#d{@deadline-no}-{@state}"><xsl:call-template name="short"/></a></strong><xsl:text> </xsl:text><a class="num" href="{$eurlex}{@celex}" rel="noreferrer noopener"><xsl:value-of select="@number"/><span class="vh"><xsl:text> </xsl:text><xsl:value-of select="key('m', 'eurlex')"/></span></a>
			<span class="sub"><xsl:value-of select="@pillar-title"/></span></th>
		<td><xsl:call-template name="chip"/></td>
		<td class="nowrap"><xsl:call-template name="badge"/><xsl:if test="@stage-date"><xsl:text> </xsl:text><xsl:call-template name="time"><xsl:with-param name="d" select="@stage-date"/></xsl:call-template></xsl:if></td>
		<xsl:call-template name="day"><xsl:with-param name="col" select="'deadline'"/><xsl:with-param name="d" select="@deadline"/></xsl:call-template>
		<xsl:call-template name="overdue"/>
		<td class="wide"><xsl:value-of select="@message"/><xsl:call-template name="mark"/><xsl:apply-templates select="f:forecast"/></td>
	</tr>
</xsl:template>

<!-- Cases, with the page of each; of which state they are, where the page is not that state's. -->
<xsl:template name="cases">
	<xsl:variable name="cases" select="$root/f:cases/f:case"/>
	<xsl:variable name="elsewhere" select="$root/@scope!='state'"/>
	<xsl:if test="not($cases)"><p><xsl:value-of select="key('m', 'case.none')"/></p></xsl:if>
	<xsl:if test="$cases"><xsl:call-template name="table"><xsl:with-param name="id" select="'cases'"/><xsl:with-param name="caption" select="string(key('m', 'col.cases'))"/><xsl:with-param name="class" select="'vh'"/>
		<xsl:with-param name="cols"><xsl:text>case any-act </xsl:text><xsl:if test="$elsewhere">state </xsl:if><xsl:text>kind stage since-day</xsl:text></xsl:with-param><xsl:with-param name="rows"><xsl:for-each select="$cases"><tr>
			<th scope="row"><xsl:call-template name="case-link"/><xsl:call-template name="mark"/></th>
			<td class="free"><xsl:if test="@celex"><a><xsl:attribute name="href"><xsl:value-of select="concat($up, 'acts/', @celex, '.html')"/>
				<xsl:if test="$members/@code=@state"><xsl:value-of select="concat('#', @state)"/></xsl:if></xsl:attribute><xsl:call-template name="short"/></a></xsl:if></td>
			<xsl:if test="$elsewhere"><td><xsl:choose><xsl:when test="$members/@code=@state"><a href="{$up}states/{@state}.html#cases"><xsl:call-template name="state-name"/></a></xsl:when><xsl:otherwise><xsl:call-template name="state"/></xsl:otherwise></xsl:choose></td></xsl:if>
			<td><xsl:value-of select="key('m', concat('kind.', @kind))"/></td>
			<td class="nowrap"><xsl:call-template name="badge"/><xsl:text> </xsl:text><xsl:call-template name="time"><xsl:with-param name="d" select="@stage-date"/></xsl:call-template></td>
			<xsl:if test="@opened"><xsl:call-template name="day"><xsl:with-param name="col" select="'since-day'"/><xsl:with-param name="d" select="@opened"/></xsl:call-template></xsl:if>
			<xsl:if test="not(@opened)"><td data-th="{key('m', 'col.since-day')}"><xsl:value-of select="key('m', 'case.unopened')"/></td></xsl:if>
		</tr></xsl:for-each></xsl:with-param></xsl:call-template></xsl:if>
	<xsl:if test="$cases/@end-unread"><p class="sub"><xsl:value-of select="key('m', 'case.end-unread')"/></p></xsl:if>
	<xsl:if test="$cases/@end-not-dated"><p class="sub"><xsl:value-of select="key('m', 'case.end-not-dated')"/></p></xsl:if>
	<xsl:if test="$root/@scope='case' and $cases/@deadline-assumed"><p class="sub"><xsl:value-of select="key('m', 'case.deadline-assumed')"/></p></xsl:if>
</xsl:template>

<!-- method, sources ======================================================================================================= -->
<xsl:template match="f:findings[@scope='method']" mode="page">
	<xsl:call-template name="method"/>
	<xsl:if test="f:conflicts/f:conflict"><section aria-labelledby="conflicts"><h2 id="conflicts"><xsl:value-of select="key('m', 'h.conflicts')"/></h2>
		<xsl:call-template name="table"><xsl:with-param name="id" select="'conflicts'"/><xsl:with-param name="caption" select="string(key('m', 'cap.conflicts'))"/>
			<xsl:with-param name="cols" select="'what any-act state kept lost'"/><xsl:with-param name="rows"><xsl:for-each select="f:conflicts/f:conflict"><tr>
				<th scope="row"><xsl:call-template name="what"/></th><td><xsl:value-of select="@celex"/></td><td><xsl:value-of select="@state"/></td>
				<xsl:for-each select="@kept|@lost"><td><xsl:call-template name="value"/>
					<xsl:variable name="from" select="../@*[name()=concat(name(current()), '-from')]"/><xsl:variable name="what" select="key('m', concat('what.', $from))"/>
					<span class="sub"><xsl:value-of select="$what"/><xsl:if test="not($what)"><xsl:call-template name="quoted"><xsl:with-param name="text" select="$from"/></xsl:call-template></xsl:if></span></td></xsl:for-each></tr></xsl:for-each></xsl:with-param></xsl:call-template></section></xsl:if>
</xsl:template>

<!-- A value on which sources disagree: a day or none, a kind of date, a step and its day, or what the catalogue has said already. -->
<xsl:template name="value">
	<xsl:variable name="step" select="substring-before(concat(., ' of '), ' of ')"/>
	<xsl:variable name="word" select="key('m', concat('stage.', $step)) | key('m', concat('decision.', $step)) | key('m', concat('date.', .)) | key('m', concat('x.binding.', .))"/>
	<xsl:choose>
		<xsl:when test=".=''"><xsl:value-of select="key('m', 'date.none')"/></xsl:when>
		<xsl:when test="translate(., '0123456789-', '')=''"><xsl:call-template name="time"><xsl:with-param name="d" select="."/></xsl:call-template></xsl:when>
		<xsl:when test="$word"><xsl:value-of select="$word"/><xsl:if test="contains(., ' of ')"><xsl:text>, </xsl:text>
			<xsl:call-template name="time"><xsl:with-param name="d" select="substring-after(., ' of ')"/></xsl:call-template></xsl:if></xsl:when>
		<xsl:otherwise><xsl:value-of select="."/></xsl:otherwise>
	</xsl:choose>
</xsl:template>

<xsl:key name="file" match="f:file" use="@sha"/>
<xsl:template match="f:findings[@scope='sources']" mode="page">
	<section aria-labelledby="h-sources"><h2 id="h-sources"><xsl:value-of select="key('m', 'h.sources')"/></h2><xsl:call-template name="sources"/></section>
	<section aria-labelledby="h-reads"><h2 id="h-reads"><xsl:value-of select="key('m', 'h.reads')"/></h2>
		<xsl:call-template name="table"><xsl:with-param name="id" select="'reads'"/><xsl:with-param name="caption" select="string(key('m', 'cap.reads'))"/>
			<xsl:with-param name="cols" select="'what scope read status count evidence'"/><xsl:with-param name="rows"><xsl:for-each select="f:reads/f:read"><tr>
				<th scope="row"><xsl:call-template name="what"/></th><td><xsl:value-of select="@scope"/><xsl:if test="@query"><details><summary><xsl:value-of select="key('m', 'col.query')"/></summary><code><xsl:value-of select="@query"/></code></details></xsl:if></td>
				<td class="nowrap"><xsl:call-template name="time"><xsl:with-param name="d" select="@on"/></xsl:call-template></td><td><xsl:value-of select="key('m', concat('status.', @status))"/></td>
				<xsl:call-template name="n"><xsl:with-param name="col" select="'count'"/><xsl:with-param name="n" select="@rows"/></xsl:call-template><td><xsl:call-template name="evidence-link"/></td></tr></xsl:for-each></xsl:with-param></xsl:call-template></section>
	<section aria-labelledby="h-files"><h2 id="h-files"><xsl:value-of select="key('m', 'h.files')"/></h2>
		<xsl:call-template name="table"><xsl:with-param name="id" select="'files'"/><xsl:with-param name="caption" select="string(key('m', 'cap.files'))"/>
			<xsl:with-param name="cols" select="'evidence source read rank'"/><xsl:with-param name="rows"><xsl:for-each select="f:files/f:file"><tr>
				<xsl:if test="generate-id() = generate-id(key('file', @sha)[1])"><xsl:attribute name="id">e-<xsl:value-of select="@sha"/></xsl:attribute></xsl:if>
				<th scope="row"><code><xsl:value-of select="@sha"/></code></th><td><xsl:call-template name="quoted"><xsl:with-param name="text" select="@title"/></xsl:call-template><code class="sub"><xsl:value-of select="concat(@source, ', ', @name)"/></code><code class="sub"><xsl:value-of select="@sha256"/></code></td>
				<td class="nowrap"><xsl:call-template name="time"><xsl:with-param name="d" select="@read-on"/></xsl:call-template></td><td><xsl:value-of select="key('m', concat('rank.', @rank))"/></td></tr></xsl:for-each></xsl:with-param></xsl:call-template></section>
</xsl:template>

</xsl:stylesheet>
