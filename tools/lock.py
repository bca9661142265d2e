"""Write requirements.lock: the newest versions that fit pyproject.toml, for pip to read.

pip resolves into a fresh environment without installing anything, so what happens to be installed
here has no say. Run it as `make lock`.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
import tomllib
import venv
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
OLDEST_PYTHON = (3, 11)
# Numbers in the documents and runs that repeat bit for bit hold for one torch: it is moved on by hand.
HELD = ("torch==2.13.0",)
# torch names these itself on machines that need them, at the versions it was built with.
CUDA_PACKAGES = re.compile(r"nvidia-|cuda-|triton|pytorch-triton")
HEADER = """\
# What `make setup` installs: run time, tests and build. Written by `make lock`; not edited by hand.
# No hashes, since torch's wheel differs by platform and accelerator. Nor are torch's CUDA packages listed:
# torch requires them by exact version where it needs them. Nothing here needs a platform marker.
"""


def declared_requirements(pyproject: Path) -> list[str]:
    """Return the requirements of the program and of its `dev` extra."""
    project = tomllib.loads(pyproject.read_text(encoding="utf-8"))["project"]
    return [*project["dependencies"], *project["optional-dependencies"]["dev"]]


def resolve(requirements: list[str]) -> dict[str, Any]:
    """Return pip's installation report for an empty environment."""
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        python = Path(folder, "Scripts" if sys.platform == "win32" else "bin", "python")
        report = Path(folder, "report.json")
        pip = [python, "-m", "pip", "install", "--dry-run", "--ignore-installed", "--quiet"]
        subprocess.run([*pip, "--report", report, *requirements, *HELD], check=True)
        return json.loads(report.read_text(encoding="utf-8"))


def pins(report: dict[str, Any]) -> list[str]:
    """Return sorted `name==version` lines, without CUDA packages and without local labels such as `+cpu`."""
    found = [(item["metadata"]["name"], item["metadata"]["version"]) for item in report["install"]]
    kept = [(name, version.partition("+")[0]) for name, version in found if not CUDA_PACKAGES.match(name)]
    return [f"{name}=={version}" for name, version in sorted(kept, key=lambda pin: pin[0].lower())]


def main() -> int:
    if sys.version_info[:2] != OLDEST_PYTHON:
        print("The lock must suit the oldest Python supported: make lock PYTHON=python3.11", file=sys.stderr)
        return 1
    lines = pins(resolve(declared_requirements(ROOT / "pyproject.toml")))
    (ROOT / "requirements.lock").write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"requirements.lock: {len(lines)} packages")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
