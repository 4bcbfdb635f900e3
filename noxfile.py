"""Tasks of this project, one session each: ``nox -l`` lists them."""

from __future__ import annotations

import os
import re
import runpy
import shutil
import sys
import tempfile
from pathlib import Path

import nox
from nox.command import CommandFailed

nox.needs_version = ">=2025.10.14"
nox.options.default_venv_backend = "uv"  # pip refuses hashes beside a project that is editable
nox.options.reuse_venv = "yes"
nox.options.error_on_missing_interpreters = False
nox.options.download_python = "never"
nox.options.sessions = ["html"]

LOCK = "requirements.lock"
LOCKED = ["--constraint", LOCK, "--build-constraint", LOCK, "--require-build-hashes"]
"""Options of ``uv pip install``. It compares each file with the hashes in the lock file."""
PYTHONS = nox.project.python_versions(nox.project.load_toml("pyproject.toml"))
SELECTED: dict[str, list[str]] = {PYTHONS[0]: [], PYTHONS[1]: ["-m", "smoke"]}
"""The tests that run with the oldest Pythons, as arguments of pytest. The second one brings another version of Sphinx, so tests
that build run there."""
SMOKE = ["tests/acceleration/test_accelerated_output.py", "tests/sphinx_ext/builders/test_builders.py"]
"""The files with tests that are marked ``smoke``. Other files import tools that do not work with the lowest versions."""
VERSION = "extensions/sphinx_anthology/_version.py"
BILL = "sphinx-anthology.cdx.json"
SOURCE = ["-c", ".", "docs"]
HTML = "build/html"
ADDRESS = "https://sphinx-anthology.readthedocs.io/en/latest/"
LOCALE = "extensions/sphinx_anthology/locale"
STRICT = ["--fail-on-warning", "--keep-going", "--jobs", "auto"]


def install(session: nox.Session, *groups: str, project: bool = True) -> None:
    """Install the project, editable, and its dependency groups, at the versions of the lock file."""
    wanted = [argument for group in groups for argument in ("--group", group)]
    session.install(*LOCKED, *wanted, *(["--editable", "."] if project else []))


@nox.session
def html(session: nox.Session) -> None:
    """Build the knowledge base to HTML; warnings are errors. An argument is the output folder."""
    install(session, "docs")
    output = session.posargs[0] if session.posargs else HTML
    build_docs(session, "html", output)
    session.log("Open %s", Path(output, "index.html").resolve().as_uri())


def build_docs(session: nox.Session, builder: str, output: str = "") -> None:
    """Build the knowledge base, by default to the folder of the builder in ``build``; warnings are errors."""
    session.run("sphinx-build", *STRICT, "-b", builder, "-d", "build/doctrees", *SOURCE, output or f"build/{builder}")


@nox.session
def examples(session: nox.Session) -> None:
    """Build the example sites to ``build/examples``; warnings are errors. Arguments are names of sites."""
    install(session, "docs")
    build_examples(session, session.posargs)


def build_examples(session: nox.Session, names: list[str]) -> None:
    """Build example sites: those named, or all."""
    for folder in sorted(folder for folder in Path("examples").iterdir() if folder.is_dir()):
        if not names or folder.name in names:
            output = f"build/examples/{folder.name}"
            session.run("sphinx-build", *STRICT, "-b", "html", "-d", f"{output}-doctrees", str(folder), output)


@nox.session
def pictures(session: nox.Session) -> None:
    """Take the pictures of this site and of the example sites that the documentation shows."""
    install(session, "tests")
    install_chromium(session)
    build_docs(session, "html")
    build_examples(session, [])
    session.run("python", "tools/take_pictures.py")


@nox.session
def urls(session: nox.Session) -> None:
    """Build the knowledge base and check it against the addresses in urls.json. ``--write`` adds new addresses to the file."""
    install(session, "docs")
    build_docs(session, "html")
    session.run("anthology", "urls", HTML, *(session.posargs or ["--check"]))


@nox.session
def live(session: nox.Session) -> None:
    """Serve the knowledge base with drafts, and show each edit at once. Arguments go to ``anthology live``."""
    install(session, "live")
    arguments = session.posargs or ["--open-browser"]
    session.run("anthology", "live", *arguments, "--conf-dir", ".", "--output", "build/live", "docs")


