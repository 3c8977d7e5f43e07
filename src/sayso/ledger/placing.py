"""The SQL by which an article finds its place, for the driver itself.

All of it is asked for every article that is added, some of it often: built and read by SQLAlchemy it took as long
again as the database takes to answer. (...) stands for a list of values of any length.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from sayso.linking import reprints, stories
from sayso.linking.stories import FAR

# Values that are asked about in one statement, at most.
AT_ONCE = 512
# The Julian day of the ordinal 0.
JULIAN_DAY_0 = 1721424.5

PUT_FEATURES = "INSERT INTO story_features (number, day, instant, title, packed) VALUES (?, ?, ?, ?, ?)"
PUT_STORY_KEY = "INSERT INTO story_keys (key, day, number) VALUES (?, ?, ?)"
PUT_PASSAGE = "INSERT INTO passages (key, number) VALUES (?, ?)"
PUT_BAND = "INSERT INTO bands (band, number) VALUES (?, ?)"
PUT_SKETCH = "INSERT INTO sketches (number, signature, version, extractor_id) VALUES (?, ?, ?, ?)"
PUT_ALIKE = "INSERT INTO alike (number, other, likeness) VALUES (?, ?, ?)"

PUT_STORY = "INSERT INTO stories (id, first_number, title, is_stale, extractor_id) VALUES (?, ?, ?, TRUE, ?)"
HAS_STORY = "SELECT 1 FROM stories WHERE id = ?"
PUT_INTO_STORY = "INSERT INTO story_articles (article_id, story_id, number, day, instant) VALUES (?, ?, ?, ?, ?)"
TAKE_FROM_STORY = "DELETE FROM story_articles WHERE article_id = ?"

# What is told of an article's place: its number, day, instant and id, and then what else is asked.
PLACES = """
    SELECT f.number, f.day, f.instant, x.id
    FROM articles x JOIN story_features f ON f.number = x.number WHERE x.id IN (...)
"""
PLACES_OF_LAST_DAY = """
    SELECT f.number, f.day, f.instant, x.id FROM story_features f JOIN articles x ON x.number = f.number
    WHERE f.day = (SELECT MAX(day) FROM story_features)
"""
HAS_UNDATED = "SELECT 1 FROM story_features WHERE day = ? LIMIT 1"
FEATURES = """
    SELECT f.number, f.day, f.instant, x.id, f.title, f.packed
    FROM story_features f JOIN articles x ON x.number = f.number WHERE f.number IN (...)
"""
ALIKE = """
    SELECT f.number, f.day, f.instant, x.id, a.likeness
    FROM alike a JOIN story_features f ON f.number = a.other JOIN articles x ON x.number = a.other
    WHERE a.number = ?
"""
# Of an article its story's first one.
FIRST_OF_STORY = """
    SELECT f.number, f.day, f.instant, x.id, s.article_id
    FROM story_articles s JOIN stories t ON t.id = s.story_id
    JOIN story_features f ON f.number = t.first_number JOIN articles x ON x.number = t.first_number
    WHERE s.article_id IN (...)
"""
# Articles after a place that are alike to one of a story's, or share a text with one. The day is asked by itself, so
# that of the many that are not after it no more than the day is read.
ALIKE_TO_STORY = """
    SELECT f.number, f.day, f.instant, x.id FROM (
        SELECT a.other AS number FROM story_articles s JOIN alike a ON a.number = s.number WHERE s.story_id = :story
        UNION
        SELECT x.number FROM story_articles s JOIN reprints r ON r.of_id = s.article_id
            JOIN articles x ON x.id = r.article_id WHERE s.story_id = :story
        UNION
        SELECT x.number FROM story_articles s JOIN reprints r ON r.article_id = s.article_id
            JOIN articles x ON x.id = r.of_id WHERE s.story_id = :story
    ) found JOIN story_features f ON f.number = found.number JOIN articles x ON x.number = found.number
    WHERE f.day >= :day AND (f.day, f.instant, x.id) > (:day, :instant, :article)
"""
# How many articles of a story stand before a place.
SIZE = """
    SELECT COUNT(*) FROM story_articles
    WHERE story_id = ? AND day >= ? AND (day, instant, article_id) < (?, ?, ?)
