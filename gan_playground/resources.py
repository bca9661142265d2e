"""Where the files that ship with the program lie: inside an installed package, or at the top of a checkout."""

from pathlib import Path

_package = Path(__file__).parent
_installed, _checkout = _package / "_resources", _package.parent / "resources"
_root = _installed if _installed.is_dir() else _checkout


def resource_path(name: str) -> Path:
    """The path of a shipped file or folder, named relative to resources/."""
    return _root / name
