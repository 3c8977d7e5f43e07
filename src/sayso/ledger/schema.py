"""The tables of a ledger, for SQLite and PostgreSQL alike.

An article's text stands once, in `articles.text`; whatever was found in it is kept as offsets into it. Spans are
JSON arrays in text columns ("[[0,12],[40,47]]"): they are always read whole with their row and never searched by,
a table of spans would be the largest of the ledger, and text is the same on every database.

Statements and speakers keep the ids they have in the exchange format. The tables from `bands` down are derived: keys
by which an article finds those it may have to do with (`shelf`), and links across articles, replaced story by story.
The full-text index is derived too and lives apart (`search`). Nothing here reads a clock: the same reports make the
same ledger.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

# Every revision this sayso knows, oldest first; the last is the shape below. A test holds them against migrations/.
REVISIONS = ("0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008", "0009", "0010")
HEAD = REVISIONS[-1]

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _made_by() -> Column[int]:
    """Which program made the row, and in which version."""
    return Column("extractor_id", ForeignKey("extractors.id"), nullable=False)


def _carrying() -> list[Column[Any]]:
    """One article, and another whose text it carries."""
    return [
        Column("article_id", ForeignKey("articles.id"), primary_key=True),
        Column("of_id", ForeignKey("articles.id"), primary_key=True, index=True),
        Column("relation", Text, nullable=False),
        Column("how", Text, nullable=False),
        Column("evidence", Text, nullable=False),
        Column("shared", Float, nullable=False),
        _made_by(),
    ]


extractors = Table(
    "extractors",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("version", Text, nullable=False),
    UniqueConstraint("name", "version"),
)

articles = Table(
    "articles",
    metadata,
    # The order of adding, and the row number of the full-text index.
    Column("number", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("url", Text),
    Column("outlet", Text),
    Column("agency", Text),
    Column("agency_evidence", Text, nullable=False),
    Column("byline", Text, nullable=False),
    Column("title", Text),
    Column("dateline_place", Text),
    Column("dateline_on", Date),
    Column("dateline_span", Text),
    Column("dateline_rule", Text),
    Column("published_at", Text),
    Column("published_from", Text),
    # The publication day, else the dateline's: what lists are sorted by.
    Column("dated_on", Text, index=True),
    Column("language", Text),
    Column("text", Text, nullable=False),
    Column("furniture", Text, nullable=False),
    Column("page_map", Text),
    _made_by(),
    # All that a list of an outlet's articles looks at: their texts lie apart.
    Index(None, "outlet", "dated_on", "id"),
)

pages = Table(
    "pages",
    metadata,
    Column("article_id", ForeignKey("articles.id"), primary_key=True),
    Column("origin", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("charset", Text),
    # ISO 8601, UTC; as the carrier said, never asked from a clock here.
    Column("fetched_at", Text),
    # The bytes as received, deflated (zlib); NULL where they are exactly the article's text in UTF-8.
    Column("content", LargeBinary),
    # By digest: origins can be longer than an index entry may be.
    Index(None, "sha256"),
)

speakers = Table(
    "speakers",
    metadata,
    Column("id", Text, primary_key=True),
    Column("article_id", ForeignKey("articles.id"), nullable=False, index=True),
    Column("name", Text, nullable=False),
    # The name as `who` compares it: without case, accents and titles.
    Column("name_key", Text, nullable=False, index=True),
    Column("kind", Text, nullable=False),
    Column("sector", Text, nullable=False),
    Column("role", Text),
    Column("institution", Text),
    Column("on_record", Text, nullable=False),
    Column("mentions", Text, nullable=False),
    Column("claimed_number", Integer),
    Column("anonymity_reason", Text),
    _made_by(),
)

statements = Table(
    "statements",
    metadata,
    Column("id", Text, primary_key=True),
    Column("article_id", ForeignKey("articles.id"), nullable=False),
    # Place in the article's order, from 0.
    Column("number", Integer, nullable=False),
    Column("form", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("cue", Text, nullable=False),
    Column("content", Text, nullable=False),
    Column("act", Text, nullable=False),
    Column("factuality", Text),
    Column("presupposed", Boolean, nullable=False),
    Column("speaker_id", ForeignKey("speakers.id"), index=True),
    Column("reason", Text, nullable=False),
    Column("via", Text, nullable=False),
    Column("said_start", Date),
    Column("said_end", Date),
    Column("said_anchor", Text),
    Column("said_rule", Text),
    Column("said_span", Text),
    Column("confidence", Float, nullable=False),
    Column("refers_to", Text, nullable=False),
    # How the article's own writer keeps away from the content.
    Column("author_act", Text),
    Column("author_factuality", Text),
    Column("author_span", Text),
    _made_by(),
    UniqueConstraint("article_id", "number"),
)

problems = Table(
    "problems",
    metadata,
    Column("number", Integer, primary_key=True),
    # SHA-256 of the four fields: one problem met twice is one row.
    Column("digest", Text, nullable=False, unique=True),
    Column("origin", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", Text, nullable=False),
    # For a problem inside an article that could be read otherwise.
    Column("article_id", ForeignKey("articles.id"), index=True),
    _made_by(),
)

sketches = Table(
    "sketches",
    metadata,
    Column("number", ForeignKey("articles.number"), primary_key=True, autoincrement=False),
    # As `linking.sketches` makes them; sketches of unlike versions cannot be compared.
    Column("signature", LargeBinary, nullable=False),
    Column("version", Integer, nullable=False),
    _made_by(),
)

# What people said against what was found; entries are never changed or dropped.
corrections = Table(
    "corrections",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    # Lists of article ids. They are no foreign keys: a correction may be brought along before its articles are.
    Column("articles", Text, nullable=False),
    Column("others", Text, nullable=False),
    Column("undoes", ForeignKey("corrections.number")),
    Column("author", Text, nullable=False),
    # ISO 8601, UTC; told by the caller.
    Column("at", Text, nullable=False),
    # Statements by their letters: [["a1",[40,90],[0,39]]].
    Column("statements", Text, nullable=False, server_default="[]"),
    Column("against", Text, nullable=False, server_default="[]"),
    Column("value", Text),
    Column("speaker_kind", Text),
    Column("role", Text),
)

# The tables of keys know articles by their number: their rows are many, and a number is short.
bands = Table(
    "bands",
    metadata,
    Column("band", BigInteger, primary_key=True, autoincrement=False),
    Column("number", ForeignKey("articles.number"), primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

# One in sixteen of an article's runs of five words, as `linking.reprints` chooses them.
passages = Table(
    "passages",
    metadata,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("number", ForeignKey("articles.number"), primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

# What grouping into stories needs to know of an article, as `linking.stories` makes it.
story_features = Table(
    "story_features",
    metadata,
    Column("number", ForeignKey("articles.number"), primary_key=True, autoincrement=False),
    # Where it stands in order: ordinal of the day, instant as printed, and then the article's id.
    Column("day", Integer, nullable=False, index=True),
    Column("instant", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("packed", LargeBinary, nullable=False),
)

# The most telling terms of an article.
story_keys = Table(
    "story_keys",
    metadata,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("day", Integer, primary_key=True, autoincrement=False),
    Column("number", ForeignKey("articles.number"), primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

# Pairs of articles that may tell of one happening; each pair stands twice.
alike = Table(
    "alike",
    metadata,
    Column("number", ForeignKey("articles.number"), primary_key=True, autoincrement=False),
    Column("other", ForeignKey("articles.number"), primary_key=True),
    Column("likeness", Float, nullable=False),
    sqlite_with_rowid=False,
)

# Articles that have no place in the links below yet. Not empty: the links are stale, and the next read mends them.
unlinked = Table(
    "unlinked",
    metadata,
    Column("article_id", ForeignKey("articles.id"), primary_key=True),
)

# Every pair of which one carries the other's text; the closest of them are the reprints.
derivations = Table("derivations", metadata, *_carrying())

reprints = Table("reprints", metadata, *_carrying())

stories = Table(
    "stories",
    metadata,
    Column("id", Text, primary_key=True),
    # The first article, whose title is the story's.
    Column("first_number", ForeignKey("articles.number"), nullable=False),
    Column("title", Text, nullable=False),
    Column("first_on", Text),
    Column("last_on", Text, index=True),
    # Whether entities, claims and quotations are still those of other articles than the story has now.
    Column("is_stale", Boolean, nullable=False),
    _made_by(),
    Index(None, "is_stale"),
)

story_articles = Table(
    "story_articles",
    metadata,
    Column("article_id", ForeignKey("articles.id"), primary_key=True),
    Column("story_id", ForeignKey("stories.id"), nullable=False),
    # The article's, and where it stands among the story's, as in story_features.
    Column("number", Integer, nullable=False),
    Column("day", Integer, nullable=False),
    Column("instant", Text, nullable=False),
    Index(None, "story_id", "day", "instant", "article_id"),
)

# Who speaks in one story.
entities = Table(
    "entities",
    metadata,
    Column("id", Text, primary_key=True),
    Column("story_id", ForeignKey("stories.id"), nullable=False, index=True),
    # Those of one identity, in whatever stories, are one speaker.
    Column("identity", Text, nullable=False),
    Column("name", Text, nullable=False),
    # As in speakers; and a person's family name alone.
    Column("name_key", Text, nullable=False, index=True),
    Column("family_key", Text, index=True),
    Column("kind", Text, nullable=False),
    Column("sector", Text, nullable=False),
    Column("role", Text),
    Column("institution", Text),
    Column("explained", Text, nullable=False),
    Column("renamed_by", Text),
    _made_by(),
    # All that a list of speakers by name looks at.
    Index(None, "identity", "name"),
    Index(None, "name", "identity"),
)

# Statements of a story whose speaker is another one than was found, because a person said so. Whom no article had as
# its speaker has a row of `speakers` made by "person", which stays as the correction does.
fixed_speakers = Table(
    "fixed_speakers",
    metadata,
    Column("statement_id", ForeignKey("statements.id"), primary_key=True),
    Column("story_id", ForeignKey("stories.id"), nullable=False, index=True),
    # NULL where the words are nobody's who can be told.
    Column("speaker_id", ForeignKey("speakers.id"), index=True),
    Column("author", Text, nullable=False),
)

# What a speaker is known by across stories: a name with a word of the role, an institution's name, an office.
identities = Table(
    "identities",
    metadata,
    Column("key", Text, primary_key=True),
    Column("identity", Text, nullable=False, index=True),
)

members = Table(
    "members",
    metadata,
    Column("speaker_id", ForeignKey("speakers.id"), primary_key=True),
    Column("entity_id", ForeignKey("entities.id"), nullable=False, index=True),
    Column("rank", Integer, nullable=False),
)

claims = Table(
    "claims",
    metadata,
    Column("id", Text, primary_key=True),
    Column("story_id", ForeignKey("stories.id"), nullable=False, index=True),
    Column("rank", Integer, nullable=False),
    Column("gloss", Text, nullable=False),
    Column("gloss_statement_id", ForeignKey("statements.id"), nullable=False),
    Column("gloss_spans", Text, nullable=False),
    Column("n_origins", Integer, nullable=False),
    Column("n_articles", Integer, nullable=False),
    Column("gloss_by", Text),
    # How it stands to other claims of its story, as in exports; NULL where to none.
    Column("related", Text),
    _made_by(),
)

positions = Table(
    "positions",
    metadata,
    Column("claim_id", ForeignKey("claims.id"), primary_key=True),
    Column("rank", Integer, primary_key=True, autoincrement=False),
    Column("statement_id", ForeignKey("statements.id"), nullable=False, index=True),
    Column("stance", Text, nullable=False),
    Column("figures", Text, nullable=False),
    Column("stance_by", Text),
    _made_by(),
)

quotations = Table(
    "quotations",
    metadata,
    Column("id", Text, primary_key=True),
    Column("story_id", ForeignKey("stories.id"), nullable=False, index=True),
    # NULL where the forms name nobody, or several.
    Column("speaker_id", ForeignKey("entities.id"), index=True),
    _made_by(),
)

quotation_forms = Table(
    "quotation_forms",
    metadata,
    Column("quotation_id", ForeignKey("quotations.id"), primary_key=True),
    # 0 is the fullest form, which the others are held against.
    Column("rank", Integer, primary_key=True, autoincrement=False),
    Column("statement_id", ForeignKey("statements.id"), nullable=False, index=True),
    Column("spans", Text, nullable=False),
    Column("relation", Text, nullable=False),
    # What changed, the words here and those of the fullest form: [["number",[40,42],[17,19]]].
    Column("changes", Text, nullable=False),
    _made_by(),
)

# Of one story, replaced together; emptied in this order, no foreign key ever points at nothing.
STORY_TABLES = (quotation_forms, quotations, positions, claims, members, entities, fixed_speakers)

# Where the meanings of statements lie (`meanings`): by text and weights, of no article.
meanings = Table(
    "meanings",
    metadata,
    Column("key", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False),
    Column("steps", LargeBinary, nullable=False),
)
