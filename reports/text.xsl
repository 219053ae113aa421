<?xml version="1.0" encoding="UTF-8"?>
<!-- text.xsl - the index document for a terminal: plain text of at most 80 columns. The first five lines are the five that
     matter: the finding, what changed, what is overdue, cases and dates ahead, the unknown.
     In: a findings document of scope index with its catalogue. Stylesheets are self-contained: what words they share
     (say, count, date, wrap) stands in each of them. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:f="urn:adquem:findings:1"
	xmlns:str="http://exslt.org/strings" exclude-result-prefixes="f str">
<xsl:output method="text" encoding="UTF-8"/>
<xsl:strip-space elements="*"/>
<xsl:preserve-space elements="f:m f:message"/>

<xsl:key name="m" match="f:m" use="@key"/>
<xsl:variable name="root" select="/f:findings"/>
<xsl:variable name="m" select="$root/f:messages/f:m"/>
<xsl:variable name="blank" select="'                                                                                '"/>
<xsl:variable name="rule" select="'--------------------------------------------------------------------------------'"/>
<xsl:variable name="counts" select="$root/f:counts"/>
<xsl:variable name="judged" select="$root/f:acts/f:act[@measures='read']/f:deadline[f:cell]"/>

<!-- The sentence of a key, with {0} to {3} filled in. One pass, so that what is filled in is never filled in again. key() knows
     only the document of the current node, which str:tokenize changes: hence the step back to the root. -->
<xsl:template name="say">
	<xsl:param name="key"/>
	<xsl:param name="a"/>
	<xsl:param name="b"/>
	<xsl:param name="c"/>
	<xsl:param name="d"/>
	<xsl:param name="text"><xsl:for-each select="$root"><xsl:value-of select="key('m', $key)"/></xsl:for-each></xsl:param>
	<xsl:choose>
		<xsl:when test="contains($text, '{')">
			<xsl:variable name="rest" select="substring-after($text, '{')"/>
			<xsl:variable name="n" select="substring($rest, 1, 1)"/>
			<xsl:value-of select="substring-before($text, '{')"/>
			<xsl:choose>
				<xsl:when test="$n='0'"><xsl:value-of select="$a"/></xsl:when>
				<xsl:when test="$n='1'"><xsl:value-of select="$b"/></xsl:when>
				<xsl:when test="$n='2'"><xsl:value-of select="$c"/></xsl:when>
				<xsl:otherwise><xsl:value-of select="$d"/></xsl:otherwise>
			</xsl:choose>
			<xsl:call-template name="say">
				<xsl:with-param name="a" select="$a"/>
				<xsl:with-param name="b" select="$b"/>
				<xsl:with-param name="c" select="$c"/>
				<xsl:with-param name="d" select="$d"/>
				<xsl:with-param name="text" select="substring($rest, 3)"/>
			</xsl:call-template>
		</xsl:when>
		<xsl:otherwise><xsl:value-of select="$text"/></xsl:otherwise>
	</xsl:choose>
</xsl:template>

<!-- A counted sentence: KEY.0, KEY.1 or KEY.n; {0} is the number. -->
<xsl:template name="count">
	<xsl:param name="key"/>
	<xsl:param name="n"/>
	<xsl:param name="b"/>
	<xsl:variable name="exact" select="concat($key, '.', $n)"/>
	<xsl:variable name="use">
		<xsl:choose>
			<xsl:when test="($n=0 or $n=1) and $m[@key=$exact]"><xsl:value-of select="$exact"/></xsl:when>
			<xsl:otherwise><xsl:value-of select="concat($key, '.n')"/></xsl:otherwise>
		</xsl:choose>
	</xsl:variable>
	<xsl:call-template name="say">
		<xsl:with-param name="key" select="string($use)"/>
		<xsl:with-param name="a" select="$n"/>
		<xsl:with-param name="b" select="$b"/>
	</xsl:call-template>
</xsl:template>

<!-- A day or a month, written out. -->
<xsl:template name="date">
	<xsl:param name="d"/>
	<xsl:variable name="month"><xsl:for-each select="$root"><xsl:value-of select="key('m', concat('month.', substring($d, 6, 2)))"/></xsl:for-each></xsl:variable>
	<xsl:choose>
		<xsl:when test="string-length($d)=10">
			<xsl:call-template name="say">
				<xsl:with-param name="key" select="'date.day'"/>
				<xsl:with-param name="a" select="number(substring($d, 9, 2))"/>
				<xsl:with-param name="b" select="$month"/>
				<xsl:with-param name="c" select="substring($d, 1, 4)"/>
			</xsl:call-template>
		</xsl:when>
		<xsl:when test="string-length($d)=7">
			<xsl:call-template name="say">
				<xsl:with-param name="key" select="'date.month'"/>
				<xsl:with-param name="a" select="$month"/>
				<xsl:with-param name="b" select="substring($d, 1, 4)"/>
			</xsl:call-template>
		</xsl:when>
		<xsl:otherwise><xsl:value-of select="$m[@key='date.none']"/></xsl:otherwise>
	</xsl:choose>
