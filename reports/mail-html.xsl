<?xml version="1.0" encoding="UTF-8"?>
<!-- mail-html.xsl - an alert as an HTML page for mail programs: no script, nothing from elsewhere.
     In: a document of scope alert with its catalogue. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:f="urn:adquem:findings:1"
	xmlns:str="http://exslt.org/strings" exclude-result-prefixes="f str">

<xsl:include href="mail-words.xsl"/>
<xsl:output method="html" encoding="UTF-8" indent="no" doctype-system="about:legacy-compat"/>

<xsl:template match="/">
<html lang="{$root/f:messages/@lang}">
<head><meta name="viewport" content="width=device-width"/><meta name="color-scheme" content="light dark"/>
<title><xsl:call-template name="subject"/></title>
<style>
body { overflow-wrap: break-word; font: 16px/1.5 sans-serif; color: #10202e; background: #fff; max-width: 40em; margin: 1em auto; padding: 0 1em }
h1 { font-size: 1.25em; line-height: 1.3 } h2 { font-size: 1.05em; margin: 1.5em 0 .3em; border-bottom: 1px solid #9ab }
ul { margin: 0; padding: 0; list-style: none } li { margin: .5em 0; padding-left: .7em; border-left: 4px solid #9ab }
.worse li, .trouble li { border-color: #9b1c1c } .new li, .ending li, .moved li { border-color: #b35c00 } .better li, .closed li, .recovered li { border-color: #0b4f8a }
.why { display: block } .foot { margin-top: 2em; font-size: .9em; color: #445 } a { color: #0b4f8a } .test { border: 2px solid #9b1c1c; padding: .5em }
@media (prefers-color-scheme: dark) { body { color: #e8edf2; background: #10171f } .foot { color: #a9b5c0 } a { color: #8fc1ee } .test { border-color: #ff9d94 }
.worse li, .trouble li { border-color: #ff9d94 } .new li, .ending li, .moved li { border-color: #f0a860 } .better li, .closed li, .recovered li { border-color: #8fc1ee } }
</style></head>
<body><main>
	<h1><xsl:call-template name="subject"/></h1>
	<xsl:if test="$alert/@test"><p class="test"><xsl:value-of select="$m[@key='alert.test']"/></p></xsl:if>
	<p><xsl:call-template name="portfolio"/></p>
	<xsl:for-each select="str:tokenize($groups, ' ')[$alert/f:change/@group = .]">
		<xsl:variable name="group" select="string(.)"/>
		<xsl:variable name="n"><xsl:call-template name="of-group"><xsl:with-param name="group" select="$group"/></xsl:call-template></xsl:variable>
		<h2><xsl:value-of select="concat($m[@key=concat('alert.', $group)], ' (', $n, ')')"/></h2>
		<ul class="{$group}"><xsl:apply-templates select="$alert/f:change[@group=$group]"/></ul>
	</xsl:for-each>
	<p class="foot"><xsl:call-template name="still-open"/><xsl:if test="$alert/@site"><xsl:text> </xsl:text><a href="{$alert/@site}"><xsl:value-of select="$alert/@site"/></a></xsl:if></p>
	<p class="foot"><xsl:value-of select="$m[@key='alert.foot']"/></p>
</main></body>
</html>
</xsl:template>

<xsl:template match="f:change" mode="line">
	<xsl:param name="alike"/>
	<xsl:variable name="page"><xsl:call-template name="page"><xsl:with-param name="alike" select="$alike"/></xsl:call-template></xsl:variable>
	<xsl:variable name="head"><xsl:call-template name="change-head"><xsl:with-param name="alike" select="$alike"/></xsl:call-template></xsl:variable>
	<li><strong><xsl:choose>
			<xsl:when test="$page!=''"><a href="{$page}"><xsl:value-of select="$head"/></a></xsl:when>
			<xsl:otherwise><xsl:value-of select="$head"/></xsl:otherwise>
		</xsl:choose></strong>
		<xsl:if test="@message and @group!='recovered'"><span class="why"><xsl:value-of select="@message"/></span></xsl:if></li>
</xsl:template>

</xsl:stylesheet>
