<?xml version="1.0" encoding="UTF-8"?>
<!-- explain.xsl - one act, or one act in one Member State, for a lawyer who doubts: plain text of at most 80 columns. What is
     said and by which rule, the facts behind it with their sources, what would clear it, what is not known.
     In: a findings document of scope cell or act with its catalogue. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:f="urn:adquem:findings:1"
	xmlns:str="http://exslt.org/strings" exclude-result-prefixes="f str">

<xsl:include href="words.xsl"/>
<xsl:include href="lines.xsl"/>
<xsl:output method="text" encoding="UTF-8"/>

<xsl:variable name="m" select="$root/f:messages/f:m"/>

<xsl:strip-space elements="*"/>

<xsl:preserve-space elements="f:m f:message"/>

<xsl:variable name="act" select="$root/f:act"/>

<xsl:variable name="judged" select="$act/f:deadline[f:cell]"/>

<!-- the state asked for; empty for a whole act -->
<xsl:variable name="one" select="string($root/@state)"/>

<xsl:variable name="name-of-state" select="string($root/f:states/f:state[@code=$one]/@name)"/>

<!-- A sentence of the catalogue as a paragraph. -->
<xsl:template name="line">
	<xsl:param name="key"/>
	<xsl:param name="a"/>
	<xsl:param name="b"/>
	<xsl:param name="c"/>
	<xsl:param name="d"/>
	<xsl:param name="indent" select="''"/>
	<xsl:variable name="text"><xsl:call-template name="say"><xsl:with-param name="key" select="$key"/><xsl:with-param name="a" select="$a"/>
		<xsl:with-param name="b" select="$b"/><xsl:with-param name="c" select="$c"/><xsl:with-param name="d" select="$d"/></xsl:call-template></xsl:variable>
	<xsl:call-template name="wrap"><xsl:with-param name="text" select="string($text)"/><xsl:with-param name="indent" select="$indent"/></xsl:call-template>
</xsl:template>

<!-- The same with a day as {0}, written out. -->
<xsl:template name="day-line">
	<xsl:param name="key"/>
	<xsl:param name="d"/>
	<xsl:param name="indent" select="''"/>
	<xsl:variable name="day"><xsl:call-template name="date"><xsl:with-param name="d" select="$d"/></xsl:call-template></xsl:variable>
	<xsl:call-template name="line"><xsl:with-param name="key" select="$key"/><xsl:with-param name="a" select="string($day)"/>
		<xsl:with-param name="indent" select="$indent"/></xsl:call-template>
</xsl:template>

<!-- The word for a confidence, or what the source says of it in words of its own. -->
<xsl:template name="confidence">
	<xsl:variable name="word" select="$m[@key=concat('x.confidence.', current()/@confidence)]"/>
	<xsl:value-of select="$word"/><xsl:if test="not($word)"><xsl:value-of select="@confidence"/></xsl:if>
</xsl:template>

<!-- Where a fact was read: its source in words and rank, its confidence if one is given, the stored body and the place. -->
<xsl:template name="source">
	<xsl:param name="indent" select="'    '"/>
	<xsl:variable name="text">
		<xsl:call-template name="say"><xsl:with-param name="key"><xsl:text>x.source</xsl:text><xsl:if test="not(@cite!='')">.rank</xsl:if></xsl:with-param>
			<xsl:with-param name="a"><xsl:value-of select="@cite"/><xsl:if test="not(@cite!='')"><xsl:value-of select="$m[@key=concat('rank.', current()/@rank)]"/></xsl:if></xsl:with-param>
			<xsl:with-param name="b" select="$m[@key=concat('rank.', current()/@rank)]"/></xsl:call-template>
		<xsl:if test="@confidence"><xsl:text> </xsl:text><xsl:call-template name="say"><xsl:with-param name="key" select="'x.confidence'"/>
			<xsl:with-param name="a"><xsl:call-template name="confidence"/></xsl:with-param></xsl:call-template></xsl:if>
		<xsl:text> </xsl:text>
		<xsl:if test="@evidence"><xsl:call-template name="say">
			<xsl:with-param name="key"><xsl:text>x.evidence</xsl:text><xsl:if test="@place">.place</xsl:if></xsl:with-param>
			<xsl:with-param name="a" select="@evidence"/><xsl:with-param name="b" select="@place"/></xsl:call-template><xsl:text>.</xsl:text></xsl:if>
	</xsl:variable>
	<xsl:call-template name="wrap"><xsl:with-param name="text" select="string($text)"/><xsl:with-param name="indent" select="$indent"/></xsl:call-template>
</xsl:template>

<xsl:template name="section"><xsl:param name="key"/>
	<xsl:call-template name="heading"><xsl:with-param name="text" select="string($m[@key=$key])"/></xsl:call-template></xsl:template>

<!-- page ================================================================================================================== -->
<xsl:template match="/">
	<xsl:call-template name="title"/>
	<xsl:for-each select="$judged"><xsl:call-template name="verdict"/></xsl:for-each>
	<xsl:if test="not($judged)"><xsl:text>&#10;</xsl:text><xsl:call-template name="line"><xsl:with-param name="key"><xsl:choose>
		<xsl:when test="translate($act/@ended, '-', '') &lt;= translate($root/@as-of, '-', '')">x.not-judged.ended</xsl:when>
		<xsl:when test="$act/f:deadline[@kind='transposition']">x.not-judged.after</xsl:when>
		<xsl:when test="$act/f:deadline[@kind='inherited' and not(@inherited-ended)]">x.not-judged.inherited</xsl:when>
		<xsl:when test="$act/f:deadline[@kind='inherited']">x.not-judged.inherited.ended</xsl:when>
		<xsl:otherwise>x.not-judged.none</xsl:otherwise></xsl:choose></xsl:with-param>
		<xsl:with-param name="a" select="$name-of-state"/></xsl:call-template></xsl:if>
	<xsl:if test="$act/@measures='unread'"><xsl:text>&#10;</xsl:text><xsl:call-template name="line"><xsl:with-param name="key" select="'x.unread'"/></xsl:call-template></xsl:if>
	<xsl:choose>
		<xsl:when test="$one">
			<xsl:call-template name="notification"/>
			<xsl:call-template name="time"/>
			<xsl:call-template name="enforcement"/>
			<xsl:if test="$judged/f:cell/f:forecast"><xsl:call-template name="section"><xsl:with-param name="key" select="'x.h.forecast'"/></xsl:call-template>
				<xsl:apply-templates select="$judged/f:cell/f:forecast"/></xsl:if>
			<xsl:call-template name="binding"/>
			<xsl:if test="$judged">
				<xsl:call-template name="rules"/>
				<xsl:call-template name="clears"/>
			</xsl:if>
		</xsl:when>
		<xsl:otherwise>
			<xsl:call-template name="time"/>
			<xsl:call-template name="cases-elsewhere"/>
			<xsl:call-template name="waves"/>
		</xsl:otherwise>
	</xsl:choose>
	<xsl:call-template name="unknowns"/>
	<xsl:call-template name="notes"/>
	<xsl:call-template name="evidence"/>
	<xsl:text>&#10;</xsl:text>
	<xsl:call-template name="line"><xsl:with-param name="key" select="'x.court'"/></xsl:call-template>
	<xsl:if test="not($one)"><xsl:call-template name="line"><xsl:with-param name="key" select="'x.command'"/>
		<xsl:with-param name="a" select="$act/@celex"/></xsl:call-template></xsl:if>
