#!/usr/bin/env bash
# Builds the wheel, installs it alone into a fresh environment, and goes a stranger's first steps with it:
# new, add, check, build, and a bare `mkdocs build --strict` of what git would keep.
# PYTHON names an interpreter, PIP_VERSION a version of pip.
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
"${PYTHON:-python3}" -m venv "$work/venv"
bin="$work/venv/bin"
export NO_MKDOCS_2_WARNING=1 PIP_DISABLE_PIP_VERSION_CHECK=1
"$bin/python" -m pip install --quiet "flit-core>=3.11,<5"
(cd "$root" && "$bin/python" -c "from flit_core import buildapi; print(buildapi.build_wheel('$work'))")
[ -z "${PIP_VERSION:-}" ] || "$bin/python" -m pip install --quiet "pip==$PIP_VERSION"
"$bin/python" -m pip install --quiet "$work"/*.whl
cd "$work"
"$bin/verbatim" --version
"$bin/verbatim" new my-site
printf 'Harbour vote\n\n“We sail at dawn,” Mayor Ada Lindqvist told reporters on Friday.\n' >vote.txt
"$bin/verbatim" add vote.txt --project my-site
"$bin/verbatim" check --project my-site
"$bin/verbatim" build --quiet --project my-site
git -C my-site init --quiet
git -C my-site add --all
git -C my-site -c user.name=a -c user.email=a@b commit --quiet --message One
git clone --quiet my-site clone
cd clone
"$bin/python" -m pip install --quiet -r requirements.txt
"$bin/mkdocs" build --strict --quiet
grep -q "We sail at dawn" site/articles/*.html
echo "the wheel works: $("$bin/python" --version), $("$bin/python" -m pip --version | cut -d' ' -f1-2)"
