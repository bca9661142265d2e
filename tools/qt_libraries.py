"""Name the system libraries that Qt lacks on this Linux, and the command that installs them.

Where this runs as root beside apt-get, they are installed.
"""

from __future__ import annotations

import os
import subprocess
import sys

from gan_playground.qt_libraries import explain, install_command, missing_for_qt, package_manager


def install_as_root(command: list[str]) -> None:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    # A fresh image has no package lists; a failed update may still leave usable ones.
    subprocess.run(["apt-get", "update"], env=environment, check=False)
    subprocess.run(command, env=environment, check=False)


def main() -> int:
    if not sys.platform.startswith("linux"):
        return 0
    missing, manager = missing_for_qt(), package_manager()
    command = install_command(missing, manager)
    if command and manager == "apt-get" and os.geteuid() == 0:
        print("Installing system libraries for Qt:", *sorted(missing), flush=True)
        install_as_root(command)
        missing = missing_for_qt()
    if missing:
        print(explain(missing, install_command(missing, manager)), file=sys.stderr)
        print("Then run the same make command again.", file=sys.stderr)
    return 1 if missing else 0


if __name__ == "__main__":
    raise SystemExit(main())