</xsl:template>

<xsl:template name="title">
	<xsl:variable name="name"><xsl:if test="$act/@short!=$act/@number"><xsl:value-of select="concat($act/@short, ', ')"/></xsl:if><xsl:value-of select="$act/@number"/>
		<xsl:if test="$one"><xsl:value-of select="concat($colon, $name-of-state, ' (', $one, ')')"/></xsl:if></xsl:variable>
	<xsl:call-template name="wrap"><xsl:with-param name="text" select="string($name)"/></xsl:call-template>
	<xsl:value-of select="concat(substring($rule, 1, string-length($name)), '&#10;')"/>
	<xsl:if test="$act/@title!=$act/@celex"><xsl:call-template name="wrap"><xsl:with-param name="text" select="string($act/@title)"/></xsl:call-template></xsl:if>
	<xsl:call-template name="wrap"><xsl:with-param name="text" select="concat($act/@celex, ', ', $act/@eurlex)"/></xsl:call-template>
	<xsl:call-template name="day-line"><xsl:with-param name="key" select="'x.as-of'"/><xsl:with-param name="d" select="$root/@as-of"/></xsl:call-template>
	<xsl:if test="$root/@known-on"><xsl:call-template name="day-line"><xsl:with-param name="key" select="'x.known-on'"/>
		<xsl:with-param name="d" select="$root/@known-on"/></xsl:call-template></xsl:if>
</xsl:template>

<!-- What is said of one deadline: for one state letter, level, sentence, rules and basis; for the act its states by letter. -->
<xsl:template name="verdict">
	<xsl:variable name="day"><xsl:call-template name="date"><xsl:with-param name="d" select="@date"/></xsl:call-template></xsl:variable>
	<xsl:text>&#10;</xsl:text>
	<xsl:call-template name="line"><xsl:with-param name="key" select="'x.deadline'"/><xsl:with-param name="a" select="@no"/>
		<xsl:with-param name="b"><xsl:value-of select="$day"/><xsl:if test="@provisions"><xsl:value-of select="concat(', ', @provisions)"/></xsl:if>
			<xsl:if test="@rank='6'"><xsl:value-of select="concat(' [', $m[@key='unverified'], ']')"/></xsl:if></xsl:with-param></xsl:call-template>
	<xsl:if test="@moved-from">
		<xsl:variable name="before"><xsl:call-template name="date"><xsl:with-param name="d" select="@moved-from"/></xsl:call-template></xsl:variable>
		<xsl:call-template name="line"><xsl:with-param name="key" select="'x.moved'"/><xsl:with-param name="a" select="@moved-by"/>
			<xsl:with-param name="b" select="$before"/></xsl:call-template>
	</xsl:if>
	<xsl:choose>
		<xsl:when test="$one"><xsl:apply-templates select="f:cell"/></xsl:when>
		<xsl:otherwise><xsl:call-template name="by-letter"><xsl:with-param name="cells" select="f:cell"/></xsl:call-template></xsl:otherwise>
	</xsl:choose>
</xsl:template>

<xsl:template match="f:cell">
	<xsl:variable name="letter" select="@letter"/>
	<xsl:variable name="rule" select="@rule"/>
	<xsl:variable name="level"><xsl:value-of select="@level"/><xsl:if test="not(@level)">none</xsl:if></xsl:variable>
	<xsl:variable name="head">
		<xsl:call-template name="say"><xsl:with-param name="key" select="'x.letter'"/><xsl:with-param name="a" select="$letter"/>
			<xsl:with-param name="b" select="$m[@key=concat('letter.', $letter)]"/></xsl:call-template>
		<xsl:variable name="own" select="$act/f:outcomes[@deadline-no=current()/../@no]/f:outcome[@rule=$rule and @own]"/>
		<xsl:text> </xsl:text><xsl:choose>
			<xsl:when test="$own"><xsl:value-of select="concat($m[@key=concat('level.', $level)], $colon, $own/@message)"/></xsl:when>
			<xsl:otherwise><xsl:value-of select="$m[@key=concat('says.', $level)]"/></xsl:otherwise></xsl:choose>
		<xsl:if test="@unverified"><xsl:value-of select="concat(' [', $m[@key='unverified'], ']')"/></xsl:if>
	</xsl:variable>
	<xsl:if test="@due and @due!=../@date"><xsl:call-template name="day-line"><xsl:with-param name="key" select="'x.due'"/><xsl:with-param name="d" select="@due"/>
		<xsl:with-param name="indent" select="'  '"/></xsl:call-template>
		<xsl:call-template name="due-source"/></xsl:if>
	<xsl:call-template name="wrap"><xsl:with-param name="text" select="string($head)"/><xsl:with-param name="indent" select="'  '"/></xsl:call-template>
	<xsl:call-template name="wrap"><xsl:with-param name="text" select="string(f:message)"/><xsl:with-param name="indent" select="'  '"/></xsl:call-template>
	<xsl:if test="@reason"><xsl:call-template name="line"><xsl:with-param name="key" select="'x.reason'"/><xsl:with-param name="a">
			<xsl:if test="contains(@reason, ':')"><xsl:value-of select="concat($m[@key=concat('reason.kind.', substring-before(current()/@reason, ':'))], ', ')"/></xsl:if>
			<xsl:value-of select="@reason-name"/></xsl:with-param>
		<xsl:with-param name="indent" select="'  '"/></xsl:call-template></xsl:if>
	<xsl:for-each select="$act/f:outcomes[@deadline-no=current()/../@no]/f:outcome[@result='fired' and (@rule=$rule or @level=concat('letter ', $letter))]">
		<xsl:call-template name="line"><xsl:with-param name="key" select="'x.rule.title'"/><xsl:with-param name="a" select="@rule"/>
			<xsl:with-param name="b" select="@title"/><xsl:with-param name="indent" select="'  '"/></xsl:call-template>
		<xsl:call-template name="line"><xsl:with-param name="key" select="'x.basis'"/><xsl:with-param name="a" select="@basis"/>
			<xsl:with-param name="indent" select="'    '"/></xsl:call-template>
	</xsl:for-each>