</xsl:template>

<!-- The title: the finding as a sentence of fewer than 15 words. -->
<xsl:template name="title">
	<xsl:variable name="acts"><xsl:call-template name="count">
		<xsl:with-param name="key" select="'n.act'"/><xsl:with-param name="n" select="$counts/@acts"/></xsl:call-template></xsl:variable>
	<xsl:choose>
		<xsl:when test="$counts/@acts=0"><xsl:value-of select="$m[@key='title.empty']"/></xsl:when>
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
		<xsl:when test="$changes/@baseline='yes'"><xsl:value-of select="$m[@key='delta.baseline']"/></xsl:when>
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

<!-- Text in lines of at most 80 columns: the first line after FIRST, the others after INDENT. Words longer than a line are
     cut. Depth grows by one per line; beyond 20000 characters text is cut off, so that no title can exhaust the processor. -->
<xsl:template name="wrap">
	<xsl:param name="text"/>
	<xsl:param name="indent" select="''"/>
	<xsl:param name="first" select="$indent"/>
	<xsl:call-template name="lines">
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
	<xsl:variable name="width" select="80 - string-length($first)"/>
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
					<xsl:variable name="name"><xsl:call-template name="pad"><xsl:with-param name="n" select="29"/>
						<xsl:with-param name="text" select="concat('  ', $letter, '  ', $m[@key=concat('short.', $letter)])"/></xsl:call-template></xsl:variable>
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

<xsl:template match="/">
	<xsl:variable name="title"><xsl:call-template name="title"/></xsl:variable>
	<xsl:variable name="delta"><xsl:call-template name="delta"/></xsl:variable>
	<xsl:call-template name="wrap"><xsl:with-param name="text" select="$title"/></xsl:call-template>
	<xsl:call-template name="wrap"><xsl:with-param name="text" select="$delta"/></xsl:call-template>
	<xsl:call-template name="numbers"/>
	<xsl:call-template name="cut-offs"/>
	<xsl:call-template name="candidates"/>
	<xsl:call-template name="due"/>
	<xsl:call-template name="unread"/>
	<xsl:call-template name="sources"/>
	<xsl:text>&#10;</xsl:text>
	<xsl:if test="$root/f:acts//@unverified or $root/f:due/f:item/@rank='6' or $judged/@rank='6'">
		<xsl:call-template name="wrap"><xsl:with-param name="text" select="$m[@key='unverified.note']"/></xsl:call-template></xsl:if>
	<xsl:call-template name="wrap"><xsl:with-param name="text" select="$m[@key='text.explain']"/></xsl:call-template>
	<xsl:call-template name="wrap"><xsl:with-param name="text" select="$m[@key='foot.court']"/></xsl:call-template>
</xsl:template>

<!-- Lines three to five of the five that matter. -->
<xsl:template name="numbers">
	<xsl:variable name="states"><xsl:call-template name="count"><xsl:with-param name="key" select="'n.state'"/>
		<xsl:with-param name="n" select="$counts/@states-case"/></xsl:call-template></xsl:variable>
	<xsl:variable name="cases"><xsl:call-template name="count"><xsl:with-param name="key" select="'n.case'"/>
		<xsl:with-param name="n" select="$counts/@open-cases"/></xsl:call-template></xsl:variable>
	<xsl:call-template name="count"><xsl:with-param name="key" select="'text.numbers'"/>
		<xsl:with-param name="n" select="$counts/@nothing-notified"/><xsl:with-param name="b" select="$counts/@completeness-open"/></xsl:call-template>
	<xsl:text>&#10;</xsl:text>
	<xsl:choose>
		<xsl:when test="$counts/@open-cases &gt; 0"><xsl:call-template name="say"><xsl:with-param name="key" select="'text.cases'"/>
			<xsl:with-param name="a" select="$cases"/><xsl:with-param name="b" select="$states"/>
			<xsl:with-param name="c" select="$counts/@due-90-days"/></xsl:call-template></xsl:when>
		<xsl:otherwise><xsl:call-template name="say"><xsl:with-param name="key" select="'text.cases.0'"/>
			<xsl:with-param name="a" select="$counts/@due-90-days"/></xsl:call-template></xsl:otherwise>
	</xsl:choose>
	<xsl:text>&#10;</xsl:text>
	<xsl:call-template name="say"><xsl:with-param name="key" select="'text.unknown'"/>
		<xsl:with-param name="a" select="$counts/@gap"/><xsl:with-param name="b" select="$counts/@trouble"/></xsl:call-template>
	<xsl:text>&#10;</xsl:text>
