"""Builds whose documents other programs read and write, in folders of their own."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from clusters import build, cluster, hide, in_its_session, make_certificates, make_command, needs_fork, refuse
from conftest import CONFIGURATION, Site
from sphinx_anthology.sphinx_ext.cluster.addresses import explain_refusal
from sphinx_anthology.sphinx_ext.cluster.batches import divide
from sphinx_anthology.sphinx_ext.cluster.orders import compare_versions, list_versions

pytest.importorskip("distributed")

POSTS = 30
SOON = {"DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "1s"}
"""How long a build waits for a scheduler."""


@in_its_session
@needs_fork
@pytest.mark.exact
@pytest.mark.parametrize("builder", ["html", "dirhtml", "epub"])
def test_a_cluster_gives_the_bytes_and_warnings_of_one_machine_at_first_and_after_edits(tmp_path: Path, builder: str) -> None:
    shown = tmp_path / "shown"
    shown.mkdir()
    site = Site(shown / "site")
    site.write("conf.py", f"{CONFIGURATION}html_baseurl = 'https://blog.example/'\n")
    site.picture("posts/picture.png")
    (site.folder / "large.bin").write_bytes(os.urandom(12_000_000))  # more than Dask expects to be sent
    for number in range(POSTS):
        write_post(site, number, f"tag{number % 3}")
    with cluster(tmp_path / "cluster", before=hide(shown)) as running:
        there = ["-b", builder, "--cluster", running.address]
        assert build(site, "there", *there) == build(site, "here", "-b", builder)
        for number in range(5, 17):  # more than what the build does itself
            write_post(site, number, "another tag")
        site.post("new", "[Old](p05.md)\n", title="The newest", tags="tag2")
        (site.folder / "posts" / "p03.md").unlink()
        assert build(site, "there", *there) == build(site, "here", "-b", builder)


def write_post(site: Site, number: int, tag: str) -> None:
    """Write a post with a picture, a link to the next one and one to nothing."""
    following = f"[Next](p{(number + 1) % POSTS:02}.md), {{ref}}`nothing{number}`"
    site.post(f"p{number:02}", f"![A](picture.png)\n\n{following}\n\n## Part {number}\n\nText.\n", tags=tag)


@pytest.fixture
def posts(tmp_path: Path) -> Site:
    site = Site(tmp_path / "site")
    site.write("conf.py", CONFIGURATION)
    for number in range(POSTS):
        site.post(f"p{number}", "Text.\n")
    return site


def name_certificates(folder: Path) -> dict[str, str]:
    """Return environment variables by which a build finds the files of :func:`.make_certificates`."""
    prefix = "DASK_DISTRIBUTED__COMM__TLS__"
    names = {"CA_FILE": "ca.pem", "CLIENT__CERT": "cert.pem", "CLIENT__KEY": "key.pem"}
    return {f"{prefix}{name}": str(folder / file) for name, file in names.items()}


@in_its_session
@needs_fork
@pytest.mark.exact
@pytest.mark.skipif(not shutil.which("openssl"), reason="openssl makes certificates")
def test_an_encrypted_cluster_builds_for_those_alone_who_have_a_certificate(posts: Site, tmp_path: Path) -> None:
    own, foreign = tmp_path / "own", tmp_path / "foreign"
    options = make_certificates(own)
    make_certificates(foreign)
    with cluster(tmp_path / "cluster", protocol=options) as running:
        assert running.address.startswith("tls://127.0.0.1:")
        there = ["--cluster", running.address]
        assert "cannot be used without a certificate. Name its files" in refuse(posts, *there)
        assert "certificates of one authority" in refuse(posts, *there, **name_certificates(foreign), **SOON)
        assert "cannot be used: [Errno 2]" in refuse(posts, *there, **name_certificates(tmp_path / "nowhere"))
        assert "Start a scheduler" in refuse(posts, "--cluster", running.address.replace("tls", "tcp"), **SOON)
        with pytest.MonkeyPatch.context() as patch:
            for name, file in name_certificates(own).items():
                patch.setenv(name, file)
            assert build(posts, "there", *there) == build(posts, "here")


@in_its_session
@needs_fork
@pytest.mark.exact
def test_workers_that_the_build_starts_give_the_same_and_are_closed_to_other_accounts(posts: Site) -> None:
    pytest.importorskip("cryptography")
    assert build(posts, "there", "--cluster", "local") == build(posts, "here")
    done = subprocess.run(make_command(posts, "again", "--cluster", "local"), capture_output=True, text=True, check=True)
    assert "cluster: 2 workers at tls://127.0.0.1:" in done.stdout


@in_its_session
@needs_fork
@pytest.mark.exact
@pytest.mark.parametrize(
    ("variables", "sentence"),
    [
        ({}, "cannot be used: Timed out trying to connect to tcp://127.0.0.1:9 after 1 s. Start a scheduler and workers"),
        (
            {"DASK_DISTRIBUTED__COMM__REQUIRE_ENCRYPTION": "True"},
            "because Dask's option distributed.comm.require-encryption is set",
        ),
    ],
    ids=["nobody", "encryption required"],
)
def test_a_cluster_that_cannot_be_reached_ends_the_build_with_advice(
    posts: Site, variables: dict[str, str], sentence: str
) -> None:
    assert sentence in refuse(posts, "--cluster", "tcp://127.0.0.1:9", **variables, **SOON)


@in_its_session
@needs_fork
@pytest.mark.exact
def test_a_plain_address_that_may_be_another_machine_is_refused_until_the_project_allows_it(
    posts: Site, tmp_path: Path
) -> None:
    with cluster(tmp_path / "cluster") as running:
        there = ["--cluster", running.address.replace("127.0.0.1", "0.0.0.0")]
        assert "is on another machine and not encrypted" in refuse(posts, *there)
        allowed = build(posts, "there", *there, "-D", "anthology_cluster_unencrypted=1")
    assert allowed == build(posts, "here")


@pytest.mark.parametrize("address", ["tls://scheduler:8786", "tcp://127.0.0.1:8786", "tcp://localhost:1", "tcp://[::1]:8786"])
def test_encrypted_addresses_and_those_of_this_machine_are_used(address: str) -> None:
    assert explain_refusal(address, may_be_plain=False) is None


@pytest.mark.parametrize("address", ["tcp://scheduler:8786", "tcp://10.0.0.1:8786", "ws://127.0.0.1.example:80"])
def test_a_plain_address_of_another_machine_is_used_only_if_the_project_says_so(address: str) -> None:
    assert "not encrypted" in (explain_refusal(address, may_be_plain=False) or "")
    assert explain_refusal(address, may_be_plain=True) is None


@pytest.mark.parametrize("address", ["", "scheduler", "127.0.0.1:8786", "ftp://a:1", "tcp://", "tcp://a:x", "tcp://[::1"])
def test_what_is_no_address_is_named(address: str) -> None:
    assert "is no address" in (explain_refusal(address, may_be_plain=True) or "")


def test_batches_have_all_documents_in_their_order_and_a_large_one_ends_its_batch() -> None:
    sizes = {f"d{number:02}": 1 + 500 * (number == 5) for number in range(40)}
    batches = divide(list(sizes), sizes.__getitem__, workers=2)
    assert [docname for batch in batches for docname in batch.docnames] == list(sizes)
    assert next(batch for batch in batches if "d05" in batch.docnames).docnames[-1] == "d05"


def test_a_plain_scheduler_of_another_machine_ends_the_build_before_anything_is_sent(site: Site) -> None:
    with pytest.raises(Exception, match="not encrypted"):
        site.build(anthology_cluster="tcp://scheduler.example:8786")


def test_a_value_that_is_no_text_is_warned_of_and_there_is_no_cluster(site: Site) -> None:
    assert "`anthology_cluster' has type `int'" in site.build(anthology_cluster=5).warnings


@needs_fork
def test_a_project_that_names_its_folder_is_not_built_by_a_cluster(site: Site) -> None:
    for number in range(POSTS):
        site.post(f"p{number}", f"`{site.folder}/posts`\n")
    with pytest.raises(Exception, match="Move the project"):
        site.build(anthology_cluster="tcp://127.0.0.1:9")


def test_a_worker_with_the_same_versions_is_used_and_one_with_others_is_refused_with_their_names() -> None:
    assert compare_versions(list_versions()) == ""
    assert re.search(
        r"its versions differ: Sphinx [\d.]+ \(here 1\.0\)$", compare_versions({**list_versions(), "Sphinx": "1.0"})
    )