</xsl:template>

<!-- (a) =================================================================================================================== -->
<xsl:template name="notification">
	<xsl:variable name="measures" select="$act/f:measures/f:measure"/>
	<xsl:call-template name="section"><xsl:with-param name="key" select="'x.h.notification'"/></xsl:call-template>
	<xsl:if test="$act/@measures='read'"><xsl:variable name="n"><xsl:call-template name="count"><xsl:with-param name="key" select="'n.measure'"/>
		<xsl:with-param name="n" select="count($measures)"/></xsl:call-template></xsl:variable>
		<xsl:call-template name="wrap"><xsl:with-param name="text" select="string($n)"/></xsl:call-template></xsl:if>
	<xsl:if test="$measures and count($judged) &gt; 1"><xsl:call-template name="line"><xsl:with-param name="key" select="'x.measure.later'"/></xsl:call-template></xsl:if>
	<xsl:apply-templates select="$measures"/>
	<xsl:text>&#10;</xsl:text>
	<xsl:if test="not($act/f:declarations/f:declaration)"><xsl:call-template name="line"><xsl:with-param name="key" select="'x.declaration.none'"/></xsl:call-template></xsl:if>
	<xsl:apply-templates select="$act/f:declarations/f:declaration"/>
</xsl:template>

<xsl:template match="f:measure">
	<xsl:text>&#10;</xsl:text>
	<xsl:call-template name="wrap"><xsl:with-param name="text" select="string(@title)"/><xsl:with-param name="indent" select="'    '"/>
		<xsl:with-param name="first" select="concat(position(), '. ', substring(' ', string-length(position())))"/></xsl:call-template>
	<xsl:variable name="where"><xsl:for-each select="@type|@journal|@number|@link|@nim">
		<xsl:if test="position() &gt; 1"><xsl:text>; </xsl:text></xsl:if><xsl:value-of select="."/></xsl:for-each></xsl:variable>
	<xsl:call-template name="wrap"><xsl:with-param name="text" select="string($where)"/><xsl:with-param name="indent" select="'    '"/></xsl:call-template>
	<xsl:call-template name="notified"/>
	<xsl:call-template name="other-days"/>
	<xsl:if test="@declaration"><xsl:call-template name="line"><xsl:with-param name="key" select="'x.on-measure'"/><xsl:with-param name="a" select="@declaration"/>
		<xsl:with-param name="indent" select="'    '"/></xsl:call-template></xsl:if>
	<xsl:call-template name="source"/>
</xsl:template>

<!-- The notification date as read, and what it can prove. -->
<xsl:template name="notified">
	<xsl:choose>
		<xsl:when test="@notified and @notified-usable='yes'">
			<xsl:call-template name="day-line"><xsl:with-param name="key"><xsl:text>x.notified</xsl:text><xsl:if test="@rank='5'">.stated</xsl:if></xsl:with-param><xsl:with-param name="d" select="@notified"/>
				<xsl:with-param name="indent" select="'    '"/></xsl:call-template>
			<xsl:if test="@counts-from and @counts-from!=@notified"><xsl:call-template name="day-line"><xsl:with-param name="key" select="'x.notified.counts'"/>
				<xsl:with-param name="d" select="@counts-from"/><xsl:with-param name="indent" select="'    '"/></xsl:call-template></xsl:if>
		</xsl:when>
		<xsl:otherwise>
			<xsl:variable name="key"><xsl:choose>
				<xsl:when test="not(@notified)">x.notified.none</xsl:when>
				<xsl:when test="translate(@notified, '-', '') &lt; translate($act/@adopted, '-', '')">x.notified.unusable</xsl:when>
				<xsl:otherwise>x.notified.unusable.other</xsl:otherwise></xsl:choose></xsl:variable>
			<xsl:call-template name="line"><xsl:with-param name="key" select="string($key)"/><xsl:with-param name="a" select="@notified"/>
				<xsl:with-param name="indent" select="'    '"/></xsl:call-template>
			<xsl:if test="@counts-from"><xsl:call-template name="day-line"><xsl:with-param name="key" select="'x.counts'"/><xsl:with-param name="d" select="@counts-from"/>
				<xsl:with-param name="indent" select="'    '"/></xsl:call-template></xsl:if>
			<xsl:if test="@undecided-from"><xsl:call-template name="day-line"><xsl:with-param name="key" select="'x.undecided'"/><xsl:with-param name="d" select="@undecided-from"/>
				<xsl:with-param name="indent" select="'    '"/></xsl:call-template></xsl:if>
		</xsl:otherwise>
	</xsl:choose>
</xsl:template>

<!-- What else dates the text: publication, entry into force; no conclusion is drawn from its age. -->
<xsl:template name="other-days">
	<xsl:variable name="list"><xsl:for-each select="@published|@in-force">
		<xsl:variable name="day"><xsl:call-template name="date"><xsl:with-param name="d" select="."/></xsl:call-template></xsl:variable>
		<xsl:if test="position() &gt; 1"><xsl:text>, </xsl:text></xsl:if>
		<xsl:call-template name="say"><xsl:with-param name="key" select="concat('x.', name())"/><xsl:with-param name="a" select="$day"/></xsl:call-template>
	</xsl:for-each></xsl:variable>
	<xsl:choose>
		<xsl:when test="$list!=''"><xsl:call-template name="line"><xsl:with-param name="key" select="'x.dates'"/><xsl:with-param name="a" select="$list"/>
			<xsl:with-param name="indent" select="'    '"/></xsl:call-template></xsl:when>
		<xsl:otherwise><xsl:call-template name="line"><xsl:with-param name="key" select="'x.dates.none'"/><xsl:with-param name="indent" select="'    '"/></xsl:call-template></xsl:otherwise>
	</xsl:choose>
</xsl:template>

