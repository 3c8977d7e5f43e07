"""Page to article: decoding, cleaning, and what the page says about itself.

HTML is cleaned in a guarded worker process; plain text and mail are kept letter for letter. In both, what is not
the report is marked as furniture rather than cut.
"""

from sayso.reading.html import GuardedExtractor, HtmlExtractor, HtmlText
from sayso.reading.pages import LATEST_YEAR, read_page

__all__ = ["LATEST_YEAR", "GuardedExtractor", "HtmlExtractor", "HtmlText", "read_page"]