@nox.session(python=PYTHONS)
def tests(session: nox.Session) -> None:
    """Run all tests with the oldest Python, and a part of them with the others. Arguments go to pytest instead."""
    install(session, "tests")
    selected = session.posargs or SELECTED.get(str(session.python), ["-m", "fast or smoke"])
    if not any("fast" in argument for argument in selected):
        install_chromium(session)
    # Without bytecode, each process compiles pytest's plugins again, which takes seconds.
    environment = {"PYTHONDONTWRITEBYTECODE": ""}
    session.run("pytest", "--numprocesses=auto", "--maxprocesses=8", "--dist=worksteal", *selected, env=environment)


@nox.session
def matrix(session: nox.Session) -> None:
    """Build small sites with other extensions, serial, parallel and accelerated, and check what each is for."""
    install(session, "tests")
    install_program(session, "dot", "there are no diagrams of it", "graphviz")
    install_program(session, "plantuml", "there are no diagrams of it")
    session.run("pytest", "-v", "tests/sphinx_ext/test_extension_matrix.py", *session.posargs, env={"ANTHOLOGY_MATRIX": "1"})


@nox.session
def without_fork(session: nox.Session) -> None:
    """Run the tests of builders where no process can be forked, as on Windows. Arguments go to pytest instead."""
    install(session, "tests")
    selected = session.posargs or ["-m", "smoke", *SMOKE]
    session.run("pytest", "-p", "without_fork", *selected, env={"PYTHONPATH": "tests"})


@nox.session
def cluster(session: nox.Session) -> None:
    """Build small sites with clusters of real programs, also with TLS, some of which are killed.

    An argument is the number of random kills, by default 5; others go to pytest.
    """
    install(session, "tests")
    arguments = [*session.posargs]
    environment = {"ANTHOLOGY_CLUSTER": take_number(arguments, "5")}
    session.run("pytest", "-v", "tests/sphinx_ext/cluster", *arguments, env=environment)


@nox.session
def exact(session: nox.Session) -> None:
    """Compare builds byte by byte, with 500 random sequences of edits of each kind, or the number given.

    A second number is that of the first sequence, to resume a run. Further arguments go to pytest.
    """
    install(session, "tests")
    arguments = list(session.posargs)
    environment = {"ANTHOLOGY_SEQUENCES": take_number(arguments, "500"), "ANTHOLOGY_FIRST": take_number(arguments, "0")}
    session.run("pytest", "-v", "-m", "exact", *arguments, env=environment)


def take_number(arguments: list[str], default: str) -> str:
    """Remove the number at the start of arguments, and return it; *default* if there is none."""
    return arguments.pop(0) if arguments and arguments[0].isdigit() else default


@nox.session
def fuzz(session: nox.Session) -> None:
    """Feed parsers, loading and commands with inputs that Atheris makes, for an hour. Needs Linux. See ``-- --help``."""
    install(session, "fuzz")
    session.run("python", "tools/fuzz.py", *session.posargs, env={"PYTHONPATH": "tests"})


@nox.session
def live_exact(session: nox.Session) -> None:
    """Compare what ``anthology live`` serves with clean builds, after 200 random bursts of edits or the number given."""
    run_live_tests(session, "tests/live/test_live_exact.py", "ANTHOLOGY_BURSTS", "200")


@nox.session
def live_kills(session: nox.Session) -> None:
    """Kill 100 random processes of ``anthology live``, or the number given, and compare what it serves. Needs Linux."""
    run_live_tests(session, "tests/live/test_live_kills.py", "ANTHOLOGY_KILLS", "100")


def run_live_tests(session: nox.Session, file: str, variable: str, default: str) -> None:
    """Run a file of tests that takes a number from an environment variable. Arguments are the number and those of pytest."""
    install(session, "tests")
    arguments = list(session.posargs)
    number = take_number(arguments, default)
    session.run("pytest", "-v", file, *arguments, env={variable: number})


@nox.session
def kills(session: nox.Session) -> None:
    """Kill 100 builds and 200 imports at random moments, and compare the next ones with clean ones. Needs Linux.

    Another number of builds can be given.
    """
    install(session, "tests")
    session.run("python", "tools/kills.py", *session.posargs)
    environment = {"ANTHOLOGY_IMPORT_KILLS": "200"}
    session.run("pytest", "tests/importers/test_importing_again.py", "-k", "killed", env=environment)


def install_chromium(session: nox.Session) -> None:
    """Install Chromium for the browser tests, unless there is one of any name."""
    if not (shutil.which("chromium-browser") or shutil.which("google-chrome")):
        install_program(session, "chromium", "the browser tests are skipped")