<xsl:template match="f:declaration">
	<xsl:variable name="day"><xsl:call-template name="date"><xsl:with-param name="d" select="@date"/></xsl:call-template></xsl:variable>
	<xsl:variable name="first"><xsl:call-template name="date"><xsl:with-param name="d" select="@first-read"/></xsl:call-template></xsl:variable>
	<xsl:variable name="when"><xsl:choose>
		<xsl:when test="@date"><xsl:call-template name="say"><xsl:with-param name="key" select="'x.declaration.day'"/><xsl:with-param name="a" select="$day"/></xsl:call-template></xsl:when>
		<xsl:otherwise><xsl:call-template name="say"><xsl:with-param name="key" select="'x.declaration.no-day'"/><xsl:with-param name="a" select="$first"/></xsl:call-template></xsl:otherwise>
	</xsl:choose></xsl:variable>
	<xsl:call-template name="line"><xsl:with-param name="key" select="'x.declaration'"/><xsl:with-param name="a" select="@value"/><xsl:with-param name="b" select="$when"/></xsl:call-template>
	<xsl:for-each select="@text|@nim"><xsl:call-template name="wrap"><xsl:with-param name="text" select="string(.)"/><xsl:with-param name="indent" select="'    '"/></xsl:call-template></xsl:for-each>
	<xsl:if test="@usable='no'"><xsl:call-template name="line"><xsl:with-param name="key" select="'x.declaration.not-usable'"/><xsl:with-param name="indent" select="'    '"/></xsl:call-template></xsl:if>
	<xsl:call-template name="source"/>
</xsl:template>

<!-- (b) =================================================================================================================== -->
<xsl:template name="time">
	<xsl:call-template name="section"><xsl:with-param name="key" select="'x.h.time'"/></xsl:call-template>
	<xsl:for-each select="$judged"><xsl:call-template name="passed"/>
		<xsl:choose>
			<xsl:when test="$one and f:cell/@due-cite"><xsl:for-each select="f:cell"><xsl:call-template name="due-source"/></xsl:for-each></xsl:when>
			<xsl:otherwise><xsl:call-template name="source"><xsl:with-param name="indent" select="'  '"/></xsl:call-template></xsl:otherwise>
		</xsl:choose></xsl:for-each>
	<xsl:if test="$judged[@date]"><xsl:call-template name="line"><xsl:with-param name="key" select="'x.no-roll'"/></xsl:call-template></xsl:if>
	<xsl:if test="not($one)"><xsl:for-each select="$judged"><xsl:variable name="eea"><xsl:call-template name="eea"/></xsl:variable>
		<xsl:if test="$eea!=''"><xsl:call-template name="wrap"><xsl:with-param name="text" select="string($eea)"/></xsl:call-template></xsl:if></xsl:for-each></xsl:if>
	<xsl:variable name="days"><xsl:for-each select="$act/@adopted|$act/@published|$act/@in-force-from"><xsl:if test="position() &gt; 1">, </xsl:if>
		<xsl:call-template name="say"><xsl:with-param name="key" select="concat('x.act.', name())"/><xsl:with-param name="a"><xsl:call-template name="date">
			<xsl:with-param name="d" select="."/></xsl:call-template></xsl:with-param></xsl:call-template></xsl:for-each>
		<xsl:for-each select="$act[@ended]"><xsl:if test="@adopted|@published|@in-force-from">, </xsl:if><xsl:call-template name="ended"/></xsl:for-each></xsl:variable>
	<xsl:if test="$days!=''"><xsl:call-template name="line"><xsl:with-param name="key" select="'x.act-days'"/><xsl:with-param name="a" select="string($days)"/></xsl:call-template></xsl:if>
	<xsl:call-template name="line"><xsl:with-param name="key"><xsl:text>x.legislative</xsl:text><xsl:if test="$act/@legislative"><xsl:value-of select="concat('.', $act/@legislative)"/></xsl:if></xsl:with-param></xsl:call-template>
	<xsl:if test="$act/f:deadline[not(f:cell)]">
		<xsl:text>&#10;</xsl:text>
		<xsl:value-of select="concat($m[@key='x.other-dates'], substring($colon, 1, string-length($colon) - 1), '&#10;')"/>
		<xsl:for-each select="$act/f:deadline[not(f:cell)]">
			<xsl:variable name="day"><xsl:call-template name="date"><xsl:with-param name="d" select="@date"/></xsl:call-template></xsl:variable>
			<xsl:call-template name="wrap"><xsl:with-param name="indent" select="'    '"/><xsl:with-param name="first" select="'  '"/><xsl:with-param name="text">
				<xsl:value-of select="concat($day, ', ', $m[@key=concat('date.', current()/@kind)])"/>
				<xsl:if test="@addressee"><xsl:value-of select="concat(' (', $m[@key=concat('x.addressee.', current()/@addressee)], ')')"/></xsl:if>
				<xsl:if test="@provisions"><xsl:value-of select="concat(', ', @provisions)"/></xsl:if>
				<xsl:if test="@inherited-from"><xsl:text>, </xsl:text><xsl:call-template name="say"><xsl:with-param name="key"><xsl:text>x.inherited</xsl:text><xsl:if test="@inherited-ended">.ended</xsl:if></xsl:with-param>
					<xsl:with-param name="a" select="@inherited-from"/></xsl:call-template></xsl:if>
				<xsl:if test="@rank='6'"><xsl:value-of select="concat(' [', $m[@key='unverified'], ']')"/></xsl:if></xsl:with-param></xsl:call-template>
		</xsl:for-each>
	</xsl:if>
</xsl:template>

<!-- What gives the state of a cell a day of its own. -->
<xsl:template name="due-source">
	<xsl:if test="@due-cite"><xsl:call-template name="line"><xsl:with-param name="key" select="'x.source.rank'"/><xsl:with-param name="a" select="@due-cite"/>
		<xsl:with-param name="indent" select="'  '"/></xsl:call-template></xsl:if>
</xsl:template>