"""

STORIES_WITH = "SELECT DISTINCT story_id FROM story_articles WHERE article_id IN (...)"
TOLD = "SELECT id FROM stories WHERE id IN (...) AND NOT is_stale"
DROP_EMPTY = """
    DELETE FROM stories
    WHERE id IN (...) AND NOT EXISTS (SELECT 1 FROM story_articles WHERE story_id = stories.id)
"""
# Days are ordinals, and SQLite makes dates of Julian days. Asked apart, both ends are read from the index, however
# many articles stand between them.
_DATED = f"FROM story_articles WHERE story_id = stories.id AND day < {stories.NO_DAY}"
HAVE_RETOLD = f"""
    UPDATE stories SET is_stale = TRUE,
        first_on = (SELECT date({JULIAN_DAY_0} + MIN(day)) {_DATED}),
        last_on = (SELECT date({JULIAN_DAY_0} + MAX(day)) {_DATED})
    WHERE id IN (...)
"""  # noqa: S608 - of words above

_WHOLE = ", ".join(f"'{relation.value}'" for relation in sorted(stories.WHOLE))
COPIES = f"""
    SELECT of_id FROM reprints WHERE article_id = :article AND relation IN ({_WHOLE})
    UNION SELECT article_id FROM reprints WHERE of_id = :article AND relation IN ({_WHOLE})
"""  # noqa: S608 - of words above


def in_lists(query: str, values: Sequence[object]) -> Iterator[tuple[str, list[object]]]:
    """`query` with (...) written out, as often as it takes to ask about all of `values`, each time with some of them.

    Lists are filled up with NULL, which equals nothing, to a power of two: the driver keeps what it has prepared.
    """
    for start in range(0, len(values), AT_ONCE):
        some = values[start : start + AT_ONCE]
        length = 1 << (len(some) - 1).bit_length()
        yield _with_list(query, length), [*some, *[None] * (length - len(some))]


@cache
def _with_list(query: str, length: int) -> str:
    return query.replace("(...)", f"({', '.join('?' * length)})")


@cache
def sharers(table: str, column: str, n_keys: int) -> str:
    """For each of so many keys the first articles that have it."""
    one = f"SELECT {column}, number FROM {table} WHERE {column} = ? LIMIT {reprints.MOST_SHARERS}"  # noqa: S608
    return _all_of([one] * n_keys)


@cache
def telling(is_far: tuple[bool, ...], with_undated: bool) -> str:
    """The sum of the weights of the keys that an article shares, for the latest articles that have each key.

    The last row is no article: it says whether there were too many for one of the keys.
    """
    one = "FROM story_keys WHERE key = :k{}{} ORDER BY day DESC LIMIT {}"
    near = [" AND day BETWEEN :first AND :last", *([" AND day = :undated"] if with_undated else [])]
    asked = [(at, far, where) for at, far in enumerate(is_far) for where in ([""] if far else near)]
    lists = (
        f"SELECT number, {stories.weight_of(FAR if far else 0)} AS weight {one.format(at, where, stories.MOST_SHARERS)}"
        for at, far, where in asked
    )
    lasts = (f"(SELECT 1 {one.format(at, where, 1)} OFFSET {stories.MOST_SHARERS - 1})" for at, _, where in asked)
    base = stories.weight_of(FAR)
    enough = f"SUM(weight) % {base} >= {stories.NEAR_SHARED} OR SUM(weight) / {base} >= {stories.FAR_SHARED}"
    return (
        f"SELECT * FROM (SELECT number, SUM(weight) FROM ({_all_of(lists)}) "  # noqa: S608 - of words above
        f"WHERE number <> :own GROUP BY number HAVING {enough} "
        f"ORDER BY SUM(weight) % {base} DESC, SUM(weight) DESC LIMIT {stories.MOST_COMPARED}) "
        f"UNION ALL SELECT 0, COALESCE({', '.join(lasts)}, 0)"
    )


def _all_of(queries: Iterable[str]) -> str:
    return " UNION ALL ".join(f"SELECT * FROM ({query})" for query in queries)  # noqa: S608 - of words above
