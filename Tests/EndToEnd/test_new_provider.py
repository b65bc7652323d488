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


@pytest.fixture
def checkout(tmp_path):
    """The parts of a checkout that a module lives in."""
    for folder in ["Sources/Providers", "Tests/ProviderFakes", "Tests/ProvidersTests"]:
        shutil.copytree(ROOT / folder, tmp_path / folder)
    return tmp_path


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