<!-- Counted to the day of this state where it has one of its own. -->
<xsl:template name="passed">
	<xsl:variable name="d"><xsl:choose><xsl:when test="$one and f:cell/@due"><xsl:value-of select="f:cell/@due"/></xsl:when><xsl:otherwise><xsl:value-of select="@date"/></xsl:otherwise></xsl:choose></xsl:variable>
	<xsl:variable name="days"><xsl:choose><xsl:when test="$one and f:cell/@days-overdue"><xsl:value-of select="f:cell/@days-overdue"/></xsl:when>
		<xsl:when test="string($d)=string(@date)"><xsl:value-of select="@days"/></xsl:when></xsl:choose></xsl:variable>
	<xsl:variable name="day"><xsl:call-template name="date"><xsl:with-param name="d" select="string($d)"/></xsl:call-template></xsl:variable>
	<xsl:variable name="size" select="translate($days, '-', '')"/>
	<xsl:choose>
		<xsl:when test="$d=''"><xsl:call-template name="line"><xsl:with-param name="key" select="'x.no-deadline'"/></xsl:call-template></xsl:when>
		<xsl:when test="$days=''"><xsl:call-template name="line"><xsl:with-param name="key" select="'x.due'"/><xsl:with-param name="a" select="$day"/></xsl:call-template></xsl:when>
		<xsl:otherwise>
			<xsl:variable name="text"><xsl:call-template name="count"><xsl:with-param name="key"><xsl:choose>
				<xsl:when test="$days &lt; 0">x.ahead</xsl:when><xsl:otherwise>x.passed</xsl:otherwise></xsl:choose></xsl:with-param>
				<xsl:with-param name="n" select="$size"/><xsl:with-param name="b" select="$day"/></xsl:call-template></xsl:variable>
			<xsl:call-template name="wrap"><xsl:with-param name="text" select="string($text)"/></xsl:call-template>
		</xsl:otherwise>
	</xsl:choose>
</xsl:template>

<!-- (c) =================================================================================================================== -->
<xsl:template name="enforcement">
	<xsl:call-template name="section"><xsl:with-param name="key" select="'x.h.enforcement'"/></xsl:call-template>
	<xsl:for-each select="$act/f:case[@state=$one]">
		<xsl:variable name="head"><xsl:call-template name="case"/></xsl:variable>
		<xsl:call-template name="wrap"><xsl:with-param name="text" select="string($head)"/></xsl:call-template>
		<xsl:call-template name="stage"/>
		<xsl:apply-templates select="$act/f:decisions/f:decision[@case=current()/@id]"/>
		<xsl:apply-templates select="f:exposure"/>
	</xsl:for-each>
	<xsl:apply-templates select="$act/f:decisions/f:decision[not(@case=$act/f:case/@id)]"/>
	<xsl:if test="not($act/f:decisions/f:decision)">
		<xsl:call-template name="line"><xsl:with-param name="key"><xsl:text>x.no-decision</xsl:text><xsl:if test="$judged/f:cell/@stage='unread'">.unread</xsl:if></xsl:with-param></xsl:call-template>
	</xsl:if>
	<xsl:call-template name="waves"/>
</xsl:template>

<!-- A case: its number, whether about notification or application, whether it is open. -->
<xsl:template name="case">
	<xsl:variable name="open"><xsl:choose><xsl:when test="@open='yes'">x.case.open</xsl:when><xsl:otherwise>x.case.closed</xsl:otherwise></xsl:choose></xsl:variable>
	<xsl:call-template name="say"><xsl:with-param name="key" select="'x.case'"/>
		<xsl:with-param name="a"><xsl:value-of select="@id"/><xsl:if test="@placeholder"><xsl:value-of select="concat(' (', $m[@key='x.placeholder'], ')')"/></xsl:if></xsl:with-param>
		<xsl:with-param name="b" select="$m[@key=concat('kind.', current()/@kind)]"/>
		<xsl:with-param name="c"><xsl:value-of select="$m[@key=$open]"/><xsl:if test="@unverified"><xsl:value-of select="concat(' [', $m[@key='unverified'], ']')"/></xsl:if></xsl:with-param></xsl:call-template>
</xsl:template>

<!-- Of a whole act: the cases of the states of which nothing is judged; those of the others stand with their letters. -->
<xsl:template name="cases-elsewhere">
	<xsl:variable name="cases" select="$act/f:case[not(@state=$judged/f:cell/@state)]"/>
	<xsl:if test="$cases"><xsl:call-template name="section"><xsl:with-param name="key" select="'x.h.enforcement'"/></xsl:call-template></xsl:if>
	<xsl:for-each select="$cases">
		<xsl:variable name="text"><xsl:call-template name="case"/><xsl:text>. </xsl:text><xsl:call-template name="say"><xsl:with-param name="key" select="'x.stage'"/>
			<xsl:with-param name="a"><xsl:call-template name="stage-name"/></xsl:with-param>
			<xsl:with-param name="b"><xsl:call-template name="date"><xsl:with-param name="d" select="@stage-date"/></xsl:call-template></xsl:with-param></xsl:call-template></xsl:variable>
		<xsl:call-template name="wrap"><xsl:with-param name="text" select="string($text)"/><xsl:with-param name="first" select="concat(@state, $colon)"/>
			<xsl:with-param name="indent" select="'    '"/></xsl:call-template>
	</xsl:for-each>
</xsl:template>

<!-- The next step, how likely, why, and how far such forecasts held. -->
<xsl:template match="f:forecast">
	<xsl:variable name="text"><xsl:apply-templates select="." mode="say"/></xsl:variable>
	<xsl:call-template name="wrap"><xsl:with-param name="text" select="string($text)"/></xsl:call-template>
	<xsl:for-each select="f:reason">
		<xsl:variable name="side"><xsl:apply-templates select="." mode="side"/></xsl:variable>
		<xsl:call-template name="wrap"><xsl:with-param name="text" select="concat($m[@key=$side], ' ', @value, $colon, @text)"/><xsl:with-param name="indent" select="'    '"/></xsl:call-template>
	</xsl:for-each>
	<xsl:if test="@sample">
		<xsl:variable name="behind"><xsl:apply-templates select="." mode="behind"/></xsl:variable>
		<xsl:call-template name="wrap"><xsl:with-param name="text" select="string($behind)"/><xsl:with-param name="indent" select="'    '"/></xsl:call-template>
	</xsl:if>
</xsl:template>

