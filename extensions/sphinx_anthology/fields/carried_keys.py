"""The keys of front matter that engines and other tools use for themselves."""

from __future__ import annotations

from .field_rows import normalise_key

CARRIED_KEYS = frozenset(
    map(
        normalise_key,
        (
            "layout type template kind id uid key cuid version release extra emoji icon toc share "
            "resource menu menus nav navOrder sidebar sidebarLabel sidebarPosition parent grandParent hasChildren prev next "
            "outputs cascade build sitemap robots noindex dsqThreadId disqusTitle SBMCount issue forumUsername "
            "blogpost location defaultLangCommit cssclasses cssclass css js scripts style class bodyClass "
            "hideTableOfContents hideTitle paginationNext paginationPrev lastUpdateAuthor mediumPostId mediumEnabled "
            "mediumUrl devToId hash license copyright password markup engine syntaxHighlighter featuredImagePreview "
            "lightgallery ogType twitterCard schema jsonLd abbreviations numbering exports bibliography downloads github "
            "githubUrl source sourceUrl taxonomies header footer email changelog isCJKLanguage wordCount "
            "showToc tocOpen mermaid chart "
            # docutils, Pelican and ABlog
            "organization contact address revision dedication saveAs exclude "
            # Quarto and Jupytext
            "format execute jupyter engine knitr filters shortcodes echo eval output include cache freeze warning message "
            "codeFold codeTools codeSummary codeOverflow codeLineNumbers codeCopy codeLink codeAnnotations dfPrint "
            "titleBlockBanner titleBlockStyle titleBlockCategories imageHeight imageWidth listing crossref citation "
            "csl numberSections numberDepth tocTitle tocLocation tocExpand figWidth figHeight figFormat figDpi figAlign "
            "figCapLocation tblCapLocation pageLayout htmlMathMethod embedResources selfContained outputFile outputDir "
            "dateFormat doi googleScholar anchorSections smoothScroll linkExternalIcon linkExternalNewwindow theme "
            "highlightStyle celltoolbar widgets nbhosting rise varInspector vscode colab "
            "descriptionMeta dateMeta categoriesMeta tocDepth editor editorOptions openGraph affiliations funding authorTitle "
            "includeInHeader includeBeforeBody includeAfterBody referenceLocation citationLocation appendixStyle "
            "appendixCiteAs website project brand otherLinks codeLinks breadCrumbs backToTopNavigation nocite "
            "linkCitations ipynbFilters ipynbShellInteractivity lightbox pageNavigation pdfEngine fontsize mainfont "
            "monofont sansfont linestretch geometry documentclass classoption papersize keepMd keepIpynb keepTex standalone "
            "institute thanks shiftHeadingLevelBy crossrefsHover footnotesHover citationsHover grid marginHeader "
            "marginFooter respectUserColorScheme search notebookLinks notebookView notebookPreviewOptions validateYaml "
            "server htmlTableProcessing latexAutoMk fontcolor linkcolor backgroundcolor maxWidth "
            # Eleventy
            "eleventyNavigation eleventyComputed eleventyImport templateEngineOverride pagination "
            # mystmd
            "venue shortTitle openAccess settings"
        ).split(),
    )
)
"""Normalised keys that blog engines and other tools use for themselves. They have no effect on the page of an article."""
