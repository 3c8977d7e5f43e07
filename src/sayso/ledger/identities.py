"""Who is one speaker across the stories of a ledger: keys that were ever printed together with a name, joined."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection, insert, select, update

from sayso.ledger.queries import batched
from sayso.ledger.schema import entities, identities
from sayso.linking.identities import identity_from, keys_of, main_key
from sayso.records import Entity, Speaker


def know_speakers(connection: Connection, speakers: Iterable[Speaker]) -> None:
    """Join the identities that one of these speakers shows to be the same."""
    keys_by_speaker = {keys for speaker in speakers if (keys := keys_of(speaker))}
    known = _known(connection, {key for keys in keys_by_speaker for key in keys})
    for keys in sorted(keys_by_speaker):
        old = sorted({known[key] for key in keys if key in known})
        if len(old) == 1 and all(key in known for key in keys):
            continue
        all_keys = (
            connection.scalars(select(identities.c.key).where(identities.c.identity.in_(old))).all() if old else ()
        )
        identity = identity_from([*keys, *all_keys])
        for table in (identities, entities) if old and old != [identity] else ():
            connection.execute(update(table).where(table.c.identity.in_(old)).values(identity=identity))
        new = [{"key": key, "identity": identity} for key in keys if key not in known]
        if new:
            connection.execute(insert(identities), new)
        known |= dict.fromkeys([*keys, *all_keys], identity)


def _known(connection: Connection, keys: Iterable[str]) -> dict[str, str]:
    known: dict[str, str] = {}
    for some in batched(sorted(keys)):
        for row in connection.execute(select(identities).where(identities.c.key.in_(some))):
            known[row.key] = row.identity
    return known


def identities_of(connection: Connection, found: Sequence[Entity], speakers: Mapping[str, Speaker]) -> dict[str, str]:
    """Entity id -> its identity; an entity that nothing makes known elsewhere is its own.

    A key that no article printed, but a person's correction, is known from now on, so that articles to come join it.
    """
    key_of = {entity.id: main_key(entity, speakers) for entity in found}
    known = _known(connection, {key for key in key_of.values() if key})
    said = sorted({key for key in key_of.values() if key and key not in known})
    if said:
        connection.execute(insert(identities), [{"key": key, "identity": identity_from([key])} for key in said])
    return {id: known.get(key) or identity_from([key]) if key else id for id, key in key_of.items()}