<!-- Where a case is and since when, until when the state may reply, what is missing or out of order, and what comes next. -->
<xsl:template name="stage">
	<xsl:variable name="name"><xsl:call-template name="stage-name"/></xsl:variable>
	<xsl:variable name="since"><xsl:call-template name="date"><xsl:with-param name="d" select="@stage-date"/></xsl:call-template></xsl:variable>
	<xsl:variable name="days"><xsl:call-template name="count"><xsl:with-param name="key" select="'n.day'"/><xsl:with-param name="n" select="@days-in-stage"/></xsl:call-template></xsl:variable>
	<xsl:variable name="age"><xsl:call-template name="count"><xsl:with-param name="key" select="'n.day'"/><xsl:with-param name="n" select="@age-days"/></xsl:call-template></xsl:variable>
	<xsl:variable name="text">
		<xsl:call-template name="say"><xsl:with-param name="key"><xsl:text>x.stage</xsl:text><xsl:if test="@days-in-stage">.days</xsl:if></xsl:with-param>
			<xsl:with-param name="a" select="$name"/><xsl:with-param name="b" select="$since"/><xsl:with-param name="c" select="$days"/></xsl:call-template>
		<xsl:if test="@age-days"><xsl:text> </xsl:text><xsl:call-template name="say"><xsl:with-param name="key" select="concat('x.age.', @open)"/>
			<xsl:with-param name="a" select="$age"/></xsl:call-template></xsl:if>
		<xsl:if test="@rounds"><xsl:text> </xsl:text><xsl:call-template name="say"><xsl:with-param name="key" select="'x.rounds'"/>
			<xsl:with-param name="a" select="@rounds"/></xsl:call-template></xsl:if>
		<xsl:if test="@next"><xsl:text> </xsl:text><xsl:call-template name="say"><xsl:with-param name="key" select="'x.next'"/>
			<xsl:with-param name="a" select="$m[@key=concat('next.', current()/@next)]"/></xsl:call-template></xsl:if>
		<xsl:if test="@missing"><xsl:text> </xsl:text><xsl:call-template name="say"><xsl:with-param name="key" select="'x.missing'"/>
			<xsl:with-param name="a" select="@missing"/></xsl:call-template></xsl:if>
		<xsl:if test="@misplaced"><xsl:text> </xsl:text><xsl:call-template name="count"><xsl:with-param name="key" select="'x.misplaced'"/>
			<xsl:with-param name="n" select="@misplaced"/></xsl:call-template></xsl:if>
		<xsl:if test="@deadline-assumed"><xsl:value-of select="concat(' ', $m[@key='case.deadline-assumed'])"/></xsl:if>
		<xsl:if test="@end-unread"><xsl:value-of select="concat(' ', $m[@key='case.end-unread'])"/></xsl:if>
		<xsl:if test="@end-not-dated"><xsl:value-of select="concat(' ', $m[@key='case.end-not-dated'])"/></xsl:if>
	</xsl:variable>
	<xsl:call-template name="wrap"><xsl:with-param name="text" select="string($text)"/><xsl:with-param name="indent" select="'  '"/></xsl:call-template>
	<xsl:if test="@reply-how">
		<xsl:variable name="due"><xsl:call-template name="date"><xsl:with-param name="d" select="@reply-due"/></xsl:call-template></xsl:variable>
		<xsl:call-template name="line"><xsl:with-param name="indent" select="'  '"/><xsl:with-param name="key"><xsl:choose>
			<xsl:when test="@reply-due"><xsl:value-of select="concat('x.reply.', @reply-running)"/></xsl:when><xsl:otherwise>x.reply</xsl:otherwise></xsl:choose></xsl:with-param>
			<xsl:with-param name="a" select="$due"/><xsl:with-param name="b" select="@reply-how"/></xsl:call-template></xsl:if>
</xsl:template>

<xsl:template name="stage-name"><xsl:if test="@stage!='closed'"><xsl:value-of select="concat(@stage, ', ')"/></xsl:if><xsl:value-of select="$m[@key=concat('stage.', current()/@stage)]"/></xsl:template>

<!-- What the Commission's formula gives for an open case: a range, the parameters with their sources, what is assumed or missing. -->
<xsl:template match="f:exposure">
	<xsl:variable name="day"><xsl:call-template name="date"><xsl:with-param name="d" select="@referral"/></xsl:call-template></xsl:variable>
	<xsl:variable name="since"><xsl:call-template name="date"><xsl:with-param name="d" select="@since"/></xsl:call-template></xsl:variable>
	<xsl:call-template name="line"><xsl:with-param name="indent" select="'  '"/><xsl:with-param name="a" select="@basis"/><xsl:with-param name="b" select="$day"/>
		<xsl:with-param name="key"><xsl:text>x.exposure</xsl:text><xsl:if test="not(@penalty-low or @lump-day-low or @minimum)">.none</xsl:if></xsl:with-param></xsl:call-template>
	<xsl:if test="@penalty-low"><xsl:call-template name="line"><xsl:with-param name="indent" select="'    '"/><xsl:with-param name="key"><xsl:value-of select="'x.penalty'"/><xsl:if test="@penalty-estimate">.estimate</xsl:if></xsl:with-param>
		<xsl:with-param name="a" select="format-number(@penalty-low, '#&#160;##0.00', 'n')"/>
		<xsl:with-param name="b" select="format-number(@penalty-high, '#&#160;##0.00', 'n')"/></xsl:call-template></xsl:if>
	<xsl:if test="@lump-day-low"><xsl:call-template name="line"><xsl:with-param name="indent" select="'    '"/><xsl:with-param name="key"><xsl:value-of select="'x.lump.day'"/><xsl:if test="@lump-estimate">.estimate</xsl:if></xsl:with-param>
		<xsl:with-param name="a" select="format-number(@lump-day-low, '#&#160;##0.00', 'n')"/>
		<xsl:with-param name="b" select="format-number(@lump-day-high, '#&#160;##0.00', 'n')"/></xsl:call-template></xsl:if>
	<xsl:if test="@lump-low"><xsl:call-template name="line"><xsl:with-param name="indent" select="'    '"/><xsl:with-param name="key"><xsl:value-of select="'x.lump'"/><xsl:if test="@lump-estimate">.estimate</xsl:if></xsl:with-param>
		<xsl:with-param name="a" select="format-number(@lump-low, '#&#160;##0.00', 'n')"/>
		<xsl:with-param name="b" select="format-number(@lump-high, '#&#160;##0.00', 'n')"/>
		<xsl:with-param name="c" select="@days"/><xsl:with-param name="d" select="$since"/></xsl:call-template></xsl:if>
	<xsl:if test="@minimum"><xsl:call-template name="line"><xsl:with-param name="indent" select="'    '"/><xsl:with-param name="key"><xsl:value-of select="'x.minimum'"/><xsl:if test="@lump-estimate">.estimate</xsl:if></xsl:with-param>
		<xsl:with-param name="a" select="format-number(@minimum, '#&#160;##0.00', 'n')"/></xsl:call-template></xsl:if>
	<xsl:if test="@penalty-low or @lump-day-low or @minimum">
		<xsl:call-template name="line"><xsl:with-param name="indent" select="'      '"/><xsl:with-param name="key" select="'x.regime'"/>
			<xsl:with-param name="a" select="@regime"/><xsl:with-param name="b" select="@regime-source"/></xsl:call-template>
		<xsl:for-each select="f:factor"><xsl:call-template name="line"><xsl:with-param name="indent" select="'      '"/>
			<xsl:with-param name="key"><xsl:text>x.factor</xsl:text><xsl:if test="@estimate">.estimate</xsl:if></xsl:with-param>
			<xsl:with-param name="a" select="@name"/><xsl:with-param name="b" select="@value"/><xsl:with-param name="c" select="@source"/>
			<xsl:with-param name="d"><xsl:call-template name="confidence"/></xsl:with-param></xsl:call-template></xsl:for-each>
	</xsl:if>
	<xsl:for-each select="f:remark"><xsl:call-template name="wrap"><xsl:with-param name="text" select="string(f:message)"/>
		<xsl:with-param name="first" select="'    - '"/><xsl:with-param name="indent" select="'      '"/></xsl:call-template></xsl:for-each>
