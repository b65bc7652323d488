"""The tutorial "Add a PG", step by step: what it shows fits the build at each step, and ends with a module that passes.

The skeleton of `new-provider` is there at the beginning and fails every check that asks it for something; the tutorial's
files take its place one by one.
"""

import re
import shutil
import subprocess

import pytest
from test_new_provider import copied, new_provider
from typecheck import BUILD, ROOT, compiler, fits, symbols, tool

CATALOGUE = ROOT / "Sources/ProviderKit/ProviderKit.docc"
STEP = re.compile(r'@Code\(name: "([^"]+)", file: "([^"]+)"\)')

CRYPTO = ["Crypto", "CryptoBoringWrapper", "CCryptoBoringSSL", "CCryptoBoringSSLShims", "CXKCP", "CXKCPShims"]

# Runs every check without a test runner, and says what came of each.
RUNNER = """
import ProviderConformance

@main
enum Runner {
    static func main() async {
        let subject = ConformanceSubject(
            Pebble.self,
            account: FakePebble.account,
            amount: FakePebble.amount,
            skips: FakePebble.skips
        ) { FakePebble(clock: $0) }
        for check in ConformanceCheck.allCases {
            do {
                print(check.rawValue, try await subject.run(check))
            } catch {
                print(check.rawValue, "failed:", error)
            }
        }
    }
}
"""


def steps():
    return STEP.findall((CATALOGUE / "AddAPG.tutorial").read_text())


@pytest.fixture
def checkout(tmp_path):
    copied(tmp_path)
    assert new_provider(tmp_path, "Pebble").returncode == 0
    return tmp_path


def step_fits(checkout):
    """The module alone; `test_new_provider` looks at its line in the list."""
    sources = checkout / "Sources/Providers"
    fits("Providers", [*sorted((sources / "Calling").glob("*.swift")), *sorted((sources / "Pebble").glob("*.swift"))])
    fits("ProviderFakes", sorted((checkout / "Tests/ProviderFakes/Pebble").rglob("*.swift")))


def verdicts(checkout):
    """Compiles the module with its fake into a program of its own, on the objects that the build made."""
    runner = checkout / "Runner.swift"
    runner.write_text(RUNNER)
    program = checkout / "runner"
    sources = [
        *sorted((checkout / "Sources/Providers/Calling").glob("*.swift")),
        *sorted((checkout / "Sources/Providers/Pebble").glob("*.swift")),
        *sorted((checkout / "Tests/ProviderFakes/Pebble").glob("*.swift")),
        runner,
    ]
    compiler("Tutorial", sources, "-parse-as-library", "-lstdc++", "-o", program, *objects())
    done = subprocess.run([program], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return dict(line.split(" ", 1) for line in done.stdout.splitlines())


def objects():
    """What the module, its fake and the kit stand on."""
    for name in ["ProviderKit", "ProviderConformance", "HTTPTypes", "Logging", *CRYPTO]:
        yield from (BUILD / f"{name}.build").rglob("*.o")


def test_each_step_of_the_tutorial_fits_and_the_last_one_passes_every_check(checkout):
    shown = steps()
    assert [name for name, _ in shown][0].startswith("Tests/ProviderFakes/"), "the fake comes first"
    skeleton = verdicts(checkout)
    assert [check for check, said in skeleton.items() if not said.startswith("failed:")] == ["incompleteAccount"]
    assert "cannot open payments yet" in skeleton["buyerPays"]
    for name, file in shown:
        assert (checkout / name).exists(), "new-provider writes each file that the tutorial fills in"
        shutil.copy(CATALOGUE / "Resources" / file, checkout / name)
        if name.endswith("FakePebble.swift"):
            before = verdicts(checkout)
            assert "cannot open payments yet" in before["buyerPays"]
        step_fits(checkout)
    assert sorted(file for _, file in shown) == sorted(path.name for path in (CATALOGUE / "Resources").glob("*.swift"))

    after = verdicts(checkout)
    assert not {check: said for check, said in after.items() if said.startswith("failed:")}
    assert after["buyerPays"] == after["refundRaced"] == after["approvalUnanswered"] == "passed"
    assert after.keys() == before.keys() == skeleton.keys()


def test_the_catalogue_is_rendered_without_a_warning(tmp_path):
    """Each link of the comments and the articles leads somewhere, and the tutorial is whole; DocC knows both."""
    graphs, archive = tmp_path / "graphs", tmp_path / "ProviderKit.doccarchive"
    symbols("ProviderKit", graphs)
    done = subprocess.run(
        [tool("docc"), "convert", CATALOGUE, "--additional-symbol-graph-dir", graphs,
         "--output-path", archive, "--warnings-as-errors"],
        capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    for page in ["documentation/providerkit/paymentprovider", "tutorials/providerkit/addapg"]:
        assert (archive / "data" / f"{page}.json").exists()