def install_program(session: nox.Session, program: str, otherwise: str, packages: str = "") -> None:
    """Install a program of the system, unless there is one, where apt-get can do so without a password.

    :param otherwise: what happens without it.
    :param packages: the packages that have it, with blanks between them; by default one that has its name.
    """
    if shutil.which(program):
        return
    if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        session.run("apt-get", "update", "--quiet", external=True)
        session.run("apt-get", "install", "--yes", "--quiet", *(packages or program).split(), external=True)
    else:
        session.warn(f"{program} not found: {otherwise}. Install it to change that.")


@nox.session
def links(session: nox.Session) -> None:
    """Build the knowledge base to HTML, and check every link and file in its pages, in attributes of HTML too."""
    install(session, "docs")
    for builder in ("html", "dirhtml"):
        build_docs(session, builder)
        session.run("python", "tools/check_links.py", f"build/{builder}", "--base", ADDRESS)


@nox.session
def books(session: nox.Session) -> None:
    """Build the knowledge base to EPUB, and check it with epubcheck, which needs Java. With a folder: copy it there instead."""
    install(session, "books")
    build_docs(session, "epub")
    (book,) = Path("build/epub").glob("*.epub")
    if session.posargs:
        copy_into(session.posargs[0], book)
    else:
        session.run("epubcheck", str(book))


@nox.session
def pdf(session: nox.Session) -> None:
    """Build the knowledge base to PDF; a character that no font has is an error. With a folder: copy it there."""
    install(session, "docs")
    install_program(session, "latexmk", "there is no PDF", Path("tools/pdf_packages.txt").read_text(encoding="utf-8"))
    build_docs(session, "latex")
    name = "sphinx-anthology"
    with session.chdir("build/latex"):
        session.run("latexmk", "-pdflua", "-interaction=nonstopmode", "-halt-on-error", f"{name}.tex", external=True)
        log = Path(f"{name}.log").read_text(encoding="utf-8", errors="replace")
    if missing := sorted({line for line in log.splitlines() if line.startswith("Missing character")}):
        session.error("\n".join(missing))
    if "NotoSerifCJK-Bold" not in log:
        session.error("Korean words in bold are not in the bold font.")
    if session.posargs:
        copy_into(session.posargs[0], Path(f"build/latex/{name}.pdf"))


def copy_into(folder: str, file: Path) -> None:
    """Copy a file into a folder that may not exist yet."""
    Path(folder).mkdir(parents=True, exist_ok=True)
    shutil.copy(file, folder)


@nox.session
def themes(session: nox.Session) -> None:
    """Build a small blog in eight themes, check it in Chromium, and write screenshots to build/themes. Arguments are themes."""
    install(session, "themes")
    install_chromium(session)
    chosen = ["-k", " or ".join(session.posargs)] if session.posargs else []
    session.run("pytest", "-v", "tests/browser/test_themes.py", *chosen)
    session.run("python", "tools/theme_screenshots.py", "build/themes", *session.posargs, env={"PYTHONPATH": "tests"})


@nox.session
def look(session: nox.Session) -> None:
    """Look in Chromium for faults of the layout of the knowledge base, and of the built sites in the folders given."""
    install(session, "tests")
    install_chromium(session)
    build_docs(session, "html")
    session.run("python", "tools/look.py", HTML, *session.posargs)


@nox.session
def audit(session: nox.Session) -> None:
    """Audit pages with Lighthouse, axe and the Nu Html Checker, beside stock Furo pages. Arguments are folders of sites.

    Needs Node and Java. With ``--short``, only the HTML of the knowledge base is checked, where both are found.
    """
    install(session, "tests")
    is_short = "--short" in session.posargs
    if not is_short:
        install_chromium(session)
        install_program(session, "npm", "pages cannot be audited")
        install_program(session, "java", "pages cannot be audited", "default-jre-headless")
    if not (shutil.which("npm") and shutil.which("java")):
        session.skip("npm or java is not found")
    folder = Path(session.create_tmp())
    shutil.copy("tools/audits/package.json", folder)
    # Scripts of packages download more from other hosts, which is not needed.
    session.run("npm", "install", "--prefix", folder, "--ignore-scripts", "--no-audit", "--no-fund", "--quiet", external=True)
    session.run("python", "tools/audit.py", "--programs", folder / "node_modules", *session.posargs)