</xsl:template>

<xsl:template match="f:decision">
	<xsl:variable name="day"><xsl:call-template name="date"><xsl:with-param name="d" select="@date"/></xsl:call-template></xsl:variable>
	<xsl:variable name="text">
		<xsl:value-of select="concat($day, $colon)"/>
		<xsl:call-template name="decision"/>
		<xsl:if test="@text and not(contains($m[@key=concat('decision.', current()/@type)], @text))"><xsl:value-of select="concat(' (', @text, ')')"/></xsl:if>
		<xsl:if test="@court-case"><xsl:value-of select="concat(', ', @court-case)"/></xsl:if>
		<xsl:if test="@amount"><xsl:value-of select="concat(', ', $m[@key='decision.amount'], $colon, @amount)"/></xsl:if>
		<xsl:if test="@rank='6'"><xsl:value-of select="concat(' [', $m[@key='unverified'], ']')"/></xsl:if>
		<xsl:if test="@lost"><xsl:value-of select="concat(' [', $m[@key='decision.lost'], ']')"/></xsl:if>
	</xsl:variable>
	<xsl:call-template name="wrap"><xsl:with-param name="text" select="string($text)"/><xsl:with-param name="first" select="'  '"/><xsl:with-param name="indent" select="'    '"/></xsl:call-template>
	<xsl:call-template name="source"/>
</xsl:template>

<!-- The letters of one day, whom they named, and what silence about this state is worth. -->
<xsl:template name="waves">
	<xsl:for-each select="$act/f:waves/f:wave">
		<xsl:variable name="day"><xsl:call-template name="date"><xsl:with-param name="d" select="@date"/></xsl:call-template></xsl:variable>
		<xsl:variable name="n"><xsl:call-template name="count"><xsl:with-param name="key" select="'n.state'"/><xsl:with-param name="n" select="@states"/></xsl:call-template></xsl:variable>
		<xsl:variable name="whole"><xsl:choose><xsl:when test="@complete='yes'">x.wave.complete</xsl:when><xsl:otherwise>x.wave.open</xsl:otherwise></xsl:choose></xsl:variable>
		<xsl:variable name="in" select="contains(concat(' ', @names, ' '), concat(' ', $one, ' '))"/>
		<xsl:text>&#10;</xsl:text>
		<xsl:call-template name="line"><xsl:with-param name="key" select="'x.wave'"/><xsl:with-param name="a" select="$m[@key=concat('decision.', current()/@type)]"/>
			<xsl:with-param name="b" select="$day"/><xsl:with-param name="c" select="$n"/><xsl:with-param name="d" select="$m[@key=$whole]"/></xsl:call-template>
		<xsl:if test="@names!=''"><xsl:call-template name="line"><xsl:with-param name="key" select="'x.wave.names'"/><xsl:with-param name="a" select="@names"/><xsl:with-param name="indent" select="'  '"/></xsl:call-template></xsl:if>
		<xsl:if test="@not-named!=''"><xsl:call-template name="line"><xsl:with-param name="key" select="'x.wave.names-not'"/><xsl:with-param name="a" select="@not-named"/><xsl:with-param name="indent" select="'  '"/></xsl:call-template></xsl:if>
		<xsl:if test="$one"><xsl:call-template name="line"><xsl:with-param name="indent" select="'  '"/><xsl:with-param name="a" select="$name-of-state"/><xsl:with-param name="key"><xsl:choose>
			<xsl:when test="$in">x.wave.in</xsl:when><xsl:when test="@complete='yes'">x.wave.out</xsl:when><xsl:otherwise>x.wave.out.open</xsl:otherwise></xsl:choose></xsl:with-param></xsl:call-template></xsl:if>
		<xsl:call-template name="line"><xsl:with-param name="key" select="'x.source.rank'"/><xsl:with-param name="a" select="@cite"/><xsl:with-param name="indent" select="'  '"/></xsl:call-template>
	</xsl:for-each>
</xsl:template>

<!-- ground ================================================================================================================ -->
<xsl:template name="binding">
	<xsl:call-template name="section"><xsl:with-param name="key" select="'x.h.binding'"/></xsl:call-template>
	<xsl:if test="not($act/f:binding[@state=$one])"><xsl:call-template name="line"><xsl:with-param name="key" select="'x.binding.none'"/></xsl:call-template></xsl:if>
	<xsl:for-each select="$act/f:binding[@state=$one]">
		<xsl:call-template name="line"><xsl:with-param name="key" select="'x.bound'"/><xsl:with-param name="a" select="$name-of-state"/>
			<xsl:with-param name="b"><xsl:value-of select="$m[@key=concat('x.binding.', current()/@value)]"/><xsl:if test="@rank='6'"><xsl:value-of select="concat(' [', $m[@key='unverified'], ']')"/></xsl:if></xsl:with-param>
			<xsl:with-param name="c" select="@basis"/></xsl:call-template>
		<xsl:call-template name="source"><xsl:with-param name="indent" select="'  '"/></xsl:call-template>
	</xsl:for-each>
</xsl:template>

<xsl:template name="rules">
	<xsl:call-template name="section"><xsl:with-param name="key" select="'x.h.rules'"/></xsl:call-template>
	<xsl:for-each select="$act/f:outcomes">
		<xsl:if test="count($act/f:outcomes) &gt; 1"><xsl:variable name="day"><xsl:call-template name="date"><xsl:with-param name="d" select="$act/f:deadline[@no=current()/@deadline-no]/@date"/></xsl:call-template></xsl:variable>
			<xsl:call-template name="line"><xsl:with-param name="key" select="'x.deadline'"/><xsl:with-param name="a" select="@deadline-no"/><xsl:with-param name="b" select="$day"/></xsl:call-template></xsl:if>
		<xsl:apply-templates select="f:outcome[@result='fired']"/>
		<xsl:apply-templates select="f:outcome[@result='unknown']"/>
		<xsl:apply-templates select="f:outcome[@result='clean']"/>
	</xsl:for-each>
