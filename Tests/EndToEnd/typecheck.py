"""Asks the compiler whether Swift files fit the modules that the build made, without building anything anew."""

import json
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]
BUILD = ROOT / ".build" / "debug"
FEATURES = ["ExistentialAny", "MemberImportVisibility"]


def module_maps():
    """Those of C modules; the ones that describe Swift modules to C are not for the Swift compiler."""
    places = [*BUILD.glob("*.build"), *(ROOT / ".build" / "checkouts").glob("*/Sources/*")]
    for place in places:
        for path in [place / "module.modulemap", place / "include" / "module.modulemap"]:
            if path.exists() and not place.name.endswith("-tool.build") and "-Swift.h" not in path.read_text():
                yield path


def compiler(module, files, *options):
    """Runs the compiler on the files of one module; what it says is the assertion's message."""
    maps = [word for path in module_maps() for word in ("-Xcc", f"-fmodule-map-file={path}")]
    features = [word for name in FEATURES for word in ("-enable-upcoming-feature", name)]
    done = subprocess.run(
        ["swiftc", "-swift-version", "6", "-module-name", module, "-I", BUILD / "Modules"]
        + maps + features + list(options) + [str(file) for file in files],
        capture_output=True, text=True, timeout=300,
    )
    assert done.returncode == 0, done.stderr[-4000:]


def fits(module, files):
    compiler(module, files, "-typecheck")


def tool(name):
    """A program of the toolchain, which is the compiler's folder."""
    path = Path(shutil.which("swiftc")).resolve().parent / name
    assert path.exists(), f"this Swift toolchain lacks {name}"
    return path


def symbols(module, folder):
    """Writes the symbol graph of a module that the build made: what DocC knows of its types and comments."""
    folder.mkdir()
    target = json.loads(subprocess.check_output([tool("swiftc"), "-print-target-info"]))["target"]["triple"]
    done = subprocess.run(
        [tool("swift-symbolgraph-extract"), "-module-name", module, "-I", BUILD / "Modules",
         "-target", target, "-minimum-access-level", "public", "-output-dir", folder],
        capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-4000:]