@nox.session
def trace(session: nox.Session) -> None:
    """Watch builds of hostile posts with strace: they open no file that is not theirs. Needs Linux; arguments are builders."""
    install(session, "tests")
    install_program(session, "strace", "the builds cannot be watched")
    session.run("python", "tools/trace.py", *session.posargs, env={"PYTHONPATH": "tests"})


@nox.session
def mutants(session: nox.Session) -> None:
    """Try a random sample of small changes of the code, and report those that no test notices. See ``-- --help``."""
    install(session, "mutants")
    session.run("python", "tools/mutants.py", *session.posargs)


@nox.session
def lint(session: nox.Session) -> None:
    """Check style, format, imports between packages, the English of the documentation, and the files of services."""
    install(session, "lint", project=False)
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")
    session.run("lint-imports", env={"PYTHONPATH": "extensions"})
    session.run("python", "tools/check_style.py", "README.md", "CONTRIBUTING.md", "SECURITY.md", "docs")
    session.run("validate-pyproject", "pyproject.toml")
    session.run("check-jsonschema", "--builtin-schema", "vendor.readthedocs", ".readthedocs.yaml")
    session.run("check-jsonschema", "--builtin-schema", "vendor.gitlab-ci", "docs/guide/hosts/gitlab-ci.yml")
    session.run("check-jsonschema", "--builtin-schema", "vendor.compose-spec", "docs/guide/clusters/compose.yaml")
    recipes = ["docs/guide/hosts/rebuild.yml", "docs/guide/hosts/warm-build.yml"]
    workflows = [*recipes, *(str(file) for file in sorted(Path(".github/workflows").iterdir()))]
    session.run("check-jsonschema", "--builtin-schema", "vendor.github-workflows", *workflows)


@nox.session
def typecheck(session: nox.Session) -> None:
    """Check types with mypy in strict mode."""
    install(session, "typecheck")
    session.run("mypy")


@nox.session
def translate(session: nox.Session) -> None:
    """Update the message catalogues from the source, and compile them. The result is the same in every run."""
    session.install(*LOCKED, "babel")
    functions = ["_", "later", "translate", "gettext", "ngettext:1,2"]
    keywords = ["--no-default-keywords", *(f"--keywords={function}" for function in functions)]
    # A header has dates, so the templates have none, and those of the translations stay as they are.
    stable = ["--no-location", "--sort-output", "--omit-header", "--width=100"]
    update = ["--no-fuzzy-matching", "--ignore-obsolete", "--ignore-pot-creation-date", "--width=100"]
    for domain, mapping in {"sphinx_anthology": "[python: **.py]", "scripts": "[javascript: **.js]"}.items():
        template, sources = f"{LOCALE}/{domain}.pot", Path(session.create_tmp(), "sources.cfg")
        sources.write_text(mapping, encoding="utf-8")
        extract = [f"--mapping={sources}", f"--output-file={template}", "extensions/sphinx_anthology"]
        session.run("pybabel", "extract", *keywords, *stable, *extract)
        own = [f"--domain={domain}", f"--input-file={template}", f"--output-dir={LOCALE}"]
        session.run("pybabel", "update", *own, *update)
    session.run("pybabel", "compile", "--domain=sphinx sphinx_anthology scripts", f"--directory={LOCALE}")


@nox.session
def translate_docs(session: nox.Session) -> None:
    """Update the Korean catalogues of the documentation. A test names what has no translation."""
    install(session, "tests")
    templates = Path("build/gettext")
    build_docs(session, "gettext")
    shutil.rmtree(templates / "browse")  # words of the interface, which the package translates
    for template in (templates / "posts").iterdir():
        title = re.search('^msgid "(.+)"', template.read_text(encoding="utf-8"), re.MULTILINE)
        if title and re.search("[가-힣]", title[1]):  # an article that is written in Korean
            template.unlink()
    session.run("sphinx-intl", "update", "-p", "build/gettext", "-d", "docs/locale", "-l", "ko", "--line-width", "0")


@nox.session
def bench(session: nox.Session) -> None:
    """Measure builds of thousands of posts, with other engines too. Takes hours; see ``nox -s bench -- --help``."""
    install(session, "bench")
    if "--previews" in session.posargs:
        install_chromium(session)
    session.run("python", "-m", "benchmarks", *session.posargs, env={"PYTHONPATH": "tools"})


@nox.session
def bench_live(session: nox.Session) -> None:
    """Measure the time from saving a post to seeing it in Chromium, with other servers too; see ``-- --help``."""
    install(session, "tests")
    install_chromium(session)
    session.run("python", "-m", "benchmarks.live", *session.posargs, env={"PYTHONPATH": "tools"})