</xsl:template>

<xsl:template name="cut-offs">
	<xsl:variable name="as-of"><xsl:call-template name="date"><xsl:with-param name="d" select="$root/@as-of"/></xsl:call-template></xsl:variable>
	<xsl:variable name="known"><xsl:call-template name="date"><xsl:with-param name="d" select="$root/@known-on"/></xsl:call-template></xsl:variable>
	<xsl:variable name="cells"><xsl:call-template name="count"><xsl:with-param name="key" select="'n.cell'"/>
		<xsl:with-param name="n" select="$counts/@trouble"/></xsl:call-template></xsl:variable>
	<xsl:variable name="line">
		<xsl:call-template name="say"><xsl:with-param name="key" select="'text.scope'"/><xsl:with-param name="a" select="$as-of"/>
			<xsl:with-param name="b" select="$root/@portfolio-title"/></xsl:call-template>
		<xsl:if test="$root/@known-on"><xsl:text> </xsl:text><xsl:call-template name="say"><xsl:with-param name="key" select="'x.known-on'"/>
			<xsl:with-param name="a" select="$known"/></xsl:call-template></xsl:if>
	</xsl:variable>
	<xsl:text>&#10;</xsl:text>
	<xsl:call-template name="wrap"><xsl:with-param name="text" select="$line"/></xsl:call-template>
	<xsl:if test="$counts/@trouble &gt; 0">
		<xsl:variable name="banner"><xsl:call-template name="say"><xsl:with-param name="key" select="'trouble.banner'"/>
			<xsl:with-param name="a" select="$cells"/></xsl:call-template></xsl:variable>
		<xsl:call-template name="wrap"><xsl:with-param name="text" select="$banner"/></xsl:call-template>
	</xsl:if>
</xsl:template>

<!-- Per deadline of a directive that was read: its states with a level, by letter and stage. -->
<xsl:template name="candidates">
	<xsl:variable name="some" select="$judged[f:cell[@level and @level!='dormant']]"/>
	<xsl:call-template name="heading"><xsl:with-param name="text" select="$m[@key='h.candidates']"/></xsl:call-template>
	<xsl:if test="not($some)"><xsl:call-template name="wrap"><xsl:with-param name="text" select="$m[@key='none.candidates']"/></xsl:call-template></xsl:if>
	<xsl:for-each select="$some">
		<xsl:call-template name="deadline"/>
		<xsl:call-template name="by-letter"><xsl:with-param name="cells" select="f:cell[@level and @level!='dormant']"/></xsl:call-template>
	</xsl:for-each>
</xsl:template>

<xsl:template name="deadline">
	<xsl:variable name="day"><xsl:call-template name="date"><xsl:with-param name="d" select="@date"/></xsl:call-template></xsl:variable>
	<xsl:variable name="days"><xsl:choose>
		<xsl:when test="@days &gt; 0"><xsl:call-template name="count"><xsl:with-param name="key" select="'n.days-ago'"/>
			<xsl:with-param name="n" select="@days"/></xsl:call-template></xsl:when>
		<xsl:when test="@days"><xsl:call-template name="count"><xsl:with-param name="key" select="'n.days-left'"/>
			<xsl:with-param name="n" select="-@days"/></xsl:call-template></xsl:when></xsl:choose></xsl:variable>
	<xsl:call-template name="wrap"><xsl:with-param name="text">
		<xsl:value-of select="concat(../@short, ' ', ../@number, ', ', $day)"/><xsl:if test="@rank='6'">†</xsl:if>
		<xsl:if test="@provisions"><xsl:value-of select="concat(', ', @provisions)"/></xsl:if>
		<xsl:if test="$days!=''"><xsl:value-of select="concat(' (', $days, ')')"/></xsl:if></xsl:with-param></xsl:call-template>
</xsl:template>