</xsl:template>

<xsl:template match="f:outcome">
	<xsl:variable name="first"><xsl:call-template name="pad"><xsl:with-param name="text" select="$m[@key=concat('x.result.', current()/@result)]"/><xsl:with-param name="n" select="14"/></xsl:call-template></xsl:variable>
	<xsl:variable name="text">
		<xsl:value-of select="concat(@rule, $colon)"/>
		<xsl:choose>
			<xsl:when test="@result='clean' and @why"><xsl:value-of select="@why"/></xsl:when>
			<xsl:when test="@result='fired' and @message"><xsl:value-of select="@message"/></xsl:when>
			<xsl:otherwise><xsl:value-of select="@title"/></xsl:otherwise>
		</xsl:choose>
		<xsl:if test="@why and @result!='clean'"><xsl:value-of select="concat(' (', @why, ')')"/></xsl:if>
		<xsl:if test="@result='unknown' and @needs"><xsl:text>; </xsl:text><xsl:call-template name="say"><xsl:with-param name="key" select="'x.needs'"/><xsl:with-param name="a" select="@needs"/></xsl:call-template></xsl:if>
	</xsl:variable>
	<xsl:call-template name="wrap"><xsl:with-param name="text" select="string($text)"/><xsl:with-param name="first" select="string($first)"/><xsl:with-param name="indent" select="substring($blank, 1, 14)"/></xsl:call-template>
</xsl:template>

<xsl:template name="clears">
	<xsl:call-template name="section"><xsl:with-param name="key" select="'x.h.clears'"/></xsl:call-template>
	<xsl:if test="not($judged/f:cell/@level)"><xsl:call-template name="line"><xsl:with-param name="key" select="'x.clears.none'"/></xsl:call-template></xsl:if>
	<xsl:for-each select="$judged/f:cell[@level]">
		<xsl:variable name="rule" select="$act/f:outcomes[@deadline-no=current()/../@no]/f:outcome[@rule=current()/@rule]"/>
		<xsl:choose>
			<xsl:when test="$rule/@clears"><xsl:call-template name="wrap"><xsl:with-param name="text" select="string($rule/@clears)"/>
				<xsl:with-param name="first" select="concat(@rule, $colon)"/><xsl:with-param name="indent" select="'  '"/></xsl:call-template></xsl:when>
			<xsl:otherwise><xsl:call-template name="line"><xsl:with-param name="key" select="'x.clears.unsaid'"/></xsl:call-template></xsl:otherwise>
		</xsl:choose>
	</xsl:for-each>
</xsl:template>

<xsl:template name="unknowns">
	<xsl:call-template name="section"><xsl:with-param name="key" select="'x.h.unknown'"/></xsl:call-template>
	<xsl:if test="not($act/f:unknowns/f:unknown)"><xsl:call-template name="line"><xsl:with-param name="key" select="'x.unknown.none'"/></xsl:call-template></xsl:if>
	<xsl:for-each select="$act/f:unknowns/f:unknown"><xsl:call-template name="wrap"><xsl:with-param name="text" select="string(f:message)"/>
		<xsl:with-param name="first" select="'- '"/><xsl:with-param name="indent" select="'  '"/></xsl:call-template></xsl:for-each>
</xsl:template>

<xsl:template name="notes">
	<xsl:if test="$act/f:notes/f:note"><xsl:call-template name="section"><xsl:with-param name="key" select="'x.h.notes'"/></xsl:call-template></xsl:if>
	<xsl:for-each select="$act/f:notes/f:note">
		<xsl:call-template name="wrap"><xsl:with-param name="first" select="'- '"/><xsl:with-param name="indent" select="'  '"/><xsl:with-param name="text">
			<xsl:if test="@state and not($one)"><xsl:value-of select="concat(@state, $colon)"/></xsl:if><xsl:if test="@date"><xsl:value-of select="concat(@date, $colon)"/></xsl:if><xsl:value-of select="@text"/></xsl:with-param></xsl:call-template>
		<xsl:call-template name="source"><xsl:with-param name="indent" select="'  '"/></xsl:call-template>
	</xsl:for-each>
</xsl:template>

<xsl:template name="evidence">
	<xsl:call-template name="section"><xsl:with-param name="key" select="'x.h.evidence'"/></xsl:call-template>
	<xsl:if test="not($act/f:reads/f:read)"><xsl:call-template name="line"><xsl:with-param name="key" select="'x.reads.none'"/></xsl:call-template></xsl:if>
	<xsl:for-each select="$act/f:reads/f:read">
		<xsl:variable name="day"><xsl:call-template name="date"><xsl:with-param name="d" select="@on"/></xsl:call-template></xsl:variable>
		<xsl:call-template name="wrap"><xsl:with-param name="first" select="'- '"/><xsl:with-param name="indent" select="'  '"/><xsl:with-param name="text">
			<xsl:value-of select="concat($m[@key=concat('what.', current()/@what)], ' ', @scope, $colon, $day, ', ', $m[@key=concat('x.read.whole.', current()/@whole)], ', ', $m[@key=concat('status.', current()/@status)])"/>
			<xsl:text>, </xsl:text><xsl:call-template name="count"><xsl:with-param name="key" select="'n.row'"/><xsl:with-param name="n" select="@rows"/></xsl:call-template></xsl:with-param></xsl:call-template>
		<xsl:for-each select="@query|@file|@evidence"><xsl:call-template name="line"><xsl:with-param name="key" select="concat('x.', name())"/>
			<xsl:with-param name="a" select="string(.)"/><xsl:with-param name="indent" select="'  '"/></xsl:call-template></xsl:for-each>
	</xsl:for-each>
	<xsl:call-template name="wrap"><xsl:with-param name="text"><xsl:if test="$act/@short!=$act/@number"><xsl:value-of select="concat($act/@short, ' ')"/></xsl:if><xsl:value-of select="concat($act/@number, ':')"/></xsl:with-param></xsl:call-template>
	<xsl:for-each select="$act"><xsl:call-template name="source"><xsl:with-param name="indent" select="'  '"/></xsl:call-template></xsl:for-each>
</xsl:template>

</xsl:stylesheet>