@nox.session
def linkcheck(session: nox.Session) -> None:
    """Check external links. Needs the network."""
    install(session, "docs")
    session.run("sphinx-build", "-b", "linkcheck", "-d", "build/doctrees", *SOURCE, "build/linkcheck", *session.posargs)


@nox.session
def lock(session: nox.Session) -> None:
    """Upgrade the versions in the lock file, which is one file for all Pythons."""
    groups = nox.project.load_toml("pyproject.toml")["dependency-groups"]
    options = [
        "--universal",
        "--python-version",
        PYTHONS[0],
        "--no-header",
        "--no-annotate",
        "--generate-hashes",
        "--upgrade",
        "--output-file",
        LOCK,
    ]
    arguments = [*options, "pyproject.toml", *(f"--group={group}" for group in groups)]
    session.run("uv", "pip", "compile", *arguments, external=True)


@nox.session
def build(session: nox.Session) -> None:
    """Build sdist and wheel twice, which gives the same bytes, and sites with the wheel in an empty environment."""
    build_distributions(session)
    wheel = next(Path("dist").glob("*.whl")).resolve()
    with tempfile.TemporaryDirectory() as folder:
        programs = make_environment(session, Path(folder, "empty"), *LOCKED, "pip", str(wheel))
        build_small_site(session, programs, Path(folder, "site"))
        build_new_project(session, programs, wheel.parent, Path(folder, "new"))


def build_distributions(session: nox.Session) -> None:
    """Build sdist and wheel to ``dist`` with locked versions, and check that a second build gives the same bytes."""
    shutil.rmtree("dist", ignore_errors=True)
    locked = ["--build-constraint", str(Path(LOCK).resolve()), "--require-hashes"]
    session.run("uv", "build", "--quiet", *locked, external=True)
    session.run("python", "tools/check_reproducible.py", "dist", *locked)


def make_environment(session: nox.Session, folder: Path, *arguments: str) -> Path:
    """Make an environment in *folder*, and return the folder of its programs. The arguments go to ``uv pip install``."""
    programs = folder / ("Scripts" if sys.platform == "win32" else "bin")
    python = session.python if isinstance(session.python, str) else sys.executable
    session.run("uv", "venv", "--quiet", "--clear", "--python", python, folder, external=True)
    session.run("uv", "pip", "install", "--quiet", "--python", programs / "python", *arguments, external=True)
    return programs


def build_small_site(session: nox.Session, programs: Path, folder: Path) -> None:
    """Build a site of one post with the installed wheel, and check that its pages name the post.

    :param programs: the folder of the programs of the environment.
    """
    (folder / "posts").mkdir(parents=True)
    (folder / "conf.py").write_text('extensions = ["sphinx_anthology"]\nhtml_theme = "furo"\n', encoding="utf-8")
    post = "---\ntitle: One post\ndate: 2025-01-02\ncategory: First\n---\n\nIts text.\n"
    (folder / "posts" / "one.md").write_text(post, encoding="utf-8")
    session.run(programs / "anthology", "check", folder / "posts", external=True)
    folders = [folder / "doctrees", folder, folder / "html"]
    session.run(programs / "python", "-m", "sphinx", "--fail-on-warning", "-d", *folders, external=True)
    for page in ("index", "posts/one", "browse/categories/first"):
        if "One post" not in (folder / "html" / f"{page}.html").read_text(encoding="utf-8"):
            session.error(f"{page}.html does not name the post.")


def build_new_project(session: nox.Session, programs: Path, wheels: Path, folder: Path) -> None:
    """Make a project in Korean with an installed wheel, and build it as its author would, with nothing but pip and nox."""
    session.run(programs / "anthology", "init", folder, "--language", "ko", external=True)
    versions = folder.with_name("versions.txt")  # pip refuses a wheel of this folder beside hashes
    versions.write_text(re.sub(r" \\\n +--hash=\S+", "", Path(LOCK).read_text(encoding="utf-8")), encoding="utf-8")
    names = ("PIP_CONSTRAINT", "UV_CONSTRAINT")
    environment = {"PIP_FIND_LINKS": str(wheels), "UV_FIND_LINKS": str(wheels), **dict.fromkeys(names, str(versions))}
    session.run(programs / "python", "-m", "pip", "install", "--quiet", "nox", env=environment, external=True)
    session.run(
        programs / "python", "-m", "nox", "--noxfile", folder / "noxfile.py", "-s", "html", env=environment, external=True
    )
    if "첫 글" not in (folder / "build" / "html" / "posts" / "hello.html").read_text(encoding="utf-8"):
        session.error("posts/hello.html does not have the title of the post.")


