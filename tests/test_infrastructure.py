"""What a clean clone relies on: lock files, commands, continuous integration, publishing."""

import ast
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("requirements.lock", "requirements-dev.lock")
BASH = shutil.which("bash") or "/bin/bash"


def read(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def locked(name: str) -> dict[str, tuple[str, ...]]:
    """Requirement → its hashes, for every requirement of a lock file."""
    entries = re.sub(r" *\\\n +", " ", read(name)).splitlines()
    pairs = [entry.partition(" --hash=") for entry in entries if entry and not entry.startswith("#")]
    return {head: tuple((sep + rest).split()) for head, sep, rest in pairs}


def versions(name: str) -> set[str]:
    return {entry.partition(";")[0].strip() for entry in locked(name)}


def asked(name: str) -> dict[str, Requirement]:
    """The requirements that a person wrote in a `.in` file, by name."""
    lines = [line.partition("#")[0].strip() for line in read(name).splitlines()]
    wanted = [Requirement(line) for line in lines if line and not line.startswith("-")]
    return {canonicalize_name(requirement.name): requirement for requirement in wanted}


def commands() -> set[str]:
    return set(re.findall(r"^([a-z]+):.*## ", read("Makefile"), re.MULTILINE))


def workflow(name: str) -> Any:
    return yaml.safe_load(read(f".github/workflows/{name}"))


@cache
def user_environment() -> Mapping[str, str]:
    """The environment of somebody who runs a command by hand, not from within `make test`."""
    return {key: value for key, value in os.environ.items() if not key.startswith(("MAKE", "MFLAGS"))}


# --- lock files


@pytest.mark.parametrize("name", LOCKS)
def test_lock_pins_everything_with_hashes(name: str) -> None:
    """A lock file names one version per requirement and the hashes it may have."""
    for entry, hashes in locked(name).items():
        assert re.fullmatch(r"[a-z0-9-]+==[\w.+]+( ; .+)?", entry), entry
        assert hashes, f"{entry} has no hash"
        assert all(re.fullmatch(r"--hash=sha256:[0-9a-f]{64}", one) for one in hashes), entry


@pytest.mark.parametrize("name", LOCKS)
def test_lock_names_no_place(name: str) -> None:
    """No index, address or path: whoever installs decides where packages come from."""
    assert not re.search(r"://|file:|--(extra-)?index|--find-links|--trusted-host|@ ", read(name))


def test_lock_of_the_compiler_has_hashes_and_names_no_place() -> None:
    """What npm installs is one version, by its digest, from wherever npm is told to."""
    asked_for = json.loads(read("tools/typescript/package.json"))["devDependencies"]
    packages = json.loads(read("tools/typescript/package-lock.json"))["packages"]
    assert packages.pop("")["devDependencies"] == asked_for
    for name, entry in packages.items():
        assert entry["integrity"].startswith("sha512-"), name
        assert "resolved" not in entry, name
    for name, version in asked_for.items():
        assert packages[f"node_modules/{name}"]["version"] == version


@pytest.mark.parametrize("name", LOCKS)
def test_lock_answers_what_was_asked(name: str) -> None:
    pinned = {Requirement(entry).name: Requirement(entry).specifier for entry in locked(name)}
    for key, requirement in asked(name.replace(".lock", ".in")).items():
        version = str(pinned[key]).removeprefix("==")
        assert requirement.specifier.contains(version), f"{requirement} is locked at {version}: run make lock"


def test_checks_run_on_the_versions_that_users_get() -> None:
    assert versions("requirements.lock") <= versions("requirements-dev.lock")


def test_package_asks_for_what_is_locked() -> None:
    """pyproject.toml and requirements.in say the same; the build back end is the one difference."""
    package = tomllib.loads(read("pyproject.toml"))
    declared = {*package["project"]["dependencies"], *package["build-system"]["requires"]}
    assert {str(Requirement(line)) for line in declared} == {
        str(requirement) for requirement in asked("requirements.in").values()
    }


def extras() -> dict[str, list[Requirement]]:
    """What pyproject.toml offers beyond what is always installed."""
    offered = tomllib.loads(read("pyproject.toml"))["project"]["optional-dependencies"]
    return {name: [Requirement(line) for line in lines] for name, lines in offered.items()}


def test_extras_are_tested_and_all_of_them_is_all() -> None:
    """Every extra is among what the checks install; ``all`` holds each that reads a format."""
    wanted = {str(one) for name, lines in extras().items() if name != "all" for one in lines}
    large = {str(one) for name in ("parquet", "images", "dask") for one in extras()[name]}
    assert {str(one) for one in extras()["all"]} == wanted - large
    assert wanted <= {str(one) for one in asked("requirements-dev.in").values()}


@pytest.mark.slow
def test_program_imports_only_what_users_get() -> None:
    """A package that only the checks install must not slip into the program; extras are imported late."""
    owners = packages_distributions()
    allowed = set(asked("requirements.in"))
    allowed |= {canonicalize_name(one.name) for lines in extras().values() for one in lines}
    for path in sorted((ROOT / "build_site").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module] if isinstance(node, ast.ImportFrom) and node.module else []
            for top in {name.partition(".")[0] for name in names} - {"build_site", *sys.stdlib_module_names}:
                found = {canonicalize_name(owner) for owner in owners.get(top, ())}
                assert found & allowed, f"{path.relative_to(ROOT)} imports {top}: name it in requirements.in"


# --- commands


def test_every_command_is_phony_and_listed() -> None:
    phony = re.search(r"^\.PHONY: (.+)$", read("Makefile"), re.MULTILINE)
    assert phony is not None
    assert set(phony[1].split()) == commands()
    shown = run("make", "--no-print-directory", "help", cwd=ROOT).stdout
    assert set(re.findall(r"^  make (\w+) ", shown, re.MULTILINE)) == commands()


def test_commands_run_files_that_exist() -> None:
    for name in re.findall(r"\b(?:benchmarks|tools)/\w+\.(?:py|sh)", read("Makefile")):
        assert (ROOT / name).is_file(), name


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_documented_commands_exist(name: str) -> None:
    """Every `make …` that a document names is a command of the Makefile."""
    named = set(re.findall(r"(?:^ *|`)make ([a-z]+)", read(name), re.MULTILINE))
    assert named <= commands()
    if name == "README.md":
        assert {"site", "test", "serve"} <= named


def run(*command: str, cwd: Path, env: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        cwd=cwd,
        env=user_environment() if env is None else env,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def script(path: Path, body: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!{BASH}\n{body}\n", "utf-8")
    path.chmod(0o755)


def test_old_python_is_told_so(tmp_path: Path) -> None:
    for name in ("Makefile", *LOCKS):
        shutil.copy(ROOT / name, tmp_path)
    script(tmp_path / "ancient", "exit 1")
    done = run("make", "site", f"PYTHON={tmp_path}/ancient", cwd=tmp_path)
    assert done.returncode != 0
    assert "needs Python 3.11 or newer" in done.stderr


# --- the browser


def find_browser(cwd: Path, **env: str) -> subprocess.CompletedProcess[str]:
    return run(BASH, str(ROOT / "tools/find_browser.sh"), cwd=cwd, env=env)


def test_named_browser_is_taken_or_refused(tmp_path: Path) -> None:
    script(tmp_path / "mine", "echo Chromium 1")
    assert find_browser(tmp_path, CHROMIUM=f"{tmp_path}/mine").stdout == f"{tmp_path}/mine\n"
    refused = find_browser(tmp_path, CHROMIUM=f"{tmp_path}/other")
    assert refused.returncode == 1
    assert "not a browser that starts" in refused.stderr


def test_browser_is_found_on_the_path(tmp_path: Path) -> None:
    """A placeholder that cannot tell its version is passed over."""
    script(tmp_path / "chromium", "exit 1")
    script(tmp_path / "google-chrome", "echo Chrome 1")
    assert find_browser(tmp_path, PATH=str(tmp_path)).stdout == f"{tmp_path}/google-chrome\n"


def test_browser_is_installed_from_debian(tmp_path: Path) -> None:
    script(tmp_path / "id", "echo 0")
    script(tmp_path / "env", '"${@:2}"')
    install = f"#!{BASH}\\necho Chromium 1\\n"
    script(
        tmp_path / "apt-get",
        f"case $* in *chromium*) printf '{install}' >'{tmp_path}/chromium'; "
        f"{shutil.which('chmod')} +x '{tmp_path}/chromium';; esac; echo noise",
    )
    done = find_browser(tmp_path, PATH=str(tmp_path))
    assert done.stdout == f"{tmp_path}/chromium\n", done.stderr


@pytest.mark.skipif(Path("/Applications").exists(), reason="macOS keeps browsers outside of PATH")
def test_no_browser_says_what_to_do(tmp_path: Path) -> None:
    done = find_browser(tmp_path, PATH=str(tmp_path))
    assert done.returncode == 1
    assert "CHROMIUM=/path/to/chromium make test" in done.stderr


# --- continuous integration and publishing


def test_ci_runs_the_tests_and_nothing_else() -> None:
    text = read(".ci/run")
    assert os.access(ROOT / ".ci/run", os.X_OK)
    assert "set -euo pipefail" in text
    assert text.rstrip().splitlines()[-1] == "exec make --no-print-directory test </dev/null"
    assert (
        read("Makefile").partition("\ntest: ")[2].partition("\n\n")[0].rstrip().endswith("--dist worksteal")
    )


TESTS = "./.github/workflows/test.yml"
WORKFLOWS = (*(ROOT / ".github/workflows").glob("*.yml"), ROOT / "build_site/assets/project/ci/github.yml")


def test_workflows_may_do_nothing_by_default() -> None:
    """Each job asks for what it needs; a checkout leaves no key behind."""
    for path in WORKFLOWS:
        text = path.read_text("utf-8")
        assert yaml.safe_load(text)["permissions"] == {}, path.name
        assert text.count("actions/checkout@") == text.count("persist-credentials: false"), path.name


def test_one_action_has_one_version() -> None:
    used: dict[str, set[str]] = {}
    for path in WORKFLOWS:
        for name, version in re.findall(r"uses: (actions/[a-z-]+)@(\S+ # v[\d.]+)", path.read_text("utf-8")):
            used.setdefault(name, set()).add(version)
    assert all(len(versions) == 1 for versions in used.values()), used


def test_the_version_is_told_in_one_voice() -> None:
    """The package, the citation and the newest dated entry of the change log."""
    version = tomllib.loads(read("pyproject.toml"))["project"]["version"]
    citation = yaml.safe_load(read("CITATION.cff"))
    assert citation["version"] == version
    dated = re.search(r"^## (\d+\.\d+\.\d+) – (\d{4}-\d\d-\d\d)$", read("CHANGELOG.md"), re.MULTILINE)
    assert dated
    assert (dated[1], dated[2]) == (version, str(citation["date-released"]))


def test_workflows_pin_their_actions() -> None:
    """By commit, for a tag can be moved; the version stands beside it."""
    for path in WORKFLOWS:
        for used in re.findall(r"uses: (\S+)", path.read_text("utf-8")):
            assert re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", used) or used == TESTS


def test_workflows_have_no_known_weakness(tmp_path: Path) -> None:
    """Ours, and those that a new project gets; zizmor looks at files alone, not at the network."""
    shutil.copytree(ROOT / ".github", tmp_path / "ours/.github")
    theirs = tmp_path / "theirs/.github/workflows"
    theirs.mkdir(parents=True)
    shutil.copy(ROOT / "build_site/assets/project/ci/github.yml", theirs / "pages.yml")
    for name in ("ours", "theirs"):
        done = run(
            str(Path(sys.executable).with_name("zizmor")), "--offline", "--quiet", ".", cwd=tmp_path / name
        )
        assert done.returncode == 0, done.stdout + done.stderr


def test_nothing_untested_is_published() -> None:
    jobs = workflow("pages.yml")["jobs"]
    assert jobs["test"]["uses"] == TESTS
    assert (jobs["build"]["needs"], jobs["deploy"]["needs"]) == ("test", "build")
    assert workflow("test.yml")["jobs"]["test"]["steps"][-1] == {"run": ".ci/run"}


def test_address_of_the_site_has_one_place() -> None:
    """SITE_URL, set by the workflow from what GitHub Pages says, read by mkdocs.yml."""
    (step,) = [one for one in workflow("pages.yml")["jobs"]["build"]["steps"] if "env" in one]
    assert step == {"run": "make site", "env": {"SITE_URL": "${{ steps.pages.outputs.base_url }}/"}}
    assert re.search(r"^site_url: !ENV \[?SITE_URL\b", read("mkdocs.yml"), re.MULTILINE)
