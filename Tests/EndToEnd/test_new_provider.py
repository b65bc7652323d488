"""`pg-gateway new-provider`: what it writes fits the build, touches one folder of each kind and one line, and is honest."""

import os
import shutil
import subprocess

import pytest
from typecheck import ROOT, fits

BIN = os.environ.get("PG_GATEWAY_BIN", str(ROOT / ".build/debug/pg-gateway"))
LIST = "Sources/Providers/AllProviders.swift"


def new_provider(checkout, *arguments):
    return subprocess.run([os.path.abspath(BIN), "new-provider", *arguments], cwd=checkout, capture_output=True, text=True)


def copied(folder):
    """The parts of a checkout that a module lives in."""
    modules = [f"Sources/{name}" for name in ("Providers", "ProviderKit", "ProviderConformance")]
    for part in [*modules, "Tests/ProviderFakes", "Tests/ProvidersTests"]:
        shutil.copytree(ROOT / part, folder / part)
    return folder


@pytest.fixture
def checkout(tmp_path):
    return copied(tmp_path)


def files(folder):
    return {str(path.relative_to(folder)): path.read_text() for path in folder.rglob("*.swift")}


@pytest.mark.parametrize("name", ["AcmePay", "acme-pay"])
def test_what_it_writes_compiles_and_says_what_is_missing(checkout, name):
    before = files(checkout)
    done = new_provider(checkout, name)
    assert done.returncode == 0, done.stderr
    after = files(checkout)
    added = sorted(set(after) - set(before))
    module = "Sources/Providers/AcmePay/"
    assert [path for path in added if path.startswith(module)] == [
        f"{module}AcmePay{part}.swift" for part in ["+Cancel", "+Checkout", "+Verify", "", "Payment"]
    ]
    assert [path for path in added if path.startswith("Tests/")] == [
        "Tests/ProviderFakes/AcmePay/FakeAcmePay.swift", "Tests/ProvidersTests/AcmePay/AcmePayTests.swift",
    ]
    assert [path for path in before if before[path] != after[path]] == [LIST]
    assert after[LIST].count("AcmePay.self,\n") == 1
    assert '"acme-pay"' in after[f"{module}AcmePay.swift"]
    assert after[f"{module}AcmePay+Verify.swift"].count("cannot ask about payments yet") == 1
    assert all(path in done.stdout for path in added)
    assert "ConformanceCheck.allCases" in after["Tests/ProvidersTests/AcmePay/AcmePayTests.swift"]
    assert "public struct AcmePay:" in after[f"{module}AcmePay.swift"], "its tests import it as a program does"
    for name in ["Tests/ProvidersTests/Companies.swift", "README.md", "providers.schema.json"]:
        assert name in done.stdout, "what is still to be done is said"

    fits("Providers", sorted((checkout / "Sources/Providers").rglob("*.swift")))
    fits("ProviderFakes", [checkout / "Tests/ProviderFakes/AcmePay/FakeAcmePay.swift"])


def test_its_files_are_complete_though_nobody_reads_what_it_says(checkout):
    line = f"'{os.path.abspath(BIN)}' new-provider AcmePay | true; exit ${{PIPESTATUS[0]}}"
    assert subprocess.run(["bash", "-c", line], cwd=checkout).returncode == 0
    after = files(checkout)
    assert sum("AcmePay" in path for path in after) == 7
    assert "AcmePay.self" in after[LIST]


def test_a_second_one_of_the_same_name_changes_nothing(checkout):
    assert new_provider(checkout, "AcmePay").returncode == 0
    before = files(checkout)
    done = new_provider(checkout, "acme-pay")
    assert (done.returncode, files(checkout)) == (1, before)
    assert "is there already" in done.stderr


def test_two_follow_each_other_in_the_list(checkout):
    for name in ["Acme", "Bolt"]:
        assert new_provider(checkout, name).returncode == 0
    assert (checkout / LIST).read_text().endswith("    Acme.self,\n    Bolt.self,\n]\n")
    fits("Providers", sorted((checkout / "Sources/Providers").rglob("*.swift")))


@pytest.mark.parametrize("name", ["", "../Evil", "Acme Pay", "acme--pay", "-acme", "acme-", "9pay", "결제", "A" * 41])
def test_a_name_that_cannot_be_one_is_refused(checkout, name):
    before = files(checkout)
    done = new_provider(checkout, "--", name)
    assert done.returncode == 64 and "cannot name a module" in done.stderr
    assert files(checkout) == before


@pytest.mark.parametrize("name", ["class", "Type", "Swift", "Foundation", "Gateway", "ProviderKit", "String"])
def test_a_name_that_everybody_uses_is_refused(checkout, name):
    before = files(checkout)
    done = new_provider(checkout, name)
    assert done.returncode == 64 and f"{name} cannot name a module: " in done.stderr
    assert files(checkout) == before


@pytest.mark.parametrize("name, identifier", [("NHNKCP", "nhnkcp"), ("NHNKCPPay", "nhnkcp-pay"), ("KCP-pay", "kcp-pay")])
def test_capitals_in_a_row_are_one_word(checkout, name, identifier):
    assert new_provider(checkout, name).returncode == 0
    spelled = name.replace("-pay", "Pay")
    module = (checkout / f"Sources/Providers/{spelled}/{spelled}.swift").read_text()
    assert f'identifier: "{identifier}"' in module and f"public struct {spelled}:" in module


@pytest.mark.parametrize("name", ["Company", "Visit", "Conformance-Check", "Secret", "Toss", "Flow-House"])
def test_a_type_that_its_test_would_meet_is_not_declared_again(checkout, name):
    before = files(checkout)
    done = new_provider(checkout, name)
    assert done.returncode == 1 and "is there already" in done.stderr, done.stdout
    assert files(checkout) == before


@pytest.mark.parametrize("name", ["Kg-Inicis", "KgInicis", "kginicis", "Stripe", "mock", "StripeObjects", "nice-pay"])
def test_a_module_that_is_there_in_any_spelling_is_not_added_again(checkout, name):
    before = files(checkout)
    done = new_provider(checkout, name)
    assert done.returncode == 1 and "is there already" in done.stderr
    assert files(checkout) == before


def test_elsewhere_it_says_where_to_run_it(tmp_path):
    done = new_provider(tmp_path, "Acme")
    assert done.returncode == 1 and "Run this in the checkout" in done.stderr
    assert not list(tmp_path.iterdir())


def test_the_commands_it_ends_with_write_the_schema_and_the_table(checkout):
    said = new_provider(checkout, "AcmePay").stdout
    commands = "cd . \n" + said[said.index("    swift run"):].replace("swift run pg-gateway", os.path.abspath(BIN))
    for name in ["README.md", "providers.schema.json"]:
        (checkout / name).write_text((ROOT / name).read_text().replace("kakaopay", "outdated"))
    done = subprocess.run(["sh", "-c", commands], cwd=checkout, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    for name in ["README.md", "providers.schema.json"]:
        assert (checkout / name).read_text() == (ROOT / name).read_text()