@nox.session
def supply_chain(session: nox.Session) -> None:
    """Check the licences of what is installed with the package, and write a bill of materials to ``build``."""
    write_bill_of_materials(session, Path("build"))
    wanted = [*LOCKED, "--requirements", "pyproject.toml", "--all-extras"]
    programs = make_environment(session, Path(session.create_tmp(), "all"), *wanted)
    session.run("pip-licenses", f"--python={programs / 'python'}", "--from=mixed", "--order=license")


def write_bill_of_materials(session: nox.Session, folder: Path) -> None:
    """Write which versions are installed with the package, in the form of CycloneDX."""
    install(session, "supply-chain", project=False)
    programs = make_environment(session, Path(session.create_tmp(), "runtime"), *LOCKED, "--requirements", "pyproject.toml")
    folder.mkdir(exist_ok=True)
    project, version = Path(session.create_tmp(), "pyproject.toml"), runpy.run_path(VERSION)["__version__"]
    text = Path("pyproject.toml").read_text(encoding="utf-8").replace('dynamic = ["version"]', f'version = "{version}"')
    project.write_text(text, encoding="utf-8")  # the bill would have no version otherwise
    options = ["--output-reproducible", "--pyproject", str(project), "--mc-type", "library"]
    session.run("cyclonedx-py", "environment", *options, "--output-file", folder / BILL, programs / "python")


@nox.session
def vulnerabilities(session: nox.Session) -> None:
    """Look for known vulnerabilities of the locked versions. Needs the network; fails if a version cannot be looked up."""
    install(session, "supply-chain", project=False)
    session.run("pip-audit", "--strict", "--disable-pip", "--require-hashes", "--requirement", LOCK, *session.posargs)


@nox.session
def release(session: nox.Session) -> None:
    """Make what is published: sdist, wheel and bill of materials, in ``dist``. CONTRIBUTING.md has the other steps."""
    build_distributions(session)
    write_bill_of_materials(session, Path("dist"))


@nox.session(python=PYTHONS)
def versions(session: nox.Session) -> None:
    """Try the wheel with the lowest and the newest versions of its dependencies, and with a version of Sphinx to come.

    The last one may fail, which is a warning. It is the newest version before its release, or an argument such as
    ``git+https://github.com/sphinx-doc/sphinx``.
    """
    folder = Path(session.create_tmp())
    session.run("uv", "build", "--quiet", "--wheel", "--clear", "--out-dir", folder, external=True)
    try_versions(session, folder, "lowest-direct")
    newest = try_versions(session, folder, "highest")
    override = folder / "override.txt"
    override.write_text(f"sphinx @ {session.posargs[0]}\n" if session.posargs else "sphinx>=9\n", encoding="utf-8")
    coming = [f"--override={override}", "--prerelease-package=sphinx=allow"]
    try:
        if choose_versions(session, folder, *coming) == newest:
            session.log("There is no version of Sphinx before its release, so none was tried.")
        else:
            try_versions(session, folder, "highest", *coming)
    except CommandFailed:
        session.warn("The tests failed with a version of Sphinx that is not released.")


def choose_versions(session: nox.Session, folder: Path, *options: str) -> str:
    """Let uv choose versions of the dependencies, and return them, one a line. Write them to ``versions.txt`` in *folder*."""
    file = folder / "versions.txt"
    file.unlink(missing_ok=True)  # uv prefers what is in it
    output = ["--quiet", "--no-header", "--no-annotate", "--output-file", str(file), "--python-version", str(session.python)]
    session.run("uv", "pip", "compile", *options, *output, "pyproject.toml", external=True)
    return file.read_text(encoding="utf-8")


def try_versions(session: nox.Session, folder: Path, resolution: str, *options: str) -> str:
    """Run the tests of builders with the wheel in *folder* and with versions that uv chooses, and return these versions."""
    chosen = choose_versions(session, folder, f"--resolution={resolution}", *options)
    session.log("With %s", ", ".join(chosen.split()))
    wheel = str(next(folder.glob("*.whl")))
    constraint = f"--constraint={folder / 'versions.txt'}"
    programs = make_environment(session, folder / "environment", *options, constraint, "--group=tests", wheel)
    session.run(programs / "python", "-m", "pytest", "-m", "smoke", *SMOKE, external=True)
    return chosen
