"""Messages about references to posts and terms that do not exist."""

from __future__ import annotations

from ..catalogue.catalogue import Catalogue
from ..catalogue.taxonomy import Taxonomy
from ..slugs import slugify
from ..suggestions import did_you_mean, find_similar_names


def describe_unknown_target(catalogue: Catalogue, typ: str, target: str) -> str:
    """Return the warning for a reference to a post without a page, or to an unknown post or term, with similar names.

    :param typ: ``post``, or the value of a taxonomy.
    """
    if typ == "post":
        if waiting := catalogue.find_unpublished(target):
            return f"The post {target!r} is not published. Publish '{waiting.path}', or remove the link."
        names = set(catalogue.by_slug)
    else:
        terms = [term for collection in catalogue.collections.values() for term in collection.terms[Taxonomy(typ)].values()]
        names = {name for term in terms for name in (term.slug, term.full_name)}
    similar = find_similar_names(target, names) or find_similar_names(slugify(target), names)
    return f"There is no {typ} {target!r}.{did_you_mean(similar)}"
