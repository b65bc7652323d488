"""The known answers as they are committed, for the Swift tests to read."""

import json
import sys
from importlib import import_module
from pathlib import Path

FOLDER = Path(__file__).parents[2] / "ProvidersTests/Oracles"


def text(vectors):
    return json.dumps(vectors, ensure_ascii=False, indent=2) + "\n"


def read(name):
    return (FOLDER / f"{name}.json").read_text(encoding="utf-8")


if __name__ == "__main__":
    # python -m oracles.committed nicepay: writes them anew.
    for name in sys.argv[1:]:
        (FOLDER / f"{name}.json").write_text(text(import_module(f"oracles.{name}").vectors()), encoding="utf-8")
