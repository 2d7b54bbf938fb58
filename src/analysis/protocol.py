"""Hold the names that two rooms of the package have to agree on, each of them once.

The kit writes them into notebooks and the pipeline reads them there, or the pipeline
sets them and the data room reads them. This module imports nothing.
"""

# What an output of a notebook may carry beside what readers see.

DATA_MIME = "application/vnd.evaluation.data+json"
"""The data of a table or chart: kind, title, columns, rows."""

PACKAGE_MIME = "application/vnd.evaluation.package+json"
"""Files for the site's downloads: a folder, and the text of each file by name."""

# What the pipeline tells the process of a notebook, and hears from it.

EDITIONS_VARIABLE = "EVALUATION_EDITIONS"
"""Environment variable with the path of a JSON file: other editions by date."""

CACHE_VARIABLE = "EVALUATION_CACHE"
"""Environment variable with the folder of the cache, which children share."""

USE_EVENT = "analysis.use"
"""Audit event: a file is used, or read by a library that Python does not see."""

BROWSE_EVENT = "analysis.browse"
"""Audit event: a folder is read whole; its files count only once they are used."""

# Pages, folders and anchors of the site.

SITE = "site:"
"""Scheme of a link to a page of the site, such as ``site:sources#S053``."""

HOME_PAGE = "index"
SOURCES_PAGE = "sources"
METHODS_PAGE = "methods"
CHANGES_PAGE = "changes"

EDITIONS_ANCHOR = "editions"
"""Anchor of the list of editions on the page of changes."""

FACT_ANCHOR = "fact-"
"""Start of the anchor of a fact on the page of sources."""

DISPUTED_ANCHOR = "disputed-"
"""Start of the anchor of a fact in the register of contradictions."""

EDITIONS_FOLDER = "editions"
"""Folder of the site in which each edition stands under its date."""

DOWNLOADS_FOLDER = "downloads"
PACKAGE_FOLDER = f"{DOWNLOADS_FOLDER}/data"
PACKAGE_FILE = "datapackage.json"
"""The description of the data package, beside the tables that it names."""

# Classes of the parts of a page, which the kit writes, and the style sheet, the PDF's
# filters and the pipeline know.

FINDING = "finding"
HEADLINES = "headlines"
HEADLINE = "headline"
FACTS = "facts"
FACT = "fact"
EVIDENCE = "evidence"
NOTICE = "notice"
COUNCILS = "councils"
COUNCIL = "council"
TABLE_FRAME = "table-scroll"
CHART_FRAME = "chart-scroll"

USED_BY = "used-by"
"""A place that the site fills with links to the pages that use a document."""

USED_DOCUMENT = "data-document"
"""Attribute of such a place: the document's id."""

EDITIONS_LIST = ("<!-- list-of-editions -->", "<!-- /list-of-editions -->")
"""Around the list of editions, which a build writes anew when editions change."""

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""Starts of a text that a spreadsheet would take for a formula."""
