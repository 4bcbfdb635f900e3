"""The options of the configuration: what is checked, and which options of others are filled in where they are unset."""

from __future__ import annotations

from datetime import datetime

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import ConfigError

from ...catalogue.permalinks import PLACEHOLDERS, find_unknown_placeholders
from ...fields.dialects import FIELDS
from ...loading.build_time import get_build_time
from ...outputs.metadata.head_tags import render_head_tags
from ...problems import Code, Problem, Report, ignore_problem
from ...settings import PREFIX, Settings, check_settings, read_ablog_options
from ...suggestions import did_you_mean, find_similar_names
from ..builders.books import fill_in_book_options
from ..given_options import is_given
from ..warnings import warn
from .card_options import read_card_options
from .comment_options import read_comment_options
from .picture_options import read_picture_options
from .site_address import fill_in_address
from .site_languages import read_site_languages
from .site_name import fill_in_names
from .untrusted_options import fill_in_mathjax


def fill_in_options(app: Sphinx, config: Config) -> None:
    """Set options of Sphinx and of other extensions that the project leaves open. None that it has set is changed."""
    fill_in_address(config)
    for name, value in read_ablog_options(config._raw_config).items():
        if not is_given(config, PREFIX + name):
            config[PREFIX + name] = value
    fill_in_names(app, config, read_values(config))
    fill_in_opengraph(config)
    fill_in_mathjax(config)
    fill_in_book_options(app, config)


def fill_in_opengraph(config: Config) -> None:
    """Let sphinxext-opengraph draw no cards, if the project does not say otherwise."""
    if config.ogp_social_cards is None:
        config.ogp_social_cards = {"enable": False}


def build_time(config: Config) -> datetime:
    """Return the time by which posts are scheduled or expired, in the time zone of the site.

    :raises ConfigError: an option or ``SOURCE_DATE_EPOCH`` cannot be read.
    """
    settings = read_values(config)
    try:
        return get_build_time(settings.today, settings.zone)
    except ValueError as error:
        raise ConfigError(str(error)) from error


def own_language(config: Config) -> str:
    """Return the language that ``conf.py`` names, whatever language a translation of the site is built in."""
    return str(config._raw_config.get("language") or config.values["language"].default)


def read_values(config: Config, report: Report = ignore_problem) -> Settings:
    """Return the values of the options.

    :param report: gets the items of lists that are left out.
    """
    values = {name: config[name] for name in config.values if name.startswith(PREFIX)}
    return Settings.from_values(values, str(config.language), report)


def _warn_of_unknown_options(config: Config) -> None:
    """Warn of misspelt options. Sphinx ignores what it does not know, which may be a variable of the project."""
    known = {name.removeprefix(PREFIX) for name in config.values if name.startswith(PREFIX)}
    given = {name.removeprefix(PREFIX) for name in config._raw_config if name.startswith(PREFIX)}
    for name in sorted(given - known):
        if similar := find_similar_names(name, known, cutoff=0.8):
            hint = did_you_mean([PREFIX + similar[0]])
            warn(Code.OPTION_INVALID, f"{PREFIX}{name} is no option of this extension, so it is ignored.{hint}", None)


def read_settings(app: Sphinx) -> Settings:
    """Return the values of the options, and warn of those that cannot be used."""

    def report(problem: Problem) -> None:
        warn(problem.code, problem.message, None)

    config = app.config
    settings = read_values(config, report)
    for name in ("browse", "page_size", "tag_min_posts", "max_size", "feed_size", "article_type"):
        given, used = config[PREFIX + name], getattr(settings, name)
        if type(given) is type(used) and given != used:  # Sphinx warns of other types
            warn(Code.OPTION_INVALID, f"{PREFIX}{name} = {given!r} cannot be used; {used!r} is used instead.", None)
    _warn_of_unknown_options(config)
    for name in settings.added_keys:
        if name not in FIELDS:
            hint = did_you_mean(find_similar_names(name, FIELDS)[:1])
            warn(Code.OPTION_INVALID, f"{PREFIX}fields names {name!r}, which is no field of an article.{hint}", None)
    for pattern in (pattern for own in settings.by_collection.values() for pattern in own.permalink_patterns):
        for name in find_unknown_placeholders(pattern):
            hint = did_you_mean(find_similar_names(name, PLACEHOLDERS)[:1])
            message = f"{PREFIX}permalinks: {pattern!r} is not used, because ':{name}' is no placeholder.{hint}"
            warn(Code.OPTION_INVALID, message, None)
    check_settings(settings, report)
    read_card_options(config, app.confdir, report)
    read_comment_options(settings, app.confdir, report)
    render_head_tags(settings.head_tags, report)
    read_picture_options(config, report)
    read_site_languages(settings, report)
    return settings