<xsl:template name="due">
	<xsl:call-template name="heading"><xsl:with-param name="text" select="$m[@key='h.due']"/></xsl:call-template>
	<xsl:if test="not($root/f:due/f:item)"><xsl:call-template name="wrap"><xsl:with-param name="text" select="$m[@key='none.due']"/></xsl:call-template></xsl:if>
	<xsl:for-each select="$root/f:due/f:item">
		<xsl:variable name="left"><xsl:call-template name="count"><xsl:with-param name="key" select="'n.days-left'"/>
			<xsl:with-param name="n" select="@days-left"/></xsl:call-template></xsl:variable>
		<xsl:variable name="mark"><xsl:if test="@rank='6'">†</xsl:if></xsl:variable>
		<xsl:call-template name="pad"><xsl:with-param name="text" select="concat(@date, $mark)"/><xsl:with-param name="n" select="13"/></xsl:call-template>
		<xsl:call-template name="pad"><xsl:with-param name="text" select="$left"/><xsl:with-param name="n" select="13"/></xsl:call-template>
		<xsl:call-template name="pad"><xsl:with-param name="text" select="$m[@key=concat('date.', current()/@kind)]"/><xsl:with-param name="n" select="15"/></xsl:call-template>
		<xsl:call-template name="cut"><xsl:with-param name="text" select="concat(@number, ' ', @short)"/><xsl:with-param name="n" select="39"/></xsl:call-template>
		<xsl:text>&#10;</xsl:text>
	</xsl:for-each>
</xsl:template>

<xsl:template name="cut">
	<xsl:param name="text"/>
	<xsl:param name="n"/>
	<xsl:value-of select="substring($text, 1, $n - number(string-length($text) &gt; $n))"/>
	<xsl:if test="string-length($text) &gt; $n">…</xsl:if>
</xsl:template>

<!-- Directives not read: how many, and their open cases by stage. -->
<xsl:template name="unread">
	<xsl:variable name="cases" select="$root/f:acts/f:act[@measures='unread']/f:case[@open='yes']"/>
	<xsl:variable name="list"><xsl:for-each select="str:tokenize('REF2 LFN2 J REF RO LFN', ' ')">
		<xsl:variable name="n" select="count($cases[@stage=current()])"/>
		<xsl:if test="$n &gt; 0"><xsl:value-of select="concat('; ', $n, ' ', ., ' ', $m[@key=concat('stage.', current())])"/></xsl:if>
	</xsl:for-each></xsl:variable>
	<xsl:if test="$counts/@acts-unread &gt; 0">
		<xsl:call-template name="heading"><xsl:with-param name="text" select="$m[@key='h.unread']"/></xsl:call-template>
		<xsl:variable name="line"><xsl:call-template name="count"><xsl:with-param name="key" select="'text.unread'"/>
			<xsl:with-param name="n" select="$counts/@acts-unread"/></xsl:call-template></xsl:variable>
		<xsl:variable name="open"><xsl:choose>
			<xsl:when test="$list!=''"><xsl:call-template name="say"><xsl:with-param name="key" select="'text.unread.cases'"/>
				<xsl:with-param name="a" select="substring($list, 3)"/></xsl:call-template></xsl:when>
			<xsl:otherwise><xsl:value-of select="$m[@key='text.unread.no-cases']"/></xsl:otherwise></xsl:choose></xsl:variable>
		<xsl:call-template name="wrap"><xsl:with-param name="text" select="concat($line, ' ', $open)"/></xsl:call-template>
		<xsl:call-template name="wrap"><xsl:with-param name="text" select="$m[@key='text.unread.how']"/></xsl:call-template>
	</xsl:if>
</xsl:template>

<xsl:template name="sources">
	<xsl:call-template name="heading"><xsl:with-param name="text" select="$m[@key='h.sources']"/></xsl:call-template>
	<xsl:for-each select="$root/f:sources/f:source">
		<xsl:variable name="first">
			<xsl:call-template name="pad"><xsl:with-param name="text" select="concat(@what, ' ')"/><xsl:with-param name="n" select="16"/></xsl:call-template>
			<xsl:call-template name="pad"><xsl:with-param name="n" select="13"/><xsl:with-param name="text"><xsl:choose>
				<xsl:when test="@read-on"><xsl:value-of select="@read-on"/></xsl:when>
				<xsl:otherwise><xsl:value-of select="$m[@key='status.never']"/></xsl:otherwise></xsl:choose></xsl:with-param></xsl:call-template>
			<xsl:call-template name="pad"><xsl:with-param name="text" select="$m[@key=concat('status.', current()/@status)]"/><xsl:with-param name="n" select="13"/></xsl:call-template>
		</xsl:variable>
		<xsl:call-template name="wrap"><xsl:with-param name="first" select="string($first)"/>
			<xsl:with-param name="indent" select="substring($blank, 1, 42)"/>
			<xsl:with-param name="text" select="concat(@name, ' (', $m[@key=concat('rank.', current()/@rank)], ')')"/></xsl:call-template>
	</xsl:for-each>
</xsl:template>
</xsl:stylesheet>
